/* Sends a browser to the site in its own language, or in the one its reader chose before. */
(() => {
  const links = [...document.querySelectorAll("a[hreflang]")];
  let chosen = null;
  try {
    chosen = localStorage.getItem("language");
  } catch {
    /* A browser may forbid storage; its languages decide then. */
  }
  const primary = (tag) => tag.toLowerCase().split("-")[0];
  for (const wanted of [chosen, ...navigator.languages]) {
    if (!wanted) continue;
    const link =
      links.find((a) => a.hreflang.toLowerCase() === wanted.toLowerCase()) ??
      links.find((a) => primary(a.hreflang) === primary(wanted));
    if (link) {
      location.replace(link.href);
      return;
    }
  }
})();
