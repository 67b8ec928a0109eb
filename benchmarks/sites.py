"""Sites of any size to measure: pages dense with links, tables and lists, and catalogs of pseudo translations.

The same size and seed give the same site. The words mean nothing; their number, length and script, and the markup
around them, are those of a real site.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from sphinx_multilingual.catalogs import folder
from sphinx_multilingual.languages import Language, load_languages

ROOT = Path(__file__).parent.parent
SECTION = 20  # pages of a section, its first page included
# Letters, the least and the most of them in a word, and what stands between words.
_LATIN = "aaabcdeeefghiiijlmnooopqrrsssttuuv"
_SCRIPTS = {
    "en": (_LATIN, 2, 9, " "), "fr": (_LATIN + "éèàç", 2, 11, " "), "es": (_LATIN + "áíóñ", 2, 11, " "),
    "de": (_LATIN + "äöüß", 3, 14, " "), "ru": ("ааабвгдеееёжзииийклмнооопрстуфхцчшщыэюя", 2, 12, " "),
    "ar": ("اابتثجحخدذرزسشصضطعغفقكلللمنهوويي", 2, 8, " "), "zh_CN": ("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子", 1, 2, ""),
}
_CONF = '''project = "Benchmark"
author = "Nobody"
version = release = "1"
extensions = ["myst_parser", "sphinx_multilingual"]
myst_enable_extensions = ["colon_fence", "deflist"]
locale_dirs = ["../locales"]
gettext_compact = False
html_theme = "furo"
'''
Text = Callable[[str], str]


class Writer:
    """Writes pages in the source language, and each of their texts in all languages."""

    def __init__(self, languages: tuple[Language, ...], pages: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.names = [self.place(number) for number in range(pages)]
        self.words = {each.code: [self._word(each.code) for _ in range(3000)] for each in languages}

    def place(self, number: int) -> str:
        """Name a page: the first of a section stands for it."""
        section, page = divmod(number, SECTION)
        return f"section-{section}/" + (f"page-{page}" if page else "index")

    def _word(self, code: str) -> str:
        letters, least, most, _ = _SCRIPTS[code]
        return "".join(self.random.choices(letters, k=self.random.randint(least, most)))

    def say(self, least: int, most: int) -> Text:
        """Choose some words; the text is the same in all languages, each in its own words."""
        chosen = [self.random.randrange(3000) for _ in range(self.random.randint(least, most))]
        return lambda code: _SCRIPTS[code][3].join(self.words[code][each] for each in chosen).capitalize()

    def link(self) -> Text:
        """Link to some page of the site."""
        words, page = self.say(1, 3), self.random.randrange(len(self.names))
        return lambda code: f"[{words(code)}](#target-{page})"

    def paragraph(self) -> Text:
        """Write two sentences, one with a link, an address or a strong word."""
        first, last = self.say(10, 25), self.say(8, 20)
        words = self.say(1, 2)
        address = f"https://example.org/{self.random.randrange(10**6)}"
        marked = self.random.choice(
            [self.link(), self.link(), lambda code: f"**{words(code)}**", lambda code: f"[{words(code)}]({address})"]
        )
        return lambda code: f"{first(code)} {marked(code)} {last(code)}."

    def page(self, number: int) -> Iterator[tuple[str, list[Text], str]]:
        """Yield what stands before, between and after some texts, which are messages: (join, texts, end)."""
        yield f"(target-{number})=\n# ", [self.say(1, 4)], "\n\n"
        yield "", [self.paragraph()], "\n\n"
        for part in range(4):
            yield f"(target-{number}-{part})=\n## ", [self.say(2, 5)], "\n\n"
            for _ in range(3):
                yield "", [self.paragraph()], "\n\n"
            for _ in range(4):
                yield "- ", [self.paragraph() if self.random.random() < 0.5 else self.say(3, 12)], "\n"
            yield "", [], "\n"
        yield "", [], "| "
        for row in range(6):
            for column in range(3):
                yield "", [self.link() if column == 2 and row else self.say(1, 5)], " | "
            yield "", [], "\n" + ("| --- | --- | --- |\n| " if not row else "| " if row < 5 else "\n")
        for _ in range(3):
            yield "", [self.say(1, 3)], "\n"
            yield ": ", [self.paragraph()], "\n\n"


def _contents(names: list[str], hidden: str = "") -> str:
    return "\n```{toctree}\n" + hidden + "\n".join(names) + "\n```\n"


def _catalog(language: Language, messages: dict[str, Text], source: str) -> str:
    head = f'msgid ""\nmsgstr ""\n"Language: {language.code}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    rows = (f"\nmsgid {json.dumps(text(source), ensure_ascii=False)}\nmsgstr {json.dumps(text(language.code), ensure_ascii=False)}\n" for text in messages.values())
    return head + "".join(rows)


def make_site(to: Path, pages: int, seed: int = 1) -> None:
    """Write a site of so many pages, with a start page beside them, in the languages of this project."""
    languages = load_languages(ROOT / "locales/languages.toml")
    source = next(each.code for each in languages if each.is_source)
    writer = Writer(languages, pages, seed)
    for number, name in enumerate(writer.names):
        messages: dict[str, Text] = {}
        page = ""
        for before, texts, after in writer.page(number):
            messages |= {text(source): text for text in texts}
            page += before + "".join(text(source) for text in texts) + after
        if name.endswith("index"):
            page += _contents([each.rpartition("/")[2] for each in writer.names[number + 1:number + SECTION]])
        _write(to / "docs" / f"{name}.md", page)
        for language in languages:
            if not language.is_source:
                _write(folder(to / "locales", language) / f"{name}.po", _catalog(language, messages, source))
    _write(to / "docs/index.md", "# Start\n" + _contents([name for name in writer.names if name.endswith("index")]))
    _write(to / "conf.py", _CONF)
    shutil.copy(ROOT / "locales/languages.toml", to / "locales")
    shutil.copytree(ROOT / "benchmarks", to / "benchmarks", ignore=shutil.ignore_patterns("__pycache__"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
