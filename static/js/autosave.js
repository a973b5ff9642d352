// Keeps a draft of forms with data-autosave-url while one writes, and asks before text is lost.
// The address says which form, of what and in which version; the answer's words are shown in the
// form's [data-autosave-status] (role=status).
(() => {
  const WAIT = 1500, AGAIN = 15000;
  const words = document.querySelector("[data-toasts]")?.dataset ?? {};
  const dirty = new Set();
  const timers = new WeakMap();
  const underWay = new Set();

  const say = (form, text, kept) => {
    const place = form.querySelector("[data-autosave-status]");
    if (!place) return;
    place.textContent = text;
    place.classList.toggle("kept", kept);
  };

  // As in shell.js: the token that came with this page may be worthless by now.
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

  // Network trouble has no words for people; what we threw ourselves has.
  const reason = (error) => (error.constructor === Error ? error.message : "");

  const save = async (form, leaving = false) => {
    clearTimeout(timers.get(form));
    if (!dirty.has(form)) return;
    const body = new FormData(form);
    if (token()) body.set("csrfmiddlewaretoken", token());
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    dirty.delete(form);
    try {
      const sent = fetch(form.dataset.autosaveUrl, {
        method: "POST", body, keepalive: leaving, headers: { Accept: "application/json" },
      });
      underWay.add(sent);
      const answer = await sent.finally(() => underWay.delete(sent));
      if (answer.redirected || answer.status === 403) throw new Error(words.loggedOut);
      const said = await answer.json();
      if (!answer.ok) return say(form, said.error, false);
      say(form, said.words, true);
    } catch (error) {
      dirty.add(form);
      say(form, reason(error) || words.offline, false);
      timers.set(form, setTimeout(save, AGAIN, form));
    }
  };

  const changed = (event) => {
    const form = event.target.form;
    if (!form || form.method !== "post") return;
    if (form.dataset.autosaveUrl) {
      dirty.add(form);
      clearTimeout(timers.get(form));
      timers.set(form, setTimeout(save, WAIT, form));
    } else if ("guard" in form.dataset) dirty.add(form);
  };
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);

  document.addEventListener("submit", async (event) => {
    clearTimeout(timers.get(event.target));
    dirty.delete(event.target);
    if (!("dropsDrafts" in event.target.dataset)) return;
    // The person wants no draft to be left: neither one that waits nor one that is on its way.
    for (const form of dirty) clearTimeout(timers.get(form));
    dirty.clear();
    if (!underWay.size) return;
    event.preventDefault();
    await Promise.allSettled(underWay);
    dirty.clear();
    event.target.submit();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    for (const form of dirty) if (form.dataset.autosaveUrl) save(form, true);
  });
  window.addEventListener("beforeunload", (event) => {
    for (const form of dirty) if (form.isConnected) return event.preventDefault();
  });
})();
