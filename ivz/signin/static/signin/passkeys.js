/* Passkeys: asks the browser to make one, or to use one. Without passkeys the buttons stay hidden. */
"use strict";

(() => {
  const known = window.PublicKeyCredential;
  if (!known?.parseCreationOptionsFromJSON || !known?.parseRequestOptionsFromJSON) return;

  async function answer(form) {
    const response = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    const { publicKey } = await response.json();
    const isNew = form.dataset.passkey === "new";
    return isNew
      ? navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(publicKey) })
      : navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(publicKey) });
  }

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const problem = form.querySelector("[data-problem]");
      problem.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify((await answer(form)).toJSON());
      } catch {
        problem.hidden = false;
        return;
      }
      form.submit();
    });
  });
})();

// A button that prints the page; it shows only where a script can.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
