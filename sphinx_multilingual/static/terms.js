/* Filters the terms as one types, in the forms of all languages, and shows the languages that one chooses.
   Without this script all terms are shown in all languages. */
(() => {
  "use strict";
  const list = document.querySelector("dl.terms");
  const script = /** @type {HTMLElement | null} */ (document.querySelector("script[data-terms]"));
  if (!list || !script) return;
  const labels = JSON.parse(script.dataset.terms), { fold } = globalThis.multilingualWords;
  const make = (/** @type {string} */ name, options = {}, /** @type {(Node | string)[]} */ ...children) => {
    const element = Object.assign(document.createElement(name), options);
    element.append(...children);
    return element;
  };
  /** Write a text as words.js does, with plain spaces. */
  const plain = (/** @type {string} */ text, /** @type {string} */ language) => fold(text, language).replace(/\s+/gu, " ").trim();

  const terms = [...list.querySelectorAll(":scope > dt")].map((term) => {
    const meaning = term.nextElementSibling;
    const items = [...meaning.querySelectorAll("li")].map((item) => ({ item, name: item.querySelector("[lang]") }));
    const forms = [term.querySelector("[lang]"), ...items.map(({ name }) => name.parentElement.querySelector("[lang] ~ [lang]"))];
    return { term, meaning, items, forms: forms.map(({ lang, textContent }) => ({ lang, text: plain(textContent, lang) })) };
  });
  const names = new Map(terms.flatMap(({ items }) => items.map(({ name }) => [name.lang, name])));

  const field = make("input", { type: "search", autocomplete: "off", spellcheck: false });
  const status = make("p");
  status.setAttribute("role", "status");
  const choices = [...names].map(([lang, name]) => {
    const box = make("input", { type: "checkbox", checked: true, onchange: () => choose(lang, box.checked) });
    return make("label", {}, box, name.cloneNode(true));
  });
  const tools = make(
    "form", { className: "terms-tools", onsubmit: (event) => event.preventDefault() },
    make("label", { className: "terms-filter" }, labels.filter, field),
    make("fieldset", {}, make("legend", {}, labels.languages), ...choices), status,
  );

  function choose(/** @type {string} */ lang, /** @type {boolean} */ isShown) {
    for (const { items } of terms) {
      for (const { item, name } of items) if (name.lang === lang) item.hidden = !isShown;
    }
  }

  /** Show the terms that have all words of the question in one of their forms. */
  function filter() {
    let count = 0;
    for (const { term, meaning, forms } of terms) {
      const isFound = forms.some(({ lang, text }) => plain(field.value, lang).split(" ").every((word) => text.includes(word)));
      term.hidden = meaning.hidden = !isFound;
      count += Number(isFound);
    }
    status.textContent = labels.count.replace("{count}", count);
  }

  field.addEventListener("input", filter);
  list.before(tools);
  filter();
})();
