/* Searching and counting in the list of municipalities; without it the provinces open by hand. */
"use strict";

const form = document.querySelector("[data-municipalities]");
const filter = form.querySelector("[data-filter]");
const search = filter.querySelector("input");
const nothing = form.querySelector("[data-nothing]");
const chosen = form.querySelector("[data-chosen]");
const provinces = [...form.querySelectorAll("details")];

// "sudwest" finds Súdwest-Fryslân.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const narrow = () => {
  const wanted = plain(search.value.trim());
  let found = 0;
  for (const province of provinces) {
    let here = 0;
    for (const item of province.querySelectorAll("li")) {
      item.hidden = !plain(item.textContent).includes(wanted);
      here += item.hidden ? 0 : 1;
    }
    province.hidden = here === 0;
    province.open = here > 0 && (wanted !== "" || province.querySelector(":checked") !== null);
    found += here;
  }
  nothing.hidden = found > 0;
};

const count = () => {
  const names = [...form.querySelectorAll(":checked")].map((box) =>
    box.nextElementSibling.textContent.trim(),
  );
  const { none, one, more } = chosen.dataset;
  chosen.textContent = "";
  if (names.length === 0) {
    chosen.textContent = none;
  } else {
    const strong = document.createElement("b");
    strong.textContent = names.length === 1 ? one : more.replace("{count}", names.length);
    chosen.append(strong, ` ${names.join(", ")}`);
  }
  for (const province of provinces) {
    const number = province.querySelectorAll(":checked").length;
    province.querySelector("[data-count]").textContent = number;
  }
};

filter.hidden = false;
search.addEventListener("input", narrow);
// Enter in the search field searches; it does not answer the question.
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
});
form.addEventListener("change", count);
