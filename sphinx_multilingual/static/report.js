/* Puts what the reader has selected on the page into the report of a mistake, when its link is followed. */
(() => {
  const link = document.querySelector(".page-foot a.report");
  const article = document.querySelector("article");
  if (!link || !article) return;
  const address = link.href;
  const place = encodeURIComponent("…");
  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || !article.contains(selection.getRangeAt(0).commonAncestorContainer)) return "";
    return [...selection.toString().trim()].slice(0, 300).join("").replace(/\s*\n\s*/g, "\n> ");
  };
  const fill = () => {
    const text = selected();
    link.href = text ? address.replace(place, () => encodeURIComponent(text)) : address;
  };
  /* Before the click, which clears the selection. */
  link.addEventListener("pointerdown", fill);
  link.addEventListener("keydown", fill);
})();
