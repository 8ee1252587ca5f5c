/* Keeps what somebody types in a long form at the server, for that person alone, until it is saved. */
"use strict";

const PAUSE = 1500;

function keepTyping(note) {
  const form = note.closest("form");
  let timer, busy, last, isDone = false;

  const typed = () => {
    const data = new FormData(form);
    data.append("keep-unsaved", "1");
    return new URLSearchParams(data);
  };

  async function keep(leaving) {
    clearTimeout(timer);
    const body = typed().toString();
    if (isDone || body === last) return;
    last = body;
    try {
      busy = fetch(location.href, {
        method: "POST",
        body: new URLSearchParams(body),
        redirect: "error",
        keepalive: leaving && body.length < 60000,
      });
      const answer = await busy;
      if (!answer.ok) throw new Error(answer.status);
      const time = new Date().toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
      note.textContent = note.dataset.kept.replace("{time}", time.replace(":", "."));
    } catch {
      last = undefined;
      note.textContent = note.dataset.failed;
    }
    busy = undefined;
    note.hidden = false;
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE, false);
  });
  document.addEventListener("visibilitychange", () => {
    if (timer && document.visibilityState === "hidden") keep(true);
  });
  // What is being kept while somebody saves would arrive after it: wait for that first.
  form.addEventListener("submit", async (event) => {
    isDone = true;
    clearTimeout(timer);
    if (!busy) return;
    event.preventDefault();
    await busy.catch(() => {});
    form.requestSubmit(event.submitter);
  });
  // Back in the browser's history the form stands there again, to go on with.
  addEventListener("pageshow", () => { isDone = false; });
}

document.querySelectorAll("[data-keeps-typing]").forEach(keepTyping);
