"""Is the translation in the script and the language of its catalog?"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache

from babel import Locale, UnknownLocaleError

from .pair import Check, Pair, conventions
from .reading import OBJECT

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SCRIPTS = (
    "LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "DEVANAGARI", "BENGALI",
    "TAMIL", "THAI", "GEORGIAN", "ARMENIAN", "ETHIOPIC", "SINHALA", "KHMER", "MYANMAR", "LAO",
)
_TOGETHER = {"CJK": ("CJK", "HIRAGANA", "KATAKANA"), "HANGUL": ("HANGUL", "CJK")}
# Alphabets whose letters look alike.
_ALIKE = {"LATIN", "CYRILLIC", "GREEK"}
# Names, titles and examples stand in brackets and quotation marks, often in another language.
_QUOTED = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]|«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|《[^《》]*》|\"[^\"]*\"")
# Eight words show a language; its function words are a good quarter of them.
_ENOUGH_WORDS, _SHARE = 8, 0.2
# Fewer words than this can be a name.
_ENOUGH_FOREIGN = 4


@cache
def script_of(char: str) -> str:
    """Name the script of a letter, or nothing for what is in none or in many."""
    script = unicodedata.name(char, "").partition(" ")[0]
    return script if script in _SCRIPTS and char.isalpha() else ""


@cache
def scripts_of(language: str) -> tuple[str, ...]:
    """Name the scripts of a language: those in which CLDR writes its name; none where CLDR lacks it."""
    try:
        name = Locale.parse(language).get_display_name() or ""
    except (UnknownLocaleError, ValueError):
        return ()
    found = next((script for script in map(script_of, name) if script), "")
    return _TOGETHER.get(found, (found,) if found else ())


def wrong_script(pair: Pair) -> Iterator[str]:
    """Find letters of a script that belongs neither to the language nor to the source, or a text all in Latin."""
    own = scripts_of(pair.setting.language)
    if not own:
        return
    counts = Counter(filter(None, map(script_of, pair.plain)))
    known = {*own, "LATIN", *map(script_of, pair.source)}
    if foreign := sorted(set(counts) - known):
        yield f"{', '.join(script.title() for script in foreign)} letters"
    elif "LATIN" not in own and not any(counts[script] for script in own):
        words = re.findall(r"\b[a-z]{2,}\b", _QUOTED.sub("", pair.sides[1].prose))
        if len(words) >= _ENOUGH_FOREIGN:
            yield f"“{' '.join(words[:4])} …”"


@cache
def _function_words(language: str) -> frozenset[str]:
    return frozenset(conventions().get(language, {}).get("function_words", "").split())


def share(words: list[str], language: str) -> float:
    """Return the share of a language's function words among some words."""
    return sum(word in _function_words(language) for word in words) / max(len(words), 1)


def wrong_language(pair: Pair) -> Iterator[str]:
    """Find a text whose small words are those of another language."""
    own = next(iter(scripts_of(pair.setting.language)), "")
    prose = _QUOTED.sub(" ", pair.sides[1].prose)
    words = [word.casefold() for word in _WORD.findall(prose) if script_of(word[0]) == "LATIN"]
    mine = share(words, pair.setting.language)
    if len(words) < _ENOUGH_WORDS or not own or (own == "LATIN" and not _function_words(pair.setting.language)):
        return
    for language in conventions():
        theirs = share(words, language)
        if language != pair.setting.language and theirs >= _SHARE and theirs > 2 * mine:
            yield f"it reads like {Locale.parse(language).get_display_name('en')}"
            return


def mixed_word(pair: Pair) -> Iterator[str]:
    """Find a word of letters from two alphabets that look alike."""
    for word in _WORD.findall(pair.plain.replace(OBJECT, " ")):
        if len({script_of(char) for char in word} & _ALIKE) > 1 and word not in pair.source:
            yield f"“{word}”"
            return


CHECKS: dict[str, Check] = {"C040": wrong_script, "C041": wrong_language, "C042": mixed_word}
