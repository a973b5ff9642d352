// Filters whose boxes are folded behind what is chosen. The form works without this file: it says
// at once what is ticked, follows the address when a chip is taken away, takes the links above to
// the same projects, and closes with Escape.
(() => {
  const picks = () => document.querySelectorAll(".filters .several");
  const say = (pick) => {
    const place = pick.querySelector(".picked");
    const chosen = [...pick.querySelectorAll("input:checked")];
    if (chosen.length > 1) place.textContent = place.dataset.many.replace("#", chosen.length);
    else place.textContent = chosen[0]?.closest("label").textContent.trim() || place.dataset.all;
  };
  const follow = () => {
    const asked = new URLSearchParams(location.search);
    for (const field of document.querySelectorAll(".filters :is(input:not([type=hidden]), select)")) {
      const given = asked.getAll(field.name);
      if (field.type === "checkbox") field.checked = given.includes(field.value);
      else if (field !== document.activeElement) field.value = given.at(-1) ?? "";
    }
    for (const hidden of document.querySelectorAll(".filters input[type=hidden]"))
      if (!asked.has(hidden.name)) hidden.remove();
    picks().forEach(say);
    for (const place of document.querySelectorAll("[data-live]")) {
      const url = new URL(place.dataset.live, location);
      asked.set("siden", url.searchParams.get("siden"));
      url.search = asked;
      place.dataset.live = url.href;
    }
    for (const link of document.querySelectorAll("a[data-filtered]")) link.search = location.search;
  };
  document.addEventListener("change", ({ target }) => {
    const pick = target.closest?.(".filters .several");
    if (pick) say(pick);
  });
  document.addEventListener("htmx:pushedIntoHistory", follow);
  document.addEventListener("htmx:historyRestore", follow);
  document.addEventListener("click", ({ target }) => {
    for (const pick of picks()) if (!pick.contains(target)) pick.open = false;
  });
  document.addEventListener("keydown", ({ key }) => {
    const pick = key === "Escape" && document.querySelector(".filters .several[open]");
    if (!pick) return;
    pick.open = false;
    pick.querySelector("summary").focus();
  });
})();
