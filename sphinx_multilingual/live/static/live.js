/* The page of `make live`: renews itself, marks what is open, and shows the message behind a block. */
(() => {
  const EVENTS = "/_live/events";
  const EDIT = "/_live/edit";
  const PARTS = ["title", "article[role=main]", ".toc-tree", ".sidebar-tree", ".related-pages"];
  const HINTS = {
    missing: "not in the catalog: run make catalogs",
    untranslated: "not translated",
    fuzzy: "fuzzy: the source has changed; the page shows the English",
    translated: "translated",
  };
  let page = null;
  let news = { stamps: {}, errors: [] };

  const make = (tag, name, text = "") => Object.assign(document.createElement(tag), { className: name, textContent: text });
  const place = (block) => (block.line ? `${page.file}:${block.line}` : page.file);
  const bar = make("section", "live-bar");
  const errors = make("ul", "live-errors");
  const summary = make("div", "live-summary");
  const notes = make("ul", "live-notes");
  errors.setAttribute("role", "alert");
  const panel = make("aside", "live-panel");
  for (const part of [bar, panel]) Object.assign(part, { dir: "ltr", lang: "en" });
  panel.hidden = true;
  panel.setAttribute("aria-label", "Message");
  bar.append(errors, summary, notes);
  document.body.append(panel, bar);

  const list = (element, texts) => element.replaceChildren(...texts.map((text) => make("li", "", text)));

  const edit = async (block) => {
    const answer = await fetch(EDIT, { method: "POST", body: JSON.stringify({ file: page.file, line: block.line || 1 }) });
    if (!answer.ok) panel.append(make("p", "live-failed", "The editor could not be opened; see EDITOR."));
  };

  const show = (block) => {
    const message = make("p", "live-message", block.message);
    const translation = make("p", "live-translation", block.translation || "—");
    Object.assign(message, { lang: "en", dir: "ltr" });
    Object.assign(translation, { lang: document.documentElement.lang, dir: document.documentElement.dir });
    const close = make("button", "live-close", "Close");
    close.addEventListener("click", () => { panel.hidden = true; });
    panel.replaceChildren(
      make("code", "live-place", place(block)), make("p", "live-state", HINTS[block.state]), message, translation,
      ...block.findings.map((text) => make("p", "live-finding", text)), close,
    );
    if (page.editor) {
      const open = make("button", "live-edit", "Open in the editor");
      open.addEventListener("click", () => edit(block));
      panel.append(open);
    }
    panel.hidden = false;
  };

  /* Texts of the marks are English, whatever the page's language is. */
  const mark = (element, block) => {
    element.dataset.liveState = block.state;
    const add = (part) => {
      Object.assign(part, { dir: "ltr", lang: "en" });
      if (element.matches("img")) element.after(part);
      else element.append(part);
    };
    if (block.state !== "translated" || block.findings.length) {
      const marker = make("button", "live-marker", block.line || "+");
      marker.title = `${place(block)}: ${HINTS[block.state]}`;
      marker.addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); show(block); });
      add(marker);
    }
    if (block.findings.length) element.dataset.liveFindings = block.findings.length;
    for (const text of block.findings) add(make("span", "live-finding", text));
    element.addEventListener("click", (event) => {
      const busy = event.target.closest("a, button, input, summary, label");
      if (!busy && getSelection().isCollapsed) { event.stopPropagation(); show(block); }
    });
  };

  const readPage = () => {
    page = JSON.parse(document.getElementById("live-data").textContent);
    page.blocks.forEach((block, number) => {
      for (const element of document.querySelectorAll(`article .msg-${number}`)) mark(element, block);
    });
    const count = (state) => page.blocks.filter((block) => block.state === state).length;
    const found = page.blocks.reduce((sum, block) => sum + block.findings.length, page.notes.length);
    summary.textContent = `${count("untranslated") + count("missing")} untranslated, ${count("fuzzy")} fuzzy, `
      + `${found} findings. Click a paragraph to see its message.`;
    list(notes, page.notes);
  };

  /* Only what differs is put in place, and the reader stays where they were. */
  const renew = async () => {
    const top = scrollY;
    const answer = await fetch(location.pathname);
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const data = next.getElementById("live-data");
    if (!data) return;
    if (JSON.parse(data.textContent).start !== page.start) { location.reload(); return; } // Labels may be anywhere.
    for (const part of PARTS) {
      const [old, fresh] = [document.querySelector(part), next.querySelector(part)];
      if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    }
    panel.hidden = true;
    readPage();
    scrollTo({ top, behavior: "instant" });
  };

  const data = document.getElementById("live-data");
  if (data) readPage();
  let work = Promise.resolve();
  const follow = async () => {
    const now = page && news.stamps[page.page];
    if (now && now !== page.stamp) await renew();
  };
  new EventSource(EVENTS).addEventListener("message", (event) => {
    news = JSON.parse(event.data);
    list(errors, news.errors);
    work = work.then(follow).catch(console.error);
  });
})();
