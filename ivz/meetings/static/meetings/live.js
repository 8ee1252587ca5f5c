/* The items of a meeting beside one another, also without a connection, and keys to go along them. */
"use strict";

(() => {
  const panels = document.getElementById("punten");
  if (!panels) return;
  const keys = document.getElementById("toetsen");
  const links = () => [...document.querySelectorAll("[data-live-item]")];
  const linkOf = (pk) => links().find((link) => link.dataset.liveItem === pk);
  const panelOf = (pk) => panels.querySelector(`[data-live-panel="${pk}"]`);
  const shown = () => panels.querySelector("[data-live-panel]:not([hidden])");
  const isTyped = (panel) => linkOf(panel.dataset.livePanel).classList.contains("is-unsaved");

  async function fetched(link) {
    const answer = await fetch(link.href);
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }
  // Show what was added to an item while somebody types in it; where they are stays as it is.
  function freshen(old, fresh) {
    for (const part of old.querySelectorAll("[data-live-part]")) {
      const other = fresh.querySelector(`[data-live-part="${part.dataset.livePart}"]`);
      if (!other || part.contains(document.activeElement)) continue;
      part.replaceWith(other);
      other.dispatchEvent(new CustomEvent("outbox:added", { bubbles: true }));
    }
  }
  // Put the item of a link on the page as it is at the server, unless something is typed in it.
  async function refresh(link, isPrefetch) {
    const page = await fetched(link), pk = link.dataset.liveItem, old = panelOf(pk);
    const fresh = page.querySelector("[data-live-panel]");
    if (!isPrefetch) {
      document.querySelector(".ivz-live__agenda ol").replaceWith(page.querySelector(".ivz-live__agenda ol"));
      mark();
    }
    if (old && (isTyped(old) || old.contains(document.activeElement.closest("form")))) return freshen(old, fresh);
    fresh.hidden = old ? old.hidden : true;
    if (old) old.replaceWith(fresh);
    else panels.append(fresh);
    fresh.dispatchEvent(new CustomEvent("outbox:added", { bubbles: true }));
  }
  function mark() {
    const pk = shown().dataset.livePanel;
    links().forEach((link) => {
      if (link.dataset.liveItem === pk) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
  }
  function show(pk) {
    panels.querySelectorAll("[data-live-panel]").forEach((panel) => { panel.hidden = panel.dataset.livePanel !== pk; });
    mark();
    shown().querySelector("h2").focus();
    scrollTo(0, 0);
    refresh(linkOf(pk)).catch(() => {});
  }
  function go(link) {
    if (!link || !panelOf(link.dataset.liveItem)) return false;
    history.pushState({}, "", link.href);
    show(link.dataset.liveItem);
    return true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-live-item]");
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (link && isPlain && go(link)) event.preventDefault();
  });
  addEventListener("popstate", () => {
    const link = links().find((each) => each.pathname === location.pathname);
    if (link && panelOf(link.dataset.liveItem)) show(link.dataset.liveItem);
    else location.reload();
  });
  document.addEventListener("outbox:stored", (event) => {
    const { form, address } = event.detail;
    const outcome = form?.querySelector("[name=outcome]:checked");
    if (outcome) form.closest("details").querySelector("[data-outcome]").textContent = outcome.parentElement.textContent.trim();
    const link = links().find((each) => address.startsWith(each.pathname));
    if (link && form && "outboxAdds" in form.dataset) refresh(link).catch(() => {});
  });

  function open(key) {
    const forms = [...shown().querySelectorAll(`form[data-key="${key}"]`)];
    const undecided = forms.find((form) => !form.querySelector("[name=outcome]:checked"));
    const form = undecided ?? forms[0];
    if (!form) return;
    if (key === "n") return void form.requestSubmit();
    const point = form.closest("details");
    if (point) point.open = true;
    form.querySelector("textarea, select, input:not([type=hidden])").focus();
  }
  function step(by) {
    const all = links(), at = all.findIndex((link) => link.hasAttribute("aria-current"));
    const link = all[at + by];
    if (link && !go(link)) link.click();
  }
  const does = { j: () => step(1), k: () => step(-1), "?": () => keys.showModal() };
  const isOn = () => localStorage.getItem("ivz-live-keys") !== "off";

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input, textarea, select, [contenteditable]");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      return void field?.form?.requestSubmit();
    }
    if (field && event.key === "Escape") return void shown().querySelector("h2").focus();
    if (field || keys.open || !isOn() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (does[event.key]) event.preventDefault(), does[event.key]();
    else if ("nvbpma".includes(event.key)) event.preventDefault(), open(event.key);
  });
  const button = document.querySelector("[data-live-keys]"), toggle = document.querySelector("[data-live-keys-on]");
  button.hidden = false;
  button.addEventListener("click", () => keys.showModal());
  toggle.checked = isOn();
  toggle.addEventListener("change", () => localStorage.setItem("ivz-live-keys", toggle.checked ? "on" : "off"));

  // Have every item at hand, one after the other, for when the connection goes.
  (async () => {
    for (const link of links()) if (!panelOf(link.dataset.liveItem)) await refresh(link, true);
  })().catch(() => {});
})();
