/* Which sections answer a question best? BM25F over title, heading and text, of each section and of its whole page. */
(() => {
  "use strict";
  const WEIGHTS = [2, 4, 1]; // of the page's title, the section's heading, its text
  const K = 1.2; // how soon more of the same word stops to count
  const B = 0.5; // how much a long text is held against it
  const LEAD = 8, LEADING = 1; // words at the start of a text say what it is about, and count more
  const PREFIX = 0.6, TYPO = 0.5, PART = 0.6, AKIN = 0.6; // beside 1 for the word itself
  const SHORTEST_TYPO = 5, SHORTEST_PART = 4, SHORTEST_HALF = 3;
  const WHOLE = 0.5; // what the whole page says, beside its best section
  const MASS = "min";
  const NEAR = 6, TOGETHER = 0.5; // words that stand near each other, as they do in the question

  const PAIR = /^[\u3040-\u30ff\u3400-\u9fff]{2}$/; // of Chinese characters

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

  /** An index of texts in three fields: how often each has each term, and which of two answers more words. */
  class Texts {
    constructor() {
      this.lengths = [];
      this.postings = new Map(); // term -> Map of text -> [times in title, heading, text]
    }

    add(at, field, term, times) {
      if (!this.postings.has(term)) this.postings.set(term, new Map());
      const places = this.postings.get(term);
      if (!places.has(at)) places.set(at, [0, 0, 0]);
      places.get(at)[field] += times;
    }

    close() {
      this.mean = this.lengths.reduce((sum, length) => sum + length, 0) / (this.lengths.length || 1);
    }

    /** How much a term tells: the rarer, the more. */
    rarity(term) {
      const count = this.postings.get(term)?.size ?? 0;
      return Math.log(1 + (this.lengths.length - count + 0.5) / (count + 0.5));
    }

    /** How much a word of the question tells: as much as itself, or as the commonest of what it can mean. */
    mass({ terms, own }) {
      const known = this.postings.has(own) || !terms.size ? [own] : [...terms.keys()];
      return Math[MASS](...known.map((term) => this.rarity(term)));
    }

    often(times, length) {
      const weighed = times.reduce((sum, count, field) =>
        sum + (WEIGHTS[field] * count) / (field === 2 ? 1 - B + (B * length) / this.mean : 1), 0);
      return (weighed * (K + 1)) / (weighed + K);
    }

    /** Give each text a score for the words wanted; what answers all of them comes before what repeats one. */
    scores(wanted) {
      const masses = wanted.map((word) => this.mass(word));
      const all = masses.reduce((sum, mass) => sum + mass, 0);
      const scores = new Map();
      wanted.forEach(({ terms }, at) => {
        const best = new Map();
        for (const [term, weight] of terms) {
          for (const [text, times] of this.postings.get(term) ?? []) {
            const score = weight * Math.min(masses[at], this.rarity(term)) * this.often(times, this.lengths[text]);
            best.set(text, Math.max(score, best.get(text) ?? 0));
          }
        }
        for (const [text, score] of best) {
          const sum = scores.get(text) ?? { score: 0, mass: 0 };
          scores.set(text, { score: sum.score + score, mass: sum.mass + masses[at] });
        }
      });
      return new Map([...scores].map(([text, { score, mass }]) => [text, score * (mass / all)]));
    }
  }

  /** An index of the sections of all pages, made in the browser.
      `data.pages` lists [address, title, sections]; a section is [id, heading, text]. */
  class Index {
    constructor(data, read, akin) {
      this.read = read;
      this.akin = akin;
      this.compounds = data.compounds;
      this.sections = [];
      this.pages = data.pages;
      this.bySection = new Texts();
      this.byPage = new Texts();
      this.words = new Map(); // folded word -> its term and one of its spellings
      this.families = new Map(); // what a word shares with its kin -> their terms
      this.names = new Map(data.synonyms.flatMap((group) => group.words.map((word) => [word, group])));
      data.pages.forEach(([address, title, sections], page) => {
        this.byPage.lengths[page] = 0;
        sections.forEach(([id, heading, text], number) => this.add({ page, address, title, id, heading, text }, !number));
      });
      this.bySection.close();
      this.byPage.close();
    }

    add(section, isFirst) {
      const at = this.sections.push(section) - 1, { page } = section;
      section.order = [section.title, section.heading, section.text].map((text, field) => {
        const found = this.read(text);
        if (field === 2) {
          this.bySection.lengths[at] = found.length;
          this.byPage.lengths[page] += found.length;
        }
        found.forEach(({ start, end, word, term }, place) => {
          if (!this.words.has(word)) this.know(word, term, text.slice(start, end));
          this.bySection.add(at, field, term, field === 2 && place < LEAD ? 1 + LEADING : 1);
          if (field || isFirst) this.byPage.add(page, field, term, 1);
        });
        return found.map(({ term }) => term);
      });
    }

    know(word, term, spelling) {
      this.words.set(word, { term, spelling });
      const family = this.akin(word);
      if (!family) return;
      if (!this.families.has(family)) this.families.set(family, new Set());
      this.families.get(family).add(term);
    }

    has(term) {
      return this.bySection.postings.has(term);
    }

    /** Find the terms that a word of the question can mean, with their weights. */
    candidates({ word, term }, last) {
      const found = new Map();
      const offer = (other, weight) => found.set(other, Math.max(weight, found.get(other) ?? 0));
      if (this.has(term)) offer(term, 1);
      for (const same of this.names.get(word)?.words ?? []) if (this.words.has(same)) offer(this.words.get(same).term, 1);
      const number = /^[a-z]{1,2}(\d+)$/.exec(word); // R193: the text may have No. 193
      if (number && this.has(number[1])) offer(number[1], 0.9);
      for (const kin of this.families.get(this.akin(word)) ?? []) offer(kin, AKIN);
      for (const [other, { term: meant }] of this.words) {
        if (last && other.startsWith(word)) offer(meant, PREFIX * (1 + word.length / other.length) / 2);
        else if (this.isPart(word, other) || this.isPart(other, word)) {
          offer(meant, PART * Math.min(word.length, other.length) / Math.max(word.length, other.length));
        }
      }
      if (!this.has(term) && !found.has(number?.[1])) this.misspelt(word, offer);
      return found;
    }

    /** Tell whether a word is part of a compound, as in German. */
    isPart(part, whole) {
      return this.compounds && part.length >= SHORTEST_PART && part.length < whole.length && whole.includes(part);
    }

    /** Offer the terms one typing error away. */
    misspelt(word, offer) {
      const isPair = PAIR.test(word);
      if (!isPair && (word.length < SHORTEST_TYPO || /\d/.test(word))) return;
      for (const [other, { term }] of this.words) {
        if (isPair ? PAIR.test(other) && (other[0] === word[0] || other[1] === word[1]) : near(word, other, 1)) offer(term, TYPO);
      }
    }

    /** List the words of a question; an acronym that no page has gives way to the name that it stands for. */
    tokens(question) {
      return this.read(question).flatMap((token) => {
        const group = this.names.get(token.word);
        return !group || group.words.some((word) => this.words.has(word)) ? [token] : this.read(group.name);
      });
    }

    /** List what each word of a question can mean. */
    wanted(question) {
      const tokens = this.tokens(question);
      return tokens.flatMap((token, at) => {
        const terms = this.candidates(token, at === tokens.length - 1);
        const halves = terms.size ? [] : this.halves(token.word);
        return halves.length ? halves : [{ own: token.term, terms }];
      });
    }

    /** Part a word that no page has into two that pages have: a space was left out. */
    halves(word) {
      for (let at = SHORTEST_HALF; at <= word.length - SHORTEST_HALF; at++) {
        const [one, other] = [word.slice(0, at), word.slice(at)].map((half) => this.words.get(half)?.term);
        if (one && other) return [one, other].map((term) => ({ own: term, terms: new Map([[term, 1]]) }));
      }
      return [];
    }

    /** Answer a question: pages with their best sections, best first. */
    search(question) {
      const wanted = this.wanted(question);
      const whole = this.byPage.scores(wanted);
      const sections = [...this.bySection.scores(wanted)]
        .map(([at, score]) => ({ ...this.sections[at], score: score * this.together(this.sections[at].order, wanted) }))
        .sort((one, other) => other.score - one.score);
      const pages = new Map();
      for (const section of sections) {
        const { page, address, title, score } = section;
        if (!pages.has(page)) pages.set(page, { address, title, score: WHOLE * whole.get(page), sections: [] });
        const group = pages.get(page);
        group.score += score / 4 ** group.sections.length;
        group.sections.push(section);
      }
      const terms = new Set(wanted.flatMap((word) => [...word.terms.keys()]));
      return { terms, pages: [...pages.values()].sort((one, other) => other.score - one.score) };
    }

    /** Return what a section gains by having neighbours of the question as neighbours. */
    together(order, wanted) {
      if (wanted.length < 2) return 1;
      const closest = new Array(wanted.length - 1).fill(0);
      for (const terms of order) {
        const seen = new Array(wanted.length).fill(-Infinity);
        terms.forEach((term, place) => wanted.forEach((word, at) => {
          if (!word.terms.has(term)) return;
          if (at && place - seen[at - 1] <= NEAR) closest[at - 1] = Math.max(closest[at - 1], 1 / (place - seen[at - 1] || 1));
          seen[at] = place;
        }));
      }
      return 1 + TOGETHER * closest.reduce((sum, each) => sum + each, 0) / closest.length;
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

  globalThis.multilingualIndex = (data, read, akin) => new Index(data, read, akin);
})();
