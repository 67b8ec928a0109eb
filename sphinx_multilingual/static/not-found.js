/* Answers a dead address in its own language; of the other languages, only their links stay. */
(() => {
  const sections = [...document.querySelectorAll("main section")];
  const segmentOf = (section) => section.querySelector("a").getAttribute("href").split("/")[0];
  const wanted = location.pathname.split("/").find((part) => sections.some((section) => segmentOf(section) === part));
  const chosen = sections.find((section) => segmentOf(section) === wanted);
  if (!chosen) return;
  for (const section of sections) {
    if (section === chosen) continue;
    section.classList.add("other");
    for (const part of section.querySelectorAll("h2, p:not(.links), .search")) part.hidden = true;
  }
  sections[0].before(chosen);
  document.documentElement.lang = chosen.lang;
  document.documentElement.dir = chosen.dir;
  document.title = `404 · ${chosen.querySelector("h2").textContent}`;
})();
