/* Which words does a text have, and which of them are one word in other forms?
   The same code reads the pages and the question, so that nothing can drift apart. */
(() => {
  "use strict";
  const HAN = "\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff";
  const LETTER = `(?:(?![${HAN}])[\\p{L}\\p{M}])`;
  // Words that a stop or a hyphen joins are also found written as one.
  const JOINED = new RegExp(`${LETTER}+(?:[.\u2010\u2011-]${LETTER}+)+`, "gu");
  const RUN = new RegExp(`[${HAN}]+|(?:(?![${HAN}])[\\p{L}\\p{M}\\p{N}])+`, "gu");
  const IS_HAN = new RegExp(`[${HAN}]`);
  const LETTERS = { ß: "ss", œ: "oe", æ: "ae", ø: "o", ł: "l", đ: "d", ı: "i" };
  const ARABIC = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ی: "ي", ک: "ك", ة: "ه", ؤ: "و", ئ: "ي" };
  // "and" or "so", then "the" with or without "by", "as" or "for".
  const ARABIC_HEAD = /^(?:[وف]?(?:بال|كال|لل|ال))(?=.{3})/u;
  const ARABIC_TAIL = /(?:هما|ها|هم|هن|نا|كم|ان|ات|ون|ين|يه|ه|ي)$/u;
  const ARABIC_WEAK = /[اويء]/gu; // They come and go between the forms of a word, such as its plurals.

  /** Write a word in one way: no capitals, accents, vowel signs or ligatures. */
  function fold(word, language) {
    let text = word.normalize("NFKC").toLowerCase();
    if (/\p{Script=Arabic}/u.test(text)) {
      return text.replace(/[\p{M}\u0640]/gu, "").replace(/[أإآٱىیکةؤئ]/gu, (letter) => ARABIC[letter]);
    }
    if (/\p{Script=Cyrillic}/u.test(text)) return text.normalize("NFD").replace(/(?<!и)\p{M}|(?<=и)(?!\u0306)\p{M}/gu, "").normalize("NFC");
    text = text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[ßœæøłđı]/gu, (letter) => LETTERS[letter]);
    // Umlauts may be typed as ä, ae or a.
    return language === "de" ? text.replace(/([ao])e|(?<!q)ue/g, (pair) => pair[0]) : text;
  }

  /** Return what a folded Arabic word shares with its plurals and derived forms, as a rule; nothing for other words. */
  function akin(word) {
    if (!/\p{Script=Arabic}/u.test(word)) return "";
    const bare = word.replace(ARABIC_HEAD, "").replace(ARABIC_TAIL, "").replace(ARABIC_WEAK, "");
    return bare.length > 2 ? bare : "";
  }

  /** Make a reader of texts: `language` is a code such as `de`, `Stemmer` a Snowball class or nothing. */
  function reader(language, Stemmer) {
    const stemmer = Stemmer && new Stemmer();
    const latin = !["ar", "ru", "fa", "he", "el", "hi", "hy", "ne", "sr", "ta", "yi", "zh", "ja"].includes(language);
    const stems = new Map();
    const stem = (word) => {
      if (!stemmer || /\p{N}/u.test(word) || /^[a-z]+$/.test(word) !== latin) return word;
      if (!stems.has(word)) stems.set(word, stemmer.stemWord(word.replace(ARABIC_HEAD, "")));
      return stems.get(word);
    };
    const token = (start, text, word) => ({ start, end: start + text.length, word, term: stem(word) });
    /** List the words of a text: where they stand, how they look folded, and their term. */
    return (text) => {
      const found = [];
      const joined = new Map(Array.from(text.matchAll(JOINED), (match) => [match.index, match[0]]));
      for (const { 0: run, index: start } of text.matchAll(RUN)) {
        if (!IS_HAN.test(run)) {
          const whole = joined.get(start), word = fold(run, language);
          if (whole) found.push(token(start, whole, fold(whole.replace(/[^\p{L}\p{M}]/gu, ""), language)));
          if (word) found.push(token(start, run, word));
          continue;
        }
        // Pairs of neighbouring characters stand in for a dictionary.
        for (let at = 0; at < Math.max(1, run.length - 1); at++) {
          const pair = run.slice(at, at + 2);
          found.push({ start: start + at, end: start + at + pair.length, word: pair, term: pair });
        }
      }
      return found;
    };
  }

  globalThis.multilingualWords = { akin, fold, reader };
})();
