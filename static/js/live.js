// The number of unread notices follows along while the page is looked at. The browser keeps the
// ETag, so most answers are empty.
(() => {
  const place = document.querySelector("[data-live]");
  if (!place) return;
  const look = async () => {
    if (document.visibilityState === "hidden") return;
    try {
      const answer = await fetch(place.dataset.live, { cache: "no-cache", redirect: "error" });
      if (!answer.ok) return;
      const words = await answer.text();
      if (words.trim() !== place.innerHTML.trim()) place.innerHTML = words;
    } catch {
      // offline or logged out: the number stands until the next page
    }
  };
  setInterval(look, 25000);
  document.addEventListener("visibilitychange", look);
})();
