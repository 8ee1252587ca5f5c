/* What pages do beyond HTML; everything works without it. */
"use strict";

// "/" jumps to the search field, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const search = document.querySelector("[data-search]");
  if (event.key === "/" && !typing && search) {
    event.preventDefault();
    search.focus();
  }
});

// A button with data-copy copies the text of the element it names.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent);
  button.textContent = button.dataset.copied;
});

// An open menu closes on Escape and on a click beside it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll("details.ivz-bar__networks[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.ivz-bar__networks[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

// A button with data-take puts a text in the field it names, to go on writing there.
function takeText(event) {
  const button = event.target.closest("[data-take]");
  if (!button) return;
  const field = document.getElementById(button.dataset.take);
  field.value = button.dataset.text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}
document.addEventListener("click", takeText);
function showTakers() {
  document.querySelectorAll("[data-take]").forEach((button) => { button.hidden = false; });
}
showTakers();
document.addEventListener("htmx:afterSettle", showTakers);

function focusOn(wanted) {
  if (!wanted) return;
  wanted.setAttribute("tabindex", "-1");
  wanted.focus();
}

// After a swap the focus goes to what asks attention, else to the swapped part's heading.
document.addEventListener("htmx:afterSettle", (event) => {
  const target = event.detail.elt;
  focusOn(target.querySelector("[data-focus]") || target.querySelector("[role=alert]"));
});
// A page that refuses or asks something starts there.
focusOn(document.querySelector("main [role=alert][data-focus], #outcome[data-focus]"));
