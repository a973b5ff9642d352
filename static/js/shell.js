// Dialogs, toasts, print, the menu, and a fresh token for every form. Every page works without
// this file.
(() => {
  const on = (type, selector, act) =>
    document.addEventListener(type, (event) => {
      const found = event.target.closest?.(selector);
      if (found) act(event, found);
    });

  // Logging in again, in another tab, has made the token that came with this page worthless.
  // Before all others that listen, since htmx sends the form as it finds it.
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  document.addEventListener("submit", (event) => {
    const sent = event.target.elements.namedItem("csrfmiddlewaretoken");
    if (sent && token()) sent.value = token();
  }, true);
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.verb !== "get" && token()) detail.parameters.csrfmiddlewaretoken = token();
  });

  // What asks by itself while one writes never leads away: a log-in page would take the text along.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr, elt } = event.detail;
    if ("asksByItself" in elt.dataset && xhr.getResponseHeader("HX-Redirect")) event.preventDefault();
  });

  // A link to a step's own page opens the dialog with the same form instead.
  on("click", "a[data-dialog]", (event, link) => {
    const dialog = document.getElementById(link.dataset.dialog);
    if (!dialog?.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog.showModal();
  });

  // A dialog closes when one presses beside it, also where closedby is not known yet.
  on("click", "dialog[closedby=any]", (event, dialog) => {
    if (event.target === dialog) dialog.close();
  });

  // Buttons that need script are hidden until now.
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
  on("click", "[data-print]", () => window.print());

  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
  document.addEventListener("htmx:afterSwap", ({ target }) => {
    for (const button of target.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
  });
  on("click", "[data-copy]", async (event, button) => {
    await navigator.clipboard.writeText(button.dataset.copy);
    document.dispatchEvent(new CustomEvent("toast", { detail: button.dataset.copied }));
  });

  // The menu Mer closes when one goes elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".nav details[open]"))
      if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll(".nav details[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // A small word that goes away: HX-Trigger {"toast": "…"} or dispatchEvent from our own scripts.
  document.addEventListener("toast", (event) => {
    const place = document.querySelector("[data-toasts]");
    const words = event.detail?.value ?? event.detail;
    if (!place || !words) return;
    const toast = document.createElement("p");
    toast.textContent = words;
    place.append(toast);
    setTimeout(() => toast.remove(), 8000);
  });
})();
