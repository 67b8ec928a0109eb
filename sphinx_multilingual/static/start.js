/* Gives the page the colours that its reader chose, before anything is painted; so it stands first in the body, and
   the browser waits for it. */
(() => {
  document.documentElement.classList.remove("no-js"); // At once, so that nothing moves when the theme's own script does.
  let theme = null;
  try {
    theme = localStorage.getItem("theme");
  } catch {
    /* A browser may forbid storage. The theme's script would fail at it; for this page, it gets a memory instead. */
    const kept = new Map();
    const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
    Object.defineProperty(window, "localStorage", { value: storage });
  }
  document.body.dataset.theme = theme || "auto";
})();
