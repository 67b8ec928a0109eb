"""Does the translation use the official terms? They are in `terms.toml`, each with its status."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from ..terms import Table, is_confirmed, read_terms
from .pair import Check, Pair, Term
from .reading import KEPT

# An inflected word keeps its beginning: at most this many letters of its end change.
_ENDING, _STEM = 3, 4
_ARTICLES = ("ال", "لل", "بال", "وال", "فال", "كال")


def load_terms(path: Path, language: str) -> tuple[Term, ...]:
    """Read the terms of a language; those not confirmed have no official form and only hide shorter ones in them."""
    return tuple(_term(entry, entry.get(language, {})) for entry in read_terms(path))


def _term(entry: Table, own: Table) -> Term:
    official = own["official"] if is_confirmed(own) else ""
    accept, avoid = (tuple(own.get(key, ())) for key in ("accept", "avoid"))
    return Term((entry["en"], *entry.get("aliases", ())), official, accept, avoid)


@lru_cache(KEPT)
def fold(text: str) -> str:
    """Make forms comparable: no accents or vowel signs, one kind of space, apostrophe and hyphen, no capitals."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.sub(r"\s+", " ", re.sub("[‐‑]", "-", re.sub("[’ʼ`]", "'", bare)).replace("\u00ad", "")).casefold()


def _stem(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) > len(article) + 2:
            word = word.removeprefix(article)
            break
    keep = max(_STEM, len(word) - _ENDING)
    return re.escape(word[:keep]) + (r"\w*" if word.isalpha() else "")


@cache
def pattern(form: str) -> re.Pattern[str]:
    """Return a pattern for a form in any inflection: each word by its stem, in order."""
    words = fold(form).split()
    return re.compile(r"[\W_]+".join(rf"\w*{_stem(word)}" for word in words))


def has_form(text: str, forms: Iterable[str]) -> bool:
    """Tell whether a folded text holds one of the forms."""
    return any(fold(form) in text or pattern(form).search(text) for form in forms)


@cache
def _finder(forms: tuple[str, ...]) -> re.Pattern[str]:
    # A common word with a capital is part of a name, unless it begins the text.
    found = [rf"\A{re.escape(form[0].upper() + form[1:])}|(?<![\w./-]){re.escape(form)}" for form in forms]
    return re.compile(rf"(?:{'|'.join(found)})(?![\w/]|-\w|\.\w)")


@lru_cache(KEPT)
def _forms_in(source: str, forms: tuple[str, ...]) -> frozenset[str]:
    """Return the forms that a source holds; a shorter one inside a longer one does not count."""
    by_length = tuple(sorted(forms, key=lambda form: (-len(form), form)))
    return frozenset(_finder(by_length).findall(source))


def _terms_in(source: str, terms: tuple[Term, ...]) -> Iterator[tuple[str, Term]]:
    forms = tuple([form for term in terms for form in term.sources])
    for found in sorted(_forms_in(source, forms)) if forms else ():
        plain = found if found in forms else found[0].lower() + found[1:]
        term = next(term for term in terms if plain in term.sources)
        if term.official:
            yield found, term


def missing_term(pair: Pair) -> Iterator[str]:
    """Find a term of the source that has none of its right forms in the translation."""
    source, text = (side.plain for side in pair.sides)
    for form, term in _terms_in(source, pair.setting.terms):
        if form not in text and not has_form(fold(text), (term.official, *term.accept)):
            yield f"for “{form}”: {term.official}"


def avoided_form(pair: Pair) -> Iterator[str]:
    """Find a form that `terms.toml` says to avoid, where the source has the term."""
    source, text = (side.plain for side in pair.sides)
    for _, term in _terms_in(source, pair.setting.terms):
        for form in term.avoid:
            if re.search(rf"(?<!\w){re.escape(fold(form))}", fold(text)):
                yield f"{form}; the official form is {term.official}"


CHECKS: dict[str, Check] = {"C050": missing_term, "C051": avoided_form}
