/* Lets whoever edits an agenda drag an item to another place, or move it with the arrow keys.
 *
 * The buttons "up" and "down" do the same without a script. The order that was seen goes along:
 * where somebody else changed the agenda first, the server moves nothing and shows both.
 */
"use strict";

(() => {
  const EDGE = 60, STEP = 14;
  let drag = null, focusOn = "", pending = null;

  const items = () => [...document.querySelectorAll(".ivz-agenda > li[data-item]")];
  const order = () => items().map((item) => item.dataset.item);
  const told = () => document.querySelector("[data-drag-told]");

  function show() {
    document.querySelectorAll("[data-grip], [data-drag-help]").forEach((each) => { each.hidden = false; });
  }
  function send(address, values, grip) {
    focusOn = grip;
    window.htmx.ajax("POST", address, { target: "#meeting", swap: "outerHTML", values });
  }
  function putBack(kept) {
    const list = document.querySelector(".ivz-agenda");
    kept.forEach((each) => list.append(each));
  }

  function begin(event) {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button > 0) return;
    event.preventDefault();
    grip.focus();
    grip.setPointerCapture(event.pointerId);
    const item = grip.closest("li");
    drag = { grip, item, seen: order(), kept: [...item.parentElement.children] };
    item.classList.add("is-dragged");
  }
  function move(event) {
    if (!drag) return;
    if (event.clientY < EDGE) scrollBy(0, -STEP);
    if (event.clientY > innerHeight - EDGE) scrollBy(0, STEP);
    const others = items().filter((each) => each !== drag.item);
    const next = others.find((each) => {
      const box = each.getBoundingClientRect();
      return event.clientY < box.top + box.height / 2;
    });
    const list = drag.item.parentElement;
    if (next && next.previousElementSibling !== drag.item) next.before(drag.item);
    else if (!next && list.lastElementChild !== drag.item) list.append(drag.item);
  }
  function end(isDropped) {
    if (!drag) return;
    const { grip, item, seen, kept } = drag;
    drag = null;
    item.classList.remove("is-dragged");
    if (!isDropped) return putBack(kept);
    const now = order(), next = now[now.indexOf(item.dataset.item) + 1] ?? "";
    if (now.join() === seen.join()) return;
    pending = kept;
    send(grip.dataset.grip, { voor: next, gezien: seen.join(",") }, grip.id);
  }

  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", () => end(true));
  document.addEventListener("pointercancel", () => end(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drag) return end(false);
    const grip = event.target.closest?.("[data-grip]");
    const way = { ArrowUp: "omhoog", ArrowDown: "omlaag" }[event.key];
    if (!grip || !way || drag) return;
    event.preventDefault();
    send(grip.dataset.step, { richting: way }, grip.id);
  });
  document.addEventListener("htmx:afterSettle", () => {
    show();
    pending = null;
    const alert = document.querySelector("#meeting [role=alert]");
    const grip = focusOn && document.getElementById(focusOn);
    focusOn = "";
    if (!alert && grip) grip.focus();
  });
  // The server did not answer: what stands there is what it has.
  function failed() {
    if (pending) putBack(pending);
    if (focusOn && told()) told().textContent = told().dataset.failed;
    pending = null;
    focusOn = "";
  }
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:responseError", failed);
  show();
})();
