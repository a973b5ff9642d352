// Keeps what is typed in a form with data-local-draft in this browser and nowhere else. Text that was
// begun with a name comes along when the person goes over to the form without one.
(() => {
  const PREFIX = "nyttiggjort.utkast.", FIELDS = ["need", "title", "proposal", "for_whom", "unit", "source", "name", "contact"];
  const read = (key) => { try { return JSON.parse(localStorage.getItem(PREFIX + key)) ?? {}; } catch { return {}; } };
  const write = (key, values) => { try { localStorage.setItem(PREFIX + key, JSON.stringify(values)); return true; } catch { return false; } };
  const forget = (key) => { try { localStorage.removeItem(PREFIX + key); } catch { /* nothing was kept */ } };
  const typed = (form) => Object.fromEntries(
    FIELDS.map((name) => [name, form.elements[name]?.value]).filter(([, value]) => value),
  );

  for (const form of document.querySelectorAll("form[data-local-draft]")) {
    const key = form.dataset.localDraft;
    const status = form.querySelector("[data-local-status]");
    const clear = form.querySelector("[data-local-forget]");
    const say = (kept) => {
      status.textContent = kept ? status.dataset.kept : "";
      status.classList.toggle("kept", kept);
      clear.hidden = !kept;
    };
    const found = read(key);
    const isRefused = document.querySelector("#feil") !== null;
    if (!isRefused) for (const [name, value] of Object.entries(found)) if (form.elements[name]) form.elements[name].value = value;
    say(Object.keys(found).length > 0);
    form.addEventListener("input", () => say(write(key, typed(form))));
    clear.addEventListener("click", () => {
      forget(key);
      for (const name of FIELDS) if (form.elements[name]) form.elements[name].value = "";
      say(false);
      form.elements.need.focus();
    });
  }
  // The receipt: what was sent is no draft any more.
  if (document.querySelector("[data-local-sent]")) {
    forget("anonym");
    forget(location.pathname);
  }
  document.addEventListener("submit", (event) => {
    const source = event.target.dataset.carriesDraft && document.querySelector(event.target.dataset.carriesDraft);
    if (source) write("anonym", { ...read("anonym"), ...typed(source) });
  });
})();
