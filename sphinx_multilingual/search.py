"""How does Sphinx's search read the languages that it does not know?

Sphinx has no Arabic, and its Chinese names a stemmer that does not exist, so
that the search page never ends (Sphinx 9.0.4: `ChineseStemmer is not defined`).
"""

from __future__ import annotations

import re

import snowballstemmer
from sphinx.application import Sphinx
from sphinx.search import SearchLanguage


class SearchArabic(SearchLanguage):
    """Arabic words by their Snowball stems, the same in Python and in the browser."""

    lang = "ar"
    language_name = "Arabic"
    js_stemmer_rawcode = "arabic-stemmer.js"

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self._stemmer = snowballstemmer.stemmer("arabic")

    def stem(self, word: str) -> str:
        """Return the stem of a word."""
        return str(self._stemmer.stemWord(word.lower()))


class SearchChinese(SearchLanguage):
    """Chinese text by pairs of neighbouring characters, so that no dictionary is needed."""

    lang = "zh"
    language_name = "Chinese"
    _run = re.compile(r"[\u3400-\u9fff]+|[^\W\u3400-\u9fff]+")
    js_splitter_code = """
var splitQuery = (query) =>
  (query.match(/[\\u3400-\\u9fff]+|[^\\s\\p{P}\\u3400-\\u9fff]+/gu) || []).flatMap((run) =>
    /[\\u3400-\\u9fff]/.test(run) && run.length > 2
      ? Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2))
      : [run.toLowerCase()]);
"""

    def split(self, input: str) -> list[str]:
        """Split Latin words as they are and Chinese runs into single characters and pairs."""
        terms: list[str] = []
        for run in self._run.findall(input):
            if "\u3400" <= run[0] <= "\u9fff":
                terms += list(run) + [run[i : i + 2] for i in range(len(run) - 1)]
            else:
                terms.append(run.lower())
        return terms


def setup_search(app: Sphinx) -> None:
    """Register the search languages."""
    app.add_search_language(SearchArabic)
    app.add_search_language(SearchChinese)
