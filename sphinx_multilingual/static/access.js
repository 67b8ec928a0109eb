/* The drawers of narrow windows, and boxes that scroll, for those who use keys or hear the page.

   Without scripts the drawers hang on check boxes. With them, their switches are buttons in the place where one sees
   them; an open drawer takes the focus and keeps it, as all else is covered; Escape, its button, a link in it and a
   touch beside it close it, and the focus goes back to where it was. */
(() => {
  "use strict";
  const parts = document.querySelectorAll(".skip-to-content, .announcement, .mobile-header, .sidebar-drawer, .content, .toc-drawer");
  const drawers = [["__navigation", ".sidebar-drawer"], ["__toc", ".toc-drawer"]]
    .map(([id, selector]) => ({ box: document.getElementById(id), drawer: document.querySelector(selector), buttons: [] }))
    .filter(({ box, drawer }) => box && drawer);
  /** @type {HTMLElement | undefined} */
  let opener;

  /** The drawer that lies over the page; in a wide window, none does. */
  const covering = () => drawers.find(({ box, drawer }) => box.checked && getComputedStyle(drawer).position === "fixed");

  function update() {
    const open = covering();
    for (const each of drawers) for (const button of each.buttons) button.setAttribute("aria-expanded", String(each === open));
    for (const part of parts) part.inert = Boolean(open) && part !== open.drawer;
  }

  function set(each, checked) {
    each.box.checked = checked;
    update();
    if (checked) each.drawer.querySelector(".drawer-close").focus();
    else opener?.focus();
  }

  /** Put a button in the place of a label, with what it shows, and the name of its check box. */
  function buttonFor(label, each) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: label.className });
    button.setAttribute("aria-label", each.box.getAttribute("aria-label"));
    button.append(...label.childNodes);
    button.addEventListener("click", () => {
      opener = button;
      set(each, !each.box.checked);
    });
    label.replaceWith(button);
    return button;
  }

  for (const each of drawers) {
    const labels = [...document.querySelectorAll(`label[for="${each.box.id}"]:not(.overlay)`)];
    each.buttons = labels.map((label) => buttonFor(label, each));
    each.box.addEventListener("change", () => set(each, each.box.checked)); // A touch beside the drawer.
    each.drawer.addEventListener("click", ({ target }) => {
      if (target.closest(".drawer-close")) set(each, false);
      else if (target.closest("a") && covering() === each) {
        each.box.checked = false;
        update();
      }
    });
  }
  // Before the search hears of it: where its dialog is open, the key is for the dialog.
  document.addEventListener("keydown", (event) => {
    const open = covering();
    if (event.key === "Escape" && open && !document.querySelector("dialog[open]")) set(open, false);
  }, true);
  addEventListener("resize", update);
  addEventListener("pageshow", update); // A browser may keep a box checked from the last visit.

  /* Boxes that scroll sideways take the focus, so that the arrow keys can move them. */
  const watch = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const box of document.querySelectorAll("article pre, .table-wrapper, div.math")) watch.observe(box);
})();
