"""Official texts are linked in the reader's language where they exist in it, and named where they do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sphinx_multilingual.languages import load_languages
from tests.conftest import ROOT

LANGUAGES = [each for each in load_languages(ROOT / "locales/languages.toml") if not each.is_draft]
# The folders of the two collections in each language; the others get the English text.
STANDARDS = {"en": "en", "fr": "fr", "es": "es"}
RESOLUTIONS = {**STANDARDS, "ar": "ar", "zh_CN": "zh", "ru": "ru"}
_LINK = re.compile(r'<a (?:hreflang="(\w+)" )?class="reference external" href="([^"]+)">.*?</a>( ?<span class="link-language")?', re.DOTALL)


def links(site: Path, segment: str) -> Iterator[tuple[str, str, bool]]:
    """List the external links of all pages of a language: address, hreflang, whether the language is named."""
    for path in sorted((site / segment).rglob("*.html")):
        for hreflang, address, named in _LINK.findall(path.read_text(encoding="utf-8")):
            yield address, hreflang, bool(named)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
def test_standards_and_resolutions_are_in_the_readers_language(site: Path, language: object) -> None:
    """On every page, in each language of the collection; elsewhere the English text, named as such."""
    here = next(each for each in LANGUAGES if each == language)
    found = 0
    for address, hreflang, named in links(site, here.segment):
        for part, sides in ((r"/nrmlx_(\w\w)/", STANDARDS), (r"docs\.un\.org/(\w\w)/", RESOLUTIONS)):
            if side := re.search(part, address):
                found += 1
                is_own = here.code in sides
                assert sides.get(here.code, "en") == side[1], address
                assert ("" if is_own else "en", not is_own) == (hreflang, named), address

    assert found > 10


@pytest.mark.parametrize("segment", ["fr", "ar", "de"])
def test_texts_in_english_are_named_in_translations(site: Path, segment: str) -> None:
    """Each link to a page whose address says English has its language and says it to the reader."""
    english = [each for each in links(site, segment) if "/lang--en/" in each[0] or "ica.coop/en" in each[0]]

    assert len(english) > 50
    assert {("en", True)} == {(hreflang, named) for _, hreflang, named in english}


def test_english_pages_name_no_language(site: Path) -> None:
    """All that they link to is in English, as far as it is known."""
    assert {("", False)} == {(hreflang, named) for _, hreflang, named in links(site, "en")}


def test_texts_that_exist_in_a_language_are_cited_in_it(site: Path) -> None:
    """The Recommendation in German, the consultation in French and Spanish, the resolution in French."""
    cited = {segment: {address for address, _, _ in links(site, segment)} for segment in ("de", "fr", "es")}

    assert any(address.endswith("/wcms_r193_de.htm") for address in cited["de"])
    assert "https://coopidentity.ica.coop/fr/the-consultation" in cited["fr"]
    assert "https://coopidentity.ica.coop/es/la-consulta" in cited["es"]
    assert any(address.endswith("WCMS_848471/lang--fr/index.htm") for address in cited["fr"])


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
def test_every_language_has_hints_in_measure(site: Path, language: object) -> None:
    """Most pages explain some terms, none more than twelve, and each only once."""
    here = next(each for each in LANGUAGES if each == language)
    counts = []
    for path in sorted((site / here.segment).rglob("*.html")):
        found = re.findall(r'<a aria-describedby="(hint-[\w-]+)" class="hint"', path.read_text(encoding="utf-8"))
        assert len(set(found)) == len(found), path
        counts.append(len(found))

    assert 12 >= max(counts)
    assert len(counts) / 2 < sum(map(bool, counts))
