"""Each page has one main heading, headings in steps of one, and landmarks that can be told apart."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from sphinx_multilingual.languages import load_languages
from tests.conftest import ROOT

LANGUAGES = load_languages(ROOT / "locales/languages.toml")
LANDMARK = re.compile(r'<(main|nav|aside|header|footer|article|form)\b([^>]*)>')


def faults(html: str) -> list[str]:
    """Return what is wrong with the outline of a page."""
    html = html.partition("<body")[2]
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    found = [f"h1: {levels.count(1)}"] * (levels.count(1) != 1)
    found += [f"h{a} to h{b}" for a, b in zip([0, *levels], levels, strict=False) if b > a + 1]
    names: Counter[tuple[str, str]] = Counter()
    for tag, attributes in LANDMARK.findall(html):
        role = (re.search(r'role="(\w+)"', attributes) or ("", tag))[1]
        name = (re.search(r'aria-label="([^"]*)"', attributes) or ("", ""))[1]
        shown = "headerlink" not in attributes or 'class="section-languages' not in attributes  # Only one at a time is.
        if shown and not (role in ("article", "form") or 'class="footnote' in attributes):
            names[role, name] += 1
            found += [f"{role} without a name"] * (not name and role in ("nav", "aside"))
    found += [f"{count} {role} '{name}'" for (role, name), count in names.items() if count > 1]
    mains = html.count('role="main"')
    return found + [f"main: {mains}"] * (mains != 1)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_each_page_has_an_outline(site: Path, language: object) -> None:
    """Every page of a language has a sound outline."""
    segment = next(each.segment for each in LANGUAGES if each == language)
    paths = sorted((site / segment).rglob("*.html"))
    found = {path.name: wrong for path in paths if (wrong := faults(path.read_text(encoding="utf-8")))}

    assert paths
    assert {} == found


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<h1>", "<h1>A</h1><h1>", "h1: 2"), ("<h2", "<h3", "h1 to h3"), ('<nav class="languages" aria-label="Languages"', "<nav", "nav without a name"),
        ('aria-label="On this page"', 'aria-label="Languages"', "2 nav 'Languages'"), ('role="main"', "", "main: 0"),
    ],
)
def test_a_broken_outline_is_found(site: Path, old: str, new: str, fault: str) -> None:
    """Each kind of fault, planted into a page, is found."""
    html = (site / "en/about/history.html").read_text(encoding="utf-8")
    assert old in html

    assert fault in faults(html.replace(old, new, 1))


def test_titles_that_stay_as_they_are_say_their_language(site: Path) -> None:
    """In each translation an English title is marked as English, and a French one as French, except on French pages."""
    for language in LANGUAGES:
        html = (site / language.segment / "resources/publications.html").read_text(encoding="utf-8")
        marked = dict.fromkeys(re.findall(r'<em(?: class="latin")? lang="(\w+)"', html))
        assert {"en", "fr", "pt"} - {language.tag} == set(marked), language.tag
