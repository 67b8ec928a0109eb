/* Which sections answer a question best? BM25F over title, heading and text of each section. */
(() => {
  "use strict";
  const WEIGHTS = [2, 4, 1]; // of the page's title, the section's heading, its text
  const K = 1.2; // how soon more of the same word stops to count
  const B = 0.5; // how much a long text is held against it
  const PREFIX = 0.6, TYPO = 0.5, PART = 0.6; // beside 1 for the word itself
  const SHORTEST_TYPO = 5, SHORTEST_PART = 4;

  /** Tell whether two words differ by at most `most` typing errors: a letter more, less, other, or two swapped. */
  function near(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return false;
    let before = [], row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1];
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + !same);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          next[j] = Math.min(next[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...next) > most) return false;
      [before, row] = [row, next];
    }
    return row[other.length] <= most;
  }

  /** An index of the sections of all pages, made in the browser.
      `data.pages` lists [address, title, sections]; a section is [id, heading, text]. */
  class Index {
    constructor(data, read) {
      this.read = read;
      this.sections = [];
      this.postings = new Map(); // term -> Map of section -> [times in title, heading, text]
      this.words = new Map(); // folded word -> its term and one of its spellings
      this.names = new Map(data.synonyms.flatMap((group) => group.words.map((word) => [word, group])));
      data.pages.forEach(([address, title, sections], page) => {
        for (const [id, heading, text] of sections) this.add({ page, address, title, id, heading, text });
      });
      this.mean = this.sections.reduce((sum, { length }) => sum + length, 0) / (this.sections.length || 1);
    }

    add(section) {
      const at = this.sections.push(section) - 1;
      [section.title, section.heading, section.text].forEach((text, field) => {
        const found = this.read(text);
        if (field === 2) section.length = found.length;
        for (const { start, end, word, term } of found) {
          if (!this.words.has(word)) this.words.set(word, { term, spelling: text.slice(start, end) });
          if (!this.postings.has(term)) this.postings.set(term, new Map());
          const places = this.postings.get(term);
          if (!places.has(at)) places.set(at, [0, 0, 0]);
          places.get(at)[field]++;
        }
      });
    }

    /** How much a term tells: the rarer, the more. */
    rarity(term) {
      const count = this.postings.get(term)?.size ?? 0;
      return Math.log(1 + (this.sections.length - count + 0.5) / (count + 0.5));
    }

    /** Find the terms that a word of the question can mean, with their weights. */
    candidates({ word, term }, last) {
      const found = new Map();
      const offer = (other, weight) => found.set(other, Math.max(weight, found.get(other) ?? 0));
      if (this.postings.has(term)) offer(term, 1);
      for (const same of this.names.get(word)?.words ?? []) if (this.words.has(same)) offer(this.words.get(same).term, 1);
      const number = /^[a-z]{1,2}(\d+)$/.exec(word); // R193: the text may have No. 193
      if (number && this.postings.has(number[1])) offer(number[1], 0.9);
      for (const [other, { term: meant }] of this.words) {
        if (last && other.startsWith(word)) offer(meant, PREFIX * (1 + word.length / other.length) / 2);
        else if (this.isPart(word, other) || this.isPart(other, word)) {
          offer(meant, PART * Math.min(word.length, other.length) / Math.max(word.length, other.length));
        }
      }
      return found.size ? found : this.misspelt(word);
    }

    /** Tell whether a word is part of a compound, as in German. */
    isPart(part, whole) {
      return this.compounds && part.length >= SHORTEST_PART && part.length < whole.length && whole.includes(part);
    }

    /** Find the terms one typing error away. */
    misspelt(word) {
      const found = new Map();
      if (word.length < SHORTEST_TYPO || /\d/.test(word)) return found;
      for (const [other, { term }] of this.words) if (near(word, other, 1)) found.set(term, TYPO);
      return found;
    }

    /** List the words of a question; an acronym that no page has gives way to the name that it stands for. */
    tokens(question) {
      return this.read(question).flatMap((token) => {
        const group = this.names.get(token.word);
        return !group || group.words.some((word) => this.words.has(word)) ? [token] : this.read(group.name);
      });
    }

    /** Answer a question: pages with their best sections, best first. */
    search(question) {
      const tokens = this.tokens(question);
      const wanted = tokens.map((token, at) => this.candidates(token, at === tokens.length - 1));
      const masses = wanted.map((terms, at) =>
        Math.max(...(terms.size ? [...terms.keys()] : [tokens[at].term]).map((term) => this.rarity(term))));
      const all = masses.reduce((sum, mass) => sum + mass, 0);
      const scores = new Map();
      wanted.forEach((terms, at) => {
        const best = new Map();
        for (const [term, weight] of terms) {
          for (const [section, times] of this.postings.get(term)) {
            const score = weight * this.rarity(term) * this.often(times, this.sections[section].length);
            best.set(section, Math.max(score, best.get(section) ?? 0));
          }
        }
        for (const [section, score] of best) {
          const sum = scores.get(section) ?? { score: 0, mass: 0 };
          scores.set(section, { score: sum.score + score, mass: sum.mass + masses[at] });
        }
      });
      // What answers all words of the question comes before what repeats one of them.
      const ranked = [...scores].map(([section, { score, mass }]) => ({ ...this.sections[section], score: score * (mass / all) }));
      return this.byPage(ranked.sort((one, other) => other.score - one.score), new Set(wanted.flatMap((terms) => [...terms.keys()])));
    }

    often(times, length) {
      const weighed = times.reduce((sum, count, field) =>
        sum + (WEIGHTS[field] * count) / (field === 2 ? 1 - B + (B * length) / this.mean : 1), 0);
      return (weighed * (K + 1)) / (weighed + K);
    }

    byPage(ranked, terms) {
      const pages = new Map();
      for (const section of ranked) {
        const { page, address, title, score } = section;
        if (!pages.has(page)) pages.set(page, { address, title, score: 0, sections: [] });
        const group = pages.get(page);
        group.score += score / 4 ** group.sections.length;
        group.sections.push(section);
      }
      return { terms, pages: [...pages.values()].sort((one, other) => other.score - one.score) };
    }

    /** Find the known word that looks most like a word of the question which no page has. */
    nearest(question) {
      for (const { word } of this.read(question)) {
        if (this.words.has(word) || word.length < 4) continue;
        for (const most of [1, 2]) {
          for (const [other, { spelling }] of this.words) if (near(word, other, most)) return spelling;
        }
      }
      return "";
    }
  }

  globalThis.multilingualIndex = (data, read) =>
    Object.assign(new Index(data, read), { compounds: data.compounds });
})();
