/* Keeps the section when a reader changes the language, and remembers the choice for the start page. */
(() => {
  const links = document.querySelectorAll("nav.languages a[hreflang]");
  const keepSection = () => {
    for (const link of links) {
      if (link.getAttribute("aria-current")) continue;
      link.hash = location.hash;
    }
  };
  for (const link of links) {
    link.addEventListener("click", () => {
      try {
        localStorage.setItem("language", link.hreflang);
      } catch {
        /* A browser may forbid storage; the link works all the same. */
      }
    });
  }
  addEventListener("hashchange", keepSection);
  keepSection();
})();
