/* The search that a reader sees: a dialog on every page, filled as one types, used by keyboard alone.
   Nothing is loaded before it is opened, and all of it by <script>, which works from a folder too. */
(() => {
  "use strict";
  const root = document.documentElement.dataset.content_root;
  const config = JSON.parse(document.querySelector("script[data-search]").dataset.search);
  const { labels } = config;
  // What a publication adds to the addresses of a page; what is loaded later must come from the same publication.
  const version = new URL(document.currentScript.src).search;
  const MOST_PAGES = 20, MOST_SECTIONS = 3;
  const PAUSE = 400; // milliseconds without a key, before the count is announced and other languages are asked
  const scripts = new Map(), indexes = new Map();

  /** Load a script once. */
  function load(address) {
    if (!scripts.has(address)) {
      scripts.set(address, new Promise((done, failed) => {
        const script = Object.assign(document.createElement("script"), { src: address + version, onload: done, onerror: failed });
        document.head.append(script);
      }));
    }
    return scripts.get(address);
  }

  /** Make the index of a language, once; `base` is the folder of its pages. */
  function index(base, code) {
    if (!indexes.has(code)) {
      indexes.set(code, (async () => {
        const own = ["words", "ranking", "marks"].map((name) => `${root}_static/search/${name}.js`);
        await Promise.all([...own, `${base}_static/search/stemmer.js`, `${base}search-data.js`].map(load));
        const { akin, reader } = multilingualWords;
        return multilingualIndex(multilingualSearchData[code], reader(code, globalThis.multilingualStemmers?.[code]), akin);
      })());
    }
    return indexes.get(code);
  }

  const make = (name, options = {}, ...children) => {
    const { attributes, ...plain } = options;
    const element = Object.assign(document.createElement(name), plain);
    for (const [key, value] of Object.entries(attributes ?? {})) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const input = make("input", { type: "search", name: "q", dir: "auto", placeholder: labels.search, autocomplete: "off", spellcheck: false, attributes: { "aria-label": labels.search, "aria-controls": "search-results", enterkeyhint: "search" } });
  const results = make("div", { id: "search-results" });
  const status = make("p", { className: "search-status", attributes: { role: "status" } });
  const close = make("button", { type: "submit", attributes: { "aria-label": labels.close } }, "×");
  const form = make("form", { attributes: { method: "dialog", role: "search" } }, input);
  const panel = make("div", { className: "search-panel" }, form, status, results);
  const home = document.querySelector("[data-search-page]"); // The search's own page shows it without a dialog.
  const dialog = make("dialog", { className: "search-dialog", attributes: { "aria-label": labels.search } });
  if (home) home.replaceChildren(panel);
  else {
    form.append(close);
    dialog.append(panel);
    document.body.append(dialog);
  }

  function resultOf(page, found, read, question) {
    const { marked, excerpt } = multilingualMarks;
    const to = ({ address, id }) => `${root}${address}?q=${encodeURIComponent(question)}${id ? `#${id}` : ""}`;
    const link = (section, text) => make("a", { href: to(section) }, ...marked(text, read, found.terms));
    const items = page.sections.slice(0, MOST_SECTIONS).map((section) => {
      const lines = section.id ? [link(section, section.heading)] : [];
      if (section.text) lines.push(make("p", {}, ...excerpt(section.text, read, found.terms)));
      return make("li", {}, ...lines);
    });
    return make("li", {}, make("h2", {}, link({ address: page.address, id: "" }, page.title)), make("ul", {}, ...items));
  }

  let latest = 0, pause = 0;
  async function show(question) {
    const turn = ++latest;
    clearTimeout(pause);
    const here = await index(root, config.code);
    if (turn !== latest) return; // Something else was typed meanwhile.
    const found = here.search(question), count = found.pages.length;
    const pages = found.pages.slice(0, MOST_PAGES).map((page) => resultOf(page, found, here.read, question));
    const word = !count && here.nearest(question);
    const nearest = make("button", { type: "button", onclick: () => ask(word) }, word || "");
    results.replaceChildren(...(word ? [make("p", {}, `${labels.nearest} `, nearest)] : []), make("ol", {}, ...pages));
    panel.parentElement.dataset.shown = question;
    pause = setTimeout(() => say(question, count, turn), PAUSE);
  }

  /** Announce what was found, once the reader has stopped typing. */
  function say(question, count, turn) {
    const nothing = !count && question.trim();
    // The marks keep a question in another writing direction in its place.
    status.textContent = nothing ? labels.nothing.replace("{query}", () => `\u2068${question}\u2069`) : count ? labels.count.replace("{count}", count) : "";
    if (nothing) askOthers(question, turn);
  }

  /** Offer the languages that have the words, one after the other as they are loaded. */
  async function askOthers(question, turn) {
    const list = make("ul", { className: "search-others" });
    for (const other of config.others) {
      const base = `${root}../${other.segment}/`;
      const count = await index(base, other.code).then((there) => there.search(question).pages.length, () => 0);
      if (turn !== latest) return;
      if (!count) continue;
      if (!list.isConnected) results.append(make("p", {}, labels.others), list);
      const link = make("a", { href: `${base}search.html?q=${encodeURIComponent(question)}`, lang: other.tag, dir: other.direction }, other.name);
      list.append(make("li", {}, link, ` (${count})`));
    }
  }

  function ask(question) {
    input.value = question;
    input.focus();
    return show(question);
  }

  function open(question = "") {
    if (!home && !dialog.open) dialog.showModal();
    const shown = ask(question);
    input.select(); // What is typed next takes the place of an earlier question.
    return shown;
  }

  /** Move between the field and the results with the arrow keys. */
  function move(event) {
    if (event.key === "Escape" && dialog.open) {
      event.preventDefault(); // A field of this kind would only be emptied.
      event.stopPropagation();
      dialog.close();
    }
    const stops = [input, ...results.querySelectorAll("a, button")];
    const at = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && at >= 0) {
      event.preventDefault();
      stops[Math.min(stops.length - 1, Math.max(0, at + step))].focus();
    } else if (event.key === "Enter" && document.activeElement === input && !event.isComposing) {
      event.preventDefault();
      show(input.value).then(() => results.querySelector("a, button")?.click());
    }
  }

  // Syllables that a reader is still choosing characters for are no question yet.
  input.addEventListener("input", (event) => event.isComposing || show(input.value));
  input.addEventListener("compositionend", () => show(input.value));
  panel.addEventListener("keydown", move);
  dialog.addEventListener("click", (event) => (event.target === dialog || event.target.closest("a")) && dialog.close());
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("input, textarea, select, [contenteditable]");
    const typing = field && (home || dialog.open || !dialog.contains(field)); // A closed dialog may still have the focus.
    const wanted = (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
    if (!wanted || event.altKey) return;
    event.preventDefault();
    open(input.value);
  });
  for (const field of document.querySelectorAll("input.sidebar-search")) {
    field.form.addEventListener("submit", (event) => { event.preventDefault(); open(field.value); });
    field.addEventListener("input", (event) => {
      if (event.isComposing) return;
      open(field.value);
      input.setSelectionRange(field.value.length, field.value.length);
      field.value = "";
    });
    field.addEventListener("click", () => open(field.value));
  }

  const question = new URLSearchParams(location.search).get("q");
  if (home) ask(question ?? "");
  else if (question) index(root, config.code).then((here) => multilingualMarks.highlight(here.read, here.search(question).terms, labels.unmark));
})();
