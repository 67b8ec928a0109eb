/* Shows what a term means beside its mention: to a pointer, a keyboard and a finger. Without this script, and in a
   browser without popovers, a mention is a link to the glossary. A screen reader has the meaning as the description
   of the link, so the panel does not say it again. */
(() => {
  "use strict";
  const meanings = document.querySelector(".hint-meanings");
  if (!meanings || !HTMLElement.prototype.showPopover) return;
  const GAP = 4, EDGE = 8, LEAVING = 300;
  const panel = document.createElement("span"), meaning = document.createElement("span"), more = document.createElement("a");
  panel.className = "hint-panel";
  panel.popover = "manual";
  meaning.setAttribute("aria-hidden", "true");
  more.textContent = meanings.dataset.more;
  panel.append(meaning, more);
  /** @type {HTMLAnchorElement | null} */
  let shown = null;
  let leaving = 0, tapped = false, wasShown = false;

  function hide() {
    clearTimeout(leaving);
    if (shown) panel.hidePopover();
    shown = null;
  }

  /** Put the panel below the mention, or above it where there is no room, and within the window. */
  function place(/** @type {HTMLAnchorElement} */ hint) {
    const lines = hint.getClientRects(), first = lines[0], last = lines[lines.length - 1];
    const { width, height } = panel.getBoundingClientRect(), { clientWidth, clientHeight } = document.documentElement;
    const start = getComputedStyle(hint).direction === "rtl" ? last.right - width : last.left;
    const isAbove = last.bottom + GAP + height > clientHeight && first.top > GAP + height;
    panel.style.left = `${scrollX + Math.max(EDGE, Math.min(start, clientWidth - width - EDGE))}px`;
    panel.style.top = `${scrollY + (isAbove ? first.top - GAP - height : last.bottom + GAP)}px`;
  }

  function show(/** @type {HTMLAnchorElement} */ hint) {
    clearTimeout(leaving);
    if (shown === hint) return;
    hide();
    meaning.textContent = document.getElementById(hint.getAttribute("aria-describedby")).textContent;
    more.href = hint.href;
    hint.after(panel); // So that the next stop of the keyboard is the link in the panel.
    panel.showPopover();
    place(hint);
    shown = hint;
  }

  /** Hide the panel soon, unless the pointer or the keyboard is at it by then. */
  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      if (shown !== document.activeElement && !panel.contains(document.activeElement)) hide();
    }, LEAVING);
  }

  for (const hint of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.hint"))) {
    hint.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(hint));
    hint.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
    hint.addEventListener("focus", () => show(hint));
    hint.addEventListener("blur", (event) => panel.contains(event.relatedTarget) || hide());
    hint.addEventListener("pointerdown", (event) => {
      tapped = event.pointerType !== "mouse";
      wasShown = shown === hint;
    });
    hint.addEventListener("click", (event) => {
      if (!tapped || !event.detail) return; // A click, or the Enter key: both follow the link.
      event.preventDefault();
      if (wasShown) hide();
      else show(hint);
    });
  }
  panel.addEventListener("pointerenter", () => clearTimeout(leaving));
  panel.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
  panel.addEventListener("focusout", (event) => event.relatedTarget === shown || panel.contains(event.relatedTarget) || hide());
  document.addEventListener("pointerdown", (event) => event.target === shown || panel.contains(event.target) || hide());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    if (panel.contains(document.activeElement)) shown.focus();
    hide();
  });
  addEventListener("resize", hide);
})();
