/* What the browser makes of the styles, measured: `colours`, `texts`, `lines`. */
const seen = (element) => getComputedStyle(element);
/** The colours that variables have in the text of the page. */
function colours(names) {
  const probe = document.querySelector("article").appendChild(document.createElement("span"));
  const read = (name) => {
    probe.style.color = `var(${name})`;
    return seen(probe).color;
  };
  const found = Object.fromEntries(names.map((name) => [name, read(name)]));
  probe.remove();
  return found;
}
/** Each text of the page that is seen: its words, colour, size, and the backgrounds below it, nearest first. */
function texts() {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (element.closest("svg, .headerlink, .skip-to-content")) continue;
    const below = [];
    for (let at = element; at; at = at.parentElement) below.push(seen(at).backgroundColor);
    found.push([walker.currentNode.data.trim().slice(0, 30), seen(element).color, parseFloat(seen(element).fontSize), seen(element).fontWeight >= 600, below]);
  }
  return found;
}
/** The number of characters in each line of each paragraph but the last line. */
function lines() {
  const found = [];
  for (const paragraph of document.querySelectorAll("article section > p")) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    let [line, count] = [null, 0];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest(".footnote-reference")) continue;
      for (let at = 0; at < node.data.length; at += 1) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        if (!box.width) continue;
        if (line !== null && Math.abs(box.bottom - line) > 8) {
          found.push(count);
          count = 0;
        }
        line = box.bottom;
        count += 1;
      }
    }
  }
  return found;
}
