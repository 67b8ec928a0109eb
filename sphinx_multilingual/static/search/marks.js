/* Which words of a text answer the question, and how are they shown? In results, in excerpts, and on the page itself. */
(() => {
  "use strict";
  const EXCERPT = 170;

  const mark = (text) => Object.assign(document.createElement("mark"), { textContent: text });

  /** Put <mark> around the words of a text that have one of the terms. */
  function marked(text, read, terms) {
    const parts = [];
    let at = 0;
    for (const { start, end, term } of read(text)) {
      if (!terms.has(term) || end <= at) continue;
      const from = Math.max(start, at);
      // Neighbouring pairs of Chinese characters share one mark.
      if (from === at && parts.at(-1)?.nodeName === "MARK") parts.at(-1).append(text.slice(from, end));
      else parts.push(text.slice(at, from), mark(text.slice(from, end)));
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

  /** Mark the words on the page that a result led to; a button and Escape take the marks away. */
  function highlight(read, terms, label) {
    const article = document.querySelector("article");
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("nav, script, svg, .headerlink")) texts.push(walker.currentNode);
    for (const node of texts) {
      const parts = marked(node.data, read, terms);
      if (parts.length > 1) node.replaceWith(...parts);
    }
    if (!article.querySelector("mark")) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "search-unmark", textContent: label });
    const leave = (event) => event.key === "Escape" && clear();
    function clear() {
      for (const each of article.querySelectorAll("mark")) each.replaceWith(...each.childNodes);
      article.normalize();
      button.remove();
      document.removeEventListener("keydown", leave);
      const address = new URL(location);
      address.searchParams.delete("q");
      history.replaceState(history.state, "", address); // So that a copied address has no question in it.
    }
    button.addEventListener("click", clear);
    document.addEventListener("keydown", leave);
    document.body.append(button);
  }

  globalThis.multilingualMarks = { marked, excerpt, highlight };
})();
