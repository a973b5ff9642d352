// Keys for the work view: J and K move, X chooses, Enter opens, T goes to whom the chosen are given,
// S goes to the answer, figures choose the outcome. They can be turned off, and do nothing while
// one types. What is chosen stays chosen while one opens one idea after the other.
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

  const chosen = new Set();
  const boxes = () => [...document.querySelectorAll(".inbox [name=velg]")];
  const count = () => {
    const place = document.querySelector("[data-chosen]");
    if (!place) return;
    place.hidden = !chosen.size;
    place.textContent = chosen.size === 1 ? place.dataset.one : `${chosen.size} ${place.dataset.many}`;
  };
  const remember = () => {
    for (const box of boxes()) box.checked ? chosen.add(box.value) : chosen.delete(box.value);
    count();
  };
  document.addEventListener("change", (event) => {
    if (event.target.name === "velg") remember();
  });
  const pick = () => {
    const row = document.activeElement.closest(".inbox > li") ?? document.querySelector(".inbox > li:has([aria-current])");
    const box = row?.querySelector("[name=velg]");
    if (!box) return;
    box.checked = !box.checked;
    remember();
  };

  const move = (by) => {
    const links = [...document.querySelectorAll(".inbox .go")];
    const focused = links.findIndex((link) => link.closest("li").contains(document.activeElement));
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
    if (event.target.closest("textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]")) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
    else if (key === "x") pick();
    else if (key === "t") document.querySelector(".batch [name=behandler]")?.focus();
    else if (key === "s") document.querySelector(".answer textarea")?.focus();
    else if (/^[1-9]$/.test(key)) choose(Number(key) - 1);
    else return;
    event.preventDefault();
  });
  // Where the panel stands below the list, the one who opened an idea wants to read it.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id === "triage") {
      for (const box of boxes()) box.checked = chosen.has(box.value);
      remember();
    }
    const panel = document.getElementById("svar");
    const wide = matchMedia("(min-width: 64em)").matches;
    if (event.detail.target?.id === "triage" && panel && !wide) panel.focus();
  });
  // After a step with several ideas one goes on where one was.
  const back = location.hash.startsWith("#apne-") && document.getElementById(location.hash.slice(1));
  if (back) back.focus();
  remember();
  show();
})();
