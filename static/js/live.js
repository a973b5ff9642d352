// What changes by itself while a page is looked at: the number of unread notices, and a line that
// says who has changed what is shown. The browser keeps the ETag, so most answers are empty.
(() => {
  const places = document.querySelectorAll("[data-live]");
  if (!places.length) return;
  const look = async (place) => {
    try {
      const answer = await fetch(place.dataset.live, { cache: "no-cache", redirect: "error" });
      if (!answer.ok) return;
      const words = await answer.text();
      if (words.trim() !== place.innerHTML.trim()) place.innerHTML = words;
    } catch {
      // offline or logged out: what stands there stands until the next page
    }
  };
  const lookAll = () => {
    if (document.visibilityState !== "hidden") places.forEach(look);
  };
  setInterval(lookAll, 25000);
  document.addEventListener("visibilitychange", lookAll);
})();
