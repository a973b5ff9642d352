// Keys for the work view: J and K move, Enter opens, S goes to the answer, figures choose the
// outcome. They can be turned off, and do nothing while one types.
(() => {
  const place = document.querySelector("[data-keys]");
  if (!place) return;
  const button = place.querySelector("[data-keys-toggle]");
  const STORE = "ideas.keys";
  let isOn = localStorage.getItem(STORE) !== "off";

  const show = () => {
    place.hidden = false;
    place.querySelector(".keys").hidden = !isOn;
    button.textContent = isOn ? button.dataset.on : button.dataset.off;
  };
  button.addEventListener("click", () => {
    isOn = !isOn;
    localStorage.setItem(STORE, isOn ? "on" : "off");
    show();
  });

  const move = (by) => {
    const links = [...document.querySelectorAll(".inbox .go")];
    const focused = links.indexOf(document.activeElement);
    const from = focused >= 0 ? focused : links.findIndex((link) => link.hasAttribute("aria-current"));
    const to = from < 0 ? links[0] : links[Math.min(Math.max(from + by, 0), links.length - 1)];
    to?.focus();
  };
  const choose = (nth) => {
    const outcome = document.querySelectorAll(".answer [name=outcome]")[nth];
    if (!outcome) return;
    outcome.checked = true;
    outcome.focus();
    outcome.dispatchEvent(new Event("change", { bubbles: true }));
  };

  document.addEventListener("keydown", (event) => {
    if (!isOn || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("textarea, select, input:not([type=radio]), [contenteditable]")) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
    else if (key === "s") document.querySelector(".answer textarea")?.focus();
    else if (/^[1-9]$/.test(key)) choose(Number(key) - 1);
    else return;
    event.preventDefault();
  });
  // Where the panel stands below the list, the one who opened an idea wants to read it.
  document.addEventListener("htmx:afterSettle", (event) => {
    const panel = document.getElementById("svar");
    const wide = matchMedia("(min-width: 64em)").matches;
    if (event.detail.target?.id === "triage" && panel && !wide) panel.focus();
  });
  show();
})();
