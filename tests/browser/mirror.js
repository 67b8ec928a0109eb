/* Gives `measure(rtl)`: the place of each box and of each line's text, as distances from the start of the page; and what
   has a side but no box (borders, floats, icons before and after). Two directions agree where these agree. */
function measure(rtl) {
  const width = document.documentElement.clientWidth;
  const mirror = (box) => [rtl ? width - box.right : box.left, box.top + scrollY, box.width, box.height].map((each) => Math.round(each * 10) / 10);
  const turned = { left: "start", right: "end", "inline-start": "start", "inline-end": "end" };
  const side = (value) => (rtl && (value === "left" || value === "right") ? turned[value === "left" ? "right" : "left"] : turned[value] ?? value);
  const island = "pre, code, kbd, samp, .highlight, .highlighttable, .sig, .option-list kbd, .copybtn";
  const name = (element) => {
    const own = element.id ? `#${element.id}` : [...element.classList].map((each) => `.${each}`).join("");
    return element.tagName.toLowerCase() + own;
  };
  const path = (element) => {
    const steps = [];
    for (let at = element; at && at !== document.body && steps.length < 3; at = at.parentElement) steps.unshift(name(at));
    return steps.join(" > ");
  };
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || style.display.startsWith("inline") && style.display !== "inline-block" && style.display !== "inline-flex") continue;
    if (element.closest("svg") && element.tagName !== "svg") continue;
    const left = element.parentElement.closest(island) !== null; // An island's inside is not turned.
    if (left || style.display === "inline-block" && element.parentElement.closest("p, li, dt, dd, td")) continue;
    found.push([path(element), ...mirror(box)]);
    if ([...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && !element.matches(island) && style.unicodeBidi !== "plaintext") {
      const range = document.createRange();
      range.selectNodeContents(element);
      found.push([`${path(element)} (text)`, ...mirror(range.getBoundingClientRect())]);
    }
  }
  const sides = [];
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.getBoundingClientRect().width || element.closest("svg") || element.parentElement.closest(island)) continue;
    for (const part of ["", "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      if (part && style.content === "none" || element.matches(island)) continue;
      const line = (edge) => {
        const width = style.getPropertyValue(`border-${edge}-width`);
        return width === "0px" ? "none" : `${width} ${style.getPropertyValue(`border-${edge}-color`)}`;
      };
      sides.push([
        path(element) + part, `start: ${line("inline-start")}; end: ${line("inline-end")}; float: ${side(style.float)}; clear: ${side(style.clear)}`
          + `; padding: ${style.paddingInlineStart} ${style.paddingInlineEnd}; margin: ${style.marginInlineStart} ${style.marginInlineEnd}`
          + (part ? `; inset: ${style.insetInlineStart} ${style.insetInlineEnd}` : ""),
      ]);
    }
  }
  // An icon that points somewhere is turned over, whether by a mirror or by half a turn.
  for (const icon of document.querySelectorAll(".furo-related-icon, .toc-overlay-icon svg")) {
    if (!icon.getBoundingClientRect().width) continue;
    const across = new DOMMatrix(getComputedStyle(icon).transform).a;
    sides.push([path(icon), `points ${(rtl ? -across : across) > 0 ? "on" : "back"}`]);
  }
  return { boxes: found, sides };
}
