// Dialogs, toasts, print and the menu. Every page works without this file.
(() => {
  const on = (type, selector, act) =>
    document.addEventListener(type, (event) => {
      const found = event.target.closest?.(selector);
      if (found) act(event, found);
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
