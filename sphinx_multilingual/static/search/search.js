/* The search that a reader sees: a dialog on every page, filled as one types, used by keyboard alone.
   Nothing is loaded before it is opened, and all of it by <script>, which works from a folder too. */
(() => {
  "use strict";
  const root = document.documentElement.dataset.content_root;
  const config = JSON.parse(document.querySelector("script[data-search]").dataset.search);
  const { labels } = config;
  const MOST_PAGES = 20, MOST_SECTIONS = 3, EXCERPT = 170;
  const scripts = new Map();

  /** Load a script once. */
  function load(address) {
    if (!scripts.has(address)) {
      scripts.set(address, new Promise((done, failed) => {
        const script = Object.assign(document.createElement("script"), { src: address, onload: done, onerror: failed });
        document.head.append(script);
      }));
    }
    return scripts.get(address);
  }

  /** Load what reads the texts of a language; `base` is the folder of its pages. */
  async function reader(base, code) {
    const needed = ["words.js", "stemmer.js"].map((name) => load(`${base}_static/search/${name}`));
    await Promise.all(needed);
    return multilingualWords.reader(code, globalThis.multilingualStemmers?.[code]);
  }

  const indexes = new Map();
  /** Make the index of a language, once. */
  function index(base, code) {
    if (!indexes.has(code)) {
      indexes.set(code, (async () => {
        const [read] = await Promise.all([
          reader(base, code), load(`${root}_static/search/ranking.js`), load(`${base}search-data.js`),
        ]);
        return multilingualIndex(multilingualSearchData[code], read, multilingualWords.akin);
      })());
    }
    return indexes.get(code);
  }

  const make = (name, options = {}, ...children) => {
    const { data, attributes, ...plain } = options;
    const element = Object.assign(document.createElement(name), plain);
    for (const [key, value] of Object.entries(attributes ?? {})) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  /** Put <mark> around the words of a text that have one of the terms. */
  function marked(text, read, terms, offset = 0, words = read(text)) {
    const parts = [];
    let at = 0;
    for (const { start, end, term } of words) {
      if (!terms.has(term) || end <= at) continue;
      const from = Math.max(start, at);
      // Neighbouring pairs of Chinese characters share one mark.
      if (from === at && parts.at(-1)?.nodeName === "MARK") parts.at(-1).append(text.slice(from, end));
      else parts.push(text.slice(at, from), make("mark", {}, text.slice(from, end)));
      at = end;
    }
    return [...parts, text.slice(at)];
  }

  /** Cut the part of a text that has most of the terms. */
  function excerpt(text, read, terms) {
    const words = read(text), hits = words.filter(({ term }) => terms.has(term));
    const worth = (from) => new Set(hits.filter(({ start, end }) => start >= from && end <= from + EXCERPT).map(({ term }) => term)).size;
    const best = hits.reduce((one, hit) => (worth(hit.start) > worth(one.start) ? hit : one), hits[0] ?? { start: 0 });
    const first = words.findLast(({ start }) => start <= Math.max(0, best.start - EXCERPT / 4))?.start ?? 0;
    const from = best.start <= EXCERPT / 2 ? 0 : first;
    const to = words.findLast(({ end }) => end <= from + EXCERPT)?.end ?? text.length;
    const cut = to < words.at(-1)?.end ? text.slice(from, to) : text.slice(from);
    return [...(from ? ["… "] : []), ...marked(cut, read, terms), ...(to < words.at(-1)?.end ? [" …"] : [])];
  }

  const input = make("input", { type: "search", name: "q", placeholder: labels.search, autocomplete: "off", spellcheck: false, attributes: { "aria-label": labels.search, "aria-controls": "search-results", enterkeyhint: "search" } });
  const results = make("div", { id: "search-results" });
  const status = make("p", { className: "search-status", attributes: { role: "status" } });
  const close = make("button", { type: "submit", value: "close", attributes: { formmethod: "dialog", "aria-label": labels.close } }, "×");
  const form = make("form", { attributes: { method: "dialog", role: "search" } }, input, close);
  const dialog = make("dialog", { className: "search-dialog", attributes: { "aria-label": labels.search } }, form, status, results);
  document.body.append(dialog);

  function resultOf(page, found, read, question) {
    const to = ({ address, id }) => `${root}${address}?q=${encodeURIComponent(question)}${id ? `#${id}` : ""}`;
    const sections = page.sections.slice(0, MOST_SECTIONS);
    const link = (section, text) => make("a", { href: to(section) }, ...marked(text, read, found.terms));
    const items = sections.map((section) => {
      const lines = section.id ? [link(section, section.heading)] : [];
      const text = section.text && make("p", {}, ...excerpt(section.text, read, found.terms));
      return make("li", {}, ...lines, ...(text ? [text] : []));
    });
    return make("li", {}, make("h2", {}, link({ address: page.address, id: "" }, page.title)), make("ul", {}, ...items));
  }

  let latest = 0;
  async function show(question) {
    const turn = ++latest;
    const here = await index(root, config.code);
    const found = here.search(question);
    const count = found.pages.length;
    const pages = found.pages.slice(0, MOST_PAGES).map((page) => resultOf(page, found, here.read, question));
    const list = make("ol", {}, ...pages);
    const nothing = !count && question.trim();
    const more = nothing ? await nothingFound(question, here) : [];
    if (turn !== latest) return; // Something else was typed meanwhile.
    dialog.dataset.shown = question;
    status.textContent = nothing ? labels.nothing.replace("{query}", question) : count ? labels.count.replace("{count}", count) : "";
    results.replaceChildren(...more, list);
  }

  /** Offer the nearest spelling, and the languages that have the word. */
  async function nothingFound(question, here) {
    const offers = [], word = here.nearest(question);
    if (word) {
      const button = make("button", { type: "button", onclick: () => ask(word) }, word);
      offers.push(make("p", {}, `${labels.nearest} `, button));
    }
    const others = await Promise.all(config.others.map(async (other) => {
      const base = `${root}../${other.segment}/`;
      const count = await index(base, other.code).then((there) => there.search(question).pages.length, () => 0);
      const link = make("a", { href: `${base}search.html?q=${encodeURIComponent(question)}`, lang: other.tag, dir: other.direction }, other.name);
      return count ? make("li", {}, link, ` (${count})`) : "";
    }));
    if (others.some(Boolean)) offers.push(make("p", {}, labels.others), make("ul", { className: "search-others" }, ...others));
    return offers;
  }

  function ask(question) {
    input.value = question;
    input.focus();
    return show(question);
  }

  function open(question = "") {
    if (!dialog.open) dialog.showModal();
    return ask(question);
  }

  /** Move between the field and the results with the arrow keys. */
  function move(event) {
    if (event.key === "Escape") {
      event.preventDefault(); // A field of this kind would only be emptied.
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
      show(input.value).then(() => results.querySelector("a")?.click());
    }
  }

  input.addEventListener("input", () => show(input.value));
  dialog.addEventListener("keydown", move);
  dialog.addEventListener("click", (event) => (event.target === dialog || event.target.closest("a")) && dialog.close());
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("input, textarea, select, [contenteditable]");
    const typing = field && (dialog.open || !dialog.contains(field)); // A closed dialog may still have the focus.
    const wanted = (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
    if (!wanted || event.altKey) return;
    event.preventDefault();
    open(input.value);
  });
  for (const field of document.querySelectorAll("input.sidebar-search")) {
    field.form.addEventListener("submit", (event) => { event.preventDefault(); open(field.value); });
    field.addEventListener("input", () => { open(field.value); field.value = ""; });
    field.addEventListener("click", () => open(field.value));
  }

  /** Mark the words of the question on the page that a result led to; Escape takes the marks away. */
  async function highlight(question) {
    const known = await index(root, config.code);
    const { terms } = known.search(question);
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("nav, script, mark, svg")) texts.push(walker.currentNode);
    for (const node of texts) {
      const parts = marked(node.data, known.read, terms);
      if (parts.length > 1) node.replaceWith(...parts);
    }
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") for (const mark of document.querySelectorAll("article mark")) mark.replaceWith(...mark.childNodes);
    });
  }

  const question = new URLSearchParams(location.search).get("q");
  if (question && document.querySelector("[data-search-page]")) open(question);
  else if (question) highlight(question);
})();
