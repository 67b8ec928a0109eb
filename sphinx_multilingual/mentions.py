"""Where does a text mention one of some terms, in the forms that grammar gives them?

A wrong find is worse than a missed one. So words are compared without the few endings that inflection adds (and, in
Arabic, without the article); the stemmer of a search would also take "operator" for "operation". The words of a
language that is not listed here must be the very words of the term.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_HAN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_MARKS = "\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
# Chinese and Japanese do not part their words: each character counts as one.
_IS_HAN = re.compile(f"[{_HAN}]")
_WORD = re.compile(rf"[{_HAN}]|(?:(?![{_HAN}])[^\W_][{_MARKS}]*)+")
# The longest one is taken off, where three letters stay.
_ENDINGS = {
    "ar": "ات ة", "de": "en e es n s", "en": "ies y (?<!s)s", "es": "es s e", "fr": "s x", "pt": "s",
    "ru": "а я о е у ю ы и (?<![аеиуыя]т)ь й ой ей ом ем ью ов ев ам ям ах ях ами ями ия ие ии ию ий ией ием "
          "иям иях иями ая яя ое ее ые ую юю ый ого его ому ему ым им ых их ыми ими",
}
_ADJECTIVE = re.compile(r"(?<=...)e[mnrs]?$")  # in German, where nouns have a capital
_BARE = {code: re.compile(f"(?<=...)(?:{'|'.join(ends.split())})$") for code, ends in _ENDINGS.items()}
# "and" or "so", then "the" with or without "by", "as" or "for".
_ARTICLE = re.compile("^[وف]?(?:بال|كال|لل|ال)(?=...)")
# What a word may not touch on, as it would be a part of another: my.name, a-b, x/y.
_JOINED_BEFORE, _JOINED_AFTER = re.compile(r"[\w./@-]$"), re.compile(r"\w|[./@-]\w|/")
_SENTENCE = re.compile(r"[.?!:…。！？؟]\W*$")
_SPACES, _ALIKE = re.compile(r"\s+"), str.maketrans("’ʼ‐‑", "''--")


def ends_sentence(text: str) -> bool:
    """Tell whether what follows a text begins a sentence."""
    return bool(_SENTENCE.search(text))


def is_acronym(word: str) -> bool:
    """Tell whether a word is written with capitals within, which distinguish it: SSE, ApexFinCoop."""
    return sum(map(str.isupper, word)) > 1


@lru_cache(1 << 16)
def key(word: str, language: str) -> str:
    """Write a word so that its forms are alike: no case, accents or endings; an acronym stays as it is."""
    if is_acronym(word):
        return word
    bare = word.casefold()
    if "\u0400" <= bare[0] <= "\u04ff":
        bare = bare.replace("ё", "е")
    else:
        bare = "".join(char for char in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(char))
    code = language.partition("_")[0]
    if code == "ar":
        bare = _ARTICLE.sub("", bare)
    ending = _ADJECTIVE if code == "de" and word[0].islower() else _BARE.get(code)
    return ending.sub("", bare) if ending else bare


@dataclass(frozen=True, slots=True)
class Form:
    """A term as it may be written: the key of each word, what stands between them, and which have a capital."""

    name: str
    keys: tuple[str, ...]
    between: tuple[str, ...]
    capitals: tuple[bool, ...]


def _betweens(text: str, words: list[re.Match[str]]) -> tuple[str, ...]:
    gaps = (text[left.end():right.start()] for left, right in pairwise(words))
    return tuple(_SPACES.sub(" ", gap).translate(_ALIKE) for gap in gaps)


def read_form(name: str, text: str, language: str) -> Form:
    """Take a term apart into its words."""
    words = list(_WORD.finditer(text))
    keys, capitals = (key(word[0], language) for word in words), (word[0][0].isupper() for word in words)
    return Form(name, tuple(keys), _betweens(text, words), tuple(capitals))


class Finder:
    """Finds terms, given as pairs of a name and a form; what has no name only hides shorter terms in it."""

    def __init__(self, language: str, terms: Iterable[tuple[str, str]]) -> None:
        self.language, self.forms = language, dict[str, list[Form]]()
        forms = [read_form(name, text, language) for name, text in terms]
        for form in sorted(forms, key=lambda form: (-len(form.keys), not form.name)):
            if form.keys:
                self.forms.setdefault(form.keys[0], []).append(form)

    def find(self, text: str, begins: bool = True) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and name of each term, the longest where two begin; `begins`: a sentence begins the text."""
        words, at = list(_WORD.finditer(text)), 0
        keys = tuple(key(word[0], self.language) for word in words)
        while at < len(words):
            for form in self.forms.get(keys[at], ()):
                end = at + len(form.keys)
                if keys[at:end] == form.keys and _is_here(form, text, words[at:end], begins):
                    if form.name:
                        yield words[at].start(), words[end - 1].end(), form.name
                    at = end - 1
                    break
            at += 1


def _is_here(form: Form, text: str, words: list[re.Match[str]], begins: bool) -> bool:
    """Tell whether words with the keys of a form are written as it is, and are no part of a longer name."""
    first, last = words[0], words[-1]
    capitals, before = [word[0][0].isupper() for word in words], text[:first.start()]
    if capitals[0] and (ends_sentence(before) if re.search(r"\w", before) else begins):
        capitals[0] = form.capitals[0]
    if tuple(capitals) != form.capitals or _betweens(text, words) != form.between:
        return False
    is_joined = _JOINED_BEFORE.search(before[-1:]) or _JOINED_AFTER.match(text, last.end())
    return not is_joined or bool(_IS_HAN.match(first[0]))
