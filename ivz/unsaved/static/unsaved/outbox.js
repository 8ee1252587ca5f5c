/* Saves forms with data-outbox by themselves, also through a lost connection.
 *
 * What is typed stands in this browser until the server answers for it. Changes go out in order,
 * each with a key, so that one sent twice counts once; each of one form waits for the one before.
 * A form with data-outbox-adds adds something: it goes out on the button, not on a pause.
 */
"use strict";

(() => {
  const PAUSE = 900, AGAIN = 3000, PREFIX = "ivz-outbox:";
  const state = document.querySelector("[data-outbox-state]");
  const owner = state.dataset.owner;
  const memory = new Map();
  let pause, again, isBusy = false, isOffline = false, isOut = false, isLeft = false, counter = 0, savedAt = "";

  const path = (address) => new URL(address, location.href).pathname;
  const clock = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

  function put(entry) {
    if (isLeft) return;
    memory.set(entry.id, entry);
    try { localStorage.setItem(PREFIX + entry.id, JSON.stringify(entry)); } catch { /* full: memory keeps it */ }
  }
  function drop(entry) {
    memory.delete(entry.id);
    localStorage.removeItem(PREFIX + entry.id);
  }
  function entries() {
    const found = new Map(memory);
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(PREFIX)) continue;
      const entry = JSON.parse(localStorage.getItem(name));
      if (entry.owner === owner) found.set(entry.id, entry);
      else localStorage.removeItem(name); // somebody else sat at this browser
    }
    return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  const waiting = (address) => entries().filter((entry) => entry.address === address);
  const formOf = (address) => [...document.querySelectorAll("form[data-outbox]")]
    .find((form) => path(form.action) === address);

  function fieldsOf(form) {
    return [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "version"].includes(name));
  }
  function fill(form, fields) {
    for (const field of form.elements) {
      const given = fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(field.type)) field.checked = given.includes(field.value);
      else if (given.length && field.name !== "csrfmiddlewaretoken") field.value = given[0];
    }
  }

  // Note what stands in a form now; what was sent already is left alone and followed by another.
  function note(form, isSubmitted) {
    const address = path(form.action), isAdding = "outboxAdds" in form.dataset;
    const last = waiting(address).at(-1), version = form.elements.version?.value ?? "";
    let entry = last && !last.sent && (!isAdding || last.held || last.both) ? last : null;
    if (!entry) {
      counter += 1;
      entry = {
        id: `${String(Date.now()).padStart(15, "0")}-${String(counter).padStart(5, "0")}`,
        key: crypto.randomUUID(), owner, address, isAdding, held: isAdding,
        version: last && !isAdding ? null : version,
      };
    }
    if (isSubmitted) entry.held = false;
    if (isSubmitted && entry.both) {
      Object.assign(entry, { both: null, sent: false, key: crypto.randomUUID() });
      form.querySelector("[data-outbox-both]")?.remove();
    }
    entry.fields = fieldsOf(form);
    entry.problem = "";
    put(entry);
    tell();
  }

  function tell() {
    const all = entries(), stuck = all.filter((entry) => entry.both || entry.problem);
    const kind = isOut ? "signedOut" : isOffline ? "offline" : stuck.length ? "stuck" : "typing";
    const done = savedAt ? state.dataset.at : state.dataset.all;
    state.hidden = "quiet" in state.dataset && !all.length && !savedAt && !isOut && !isOffline;
    state.textContent = clock(all.length ? state.dataset[kind] : done, { count: all.length, time: savedAt });
    state.classList.toggle("is-waiting", all.length > 0);
    document.querySelectorAll("[data-live-item]").forEach((link) => {
      link.classList.toggle("is-unsaved", all.some((entry) => entry.address.startsWith(path(link.href))));
    });
    document.querySelectorAll("form[data-outbox]").forEach((form) => tellForm(form, all));
  }
  function tellForm(form, all) {
    const told = form.querySelector("[data-outbox-told]");
    const entry = all.find((each) => each.address === path(form.action));
    const button = form.querySelector("[data-outbox-button]");
    if (button) button.hidden = !entry?.both;
    if (!told) return;
    if (entry) told.textContent = entry.both ? state.dataset.toldBoth : entry.problem || state.dataset.toldTyping;
    else if (form.dataset.savedAt) told.textContent = clock(state.dataset.toldAt, { time: form.dataset.savedAt });
    told.classList.toggle("is-waiting", Boolean(entry));
  }

  function showBoth(form, html) {
    form.querySelector("[data-outbox-both]")?.remove();
    const both = document.createElement("div");
    both.dataset.outboxBoth = "";
    both.innerHTML = html;
    both.querySelectorAll("[data-take]").forEach((button) => { button.hidden = false; });
    form.querySelector("[data-outbox-button]")?.parentElement.before(both);
  }

  async function freshToken() {
    const answer = await fetch(location.href, { redirect: "manual" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("main [name=csrfmiddlewaretoken]")?.value;
    if (token) document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
    return Boolean(token);
  }
  async function send(entry, keepalive) {
    const body = new URLSearchParams(entry.fields);
    body.set("version", entry.version);
    body.set("outbox-key", entry.key);
    body.set("csrfmiddlewaretoken", document.querySelector("main [name=csrfmiddlewaretoken]").value);
    const signal = keepalive ? undefined : AbortSignal.timeout(15000);
    return fetch(entry.address, { method: "POST", body, redirect: "manual", keepalive, signal });
  }

  function stored(entry, answer) {
    drop(entry);
    savedAt = answer.at;
    const form = formOf(entry.address), next = waiting(entry.address).find((each) => each.version === null);
    if (next) put({ ...next, version: String(answer.version) });
    if (form) form.dataset.savedAt = answer.at;
    if (form?.elements.version) form.elements.version.value = answer.version;
    document.dispatchEvent(new CustomEvent("outbox:stored", { detail: { form, address: entry.address } }));
  }
  function stale(entry, answer) {
    const later = waiting(entry.address).filter((each) => each.id > entry.id);
    const fields = later.at(-1)?.fields ?? entry.fields;
    later.forEach(drop);
    put({ ...entry, fields, both: answer.both, version: String(answer.version), sent: false });
    const form = formOf(entry.address);
    if (!form) return;
    if (entry.isAdding) fill(form, fields);
    form.elements.version.value = answer.version;
    showBoth(form, answer.both);
  }

  // Gives whether going on makes sense: not without a connection, and not when signed out.
  async function deliver(entry, keepalive) {
    put({ ...entry, sent: true });
    let answer = await send(entry, keepalive);
    if (answer.status === 403 && await freshToken()) answer = await send(entry, keepalive);
    isOut = answer.status === 403 || answer.type === "opaqueredirect";
    if (isOut || answer.status >= 500) return false;
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    if (answer.ok) stored(entry, told);
    else if (answer.status === 409) stale(entry, told);
    else refused(entry, told.problem || String(answer.status));
    return true;
  }
  // What cannot be saved as it is waits for its writer; what was added stands in its form again.
  function refused(entry, problem) {
    const now = { ...entry, sent: false, problem, held: entry.isAdding };
    const isBeingTyped = waiting(entry.address).some((each) => each.id > entry.id && (each.held || !entry.isAdding));
    const form = formOf(entry.address);
    put(now);
    if (form && entry.isAdding && !isBeingTyped) fill(form, entry.fields);
  }
  function nextToSend() {
    const blocked = new Set();
    return entries().find((entry) => {
      if (entry.held) return false;
      const isFree = !entry.both && !entry.problem && !blocked.has(entry.address);
      if (!entry.isAdding) blocked.add(entry.address);
      return isFree;
    });
  }
  async function drain(keepalive) {
    clearTimeout(pause);
    if (isBusy) return;
    isBusy = true;
    clearTimeout(again);
    try {
      let isGoing = true;
      for (let entry = nextToSend(); entry && isGoing; entry = nextToSend()) {
        isGoing = await deliver(entry, keepalive === true);
        isOffline = false;
        tell();
      }
      if (!isGoing) again = setTimeout(drain, AGAIN);
    } catch {
      isOffline = true;
      again = setTimeout(drain, AGAIN);
    }
    isBusy = false;
    tell();
  }

  // Forms that come onto the page show what this browser still holds of them.
  function adopt(part) {
    part.querySelectorAll("form[data-outbox]").forEach((form) => {
      const entry = waiting(path(form.action)).filter((each) => !each.isAdding || each.held || each.both).at(-1);
      if (!entry) return;
      fill(form, entry.fields);
      if (entry.version && form.elements.version) form.elements.version.value = entry.version;
      if (entry.both) showBoth(form, entry.both);
    });
    tell();
  }

  // Signing out leaves nothing behind, also not what a last attempt would put back.
  function leave(event) {
    if (!confirm(clock(state.dataset.leaving, { count: entries().length }))) return void event.preventDefault();
    isLeft = isBusy = true;
    entries().forEach(drop);
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-outbox]");
    if (!form) return;
    note(form, false);
    clearTimeout(pause);
    pause = setTimeout(drain, PAUSE);
  });
  document.addEventListener("submit", (event) => {
    const isLeaving = path(event.target.action) === state.dataset.signOut && entries().length > 0;
    if (isLeaving) return leave(event);
    const form = event.target.closest("form[data-outbox]");
    if (!form) return;
    event.preventDefault();
    if ("outboxAdds" in form.dataset && !form.checkValidity()) return void form.reportValidity();
    note(form, true);
    if ("outboxAdds" in form.dataset) form.reset();
    drain();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") drain(true);
  });
  document.addEventListener("outbox:added", (event) => adopt(event.target));
  addEventListener("online", () => drain());
  addEventListener("offline", () => { isOffline = true; tell(); });
  document.dispatchEvent(new CustomEvent("outbox:ready"));
  adopt(document);
  drain();
})();
