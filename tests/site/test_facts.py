"""The English text: each figure with year and source, years as in the data, closed periods in the past, short sentences."""

from __future__ import annotations

import re
import shutil
import statistics
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from sphinx_multilingual.check.sources import load_pages
from tests.conftest import ROOT

DOCS = ROOT / "docs"
DATA = DOCS / "_data"
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_FIGURE = re.compile(r"\b\d[\d,.]*\s(?:million|billion|trillion|per cent)\b|(?<!\d)\d+(?:[.,]\d+)?\s?%|US\$")
_CITED = re.compile(r"\[\^[\w.-]+\]")
_MARK = re.compile(r"\[\^[\w.-]+\]|\]\([^)]*\)|[*_\[\]`]")
_CLOSED = re.compile(r"\b(?:[Ff]rom|[Bb]etween) ((?:1[89]|20)\d\d) (?:to|and) ((?:1[89]|20)\d\d)\b|\b[Uu]ntil ((?:1[89]|20)\d\d)\b")
_PRESENT = re.compile(r"\b(?:is|are|has|have|works?|leads?|runs?|serves?|supports?|holds?)\b")

def sentences(paragraph: str) -> list[str]:
    """Cut a paragraph into sentences, at a full stop before a capital; citations go with what they follow."""
    text = re.sub(r"([.?!”’]+)((?:\[\^[\w.-]+\])+)(?=\s|$)", r"\2\1", paragraph)
    text = re.sub(r"\b(No|Nos|art|Dr|Mr|Ms|St)\. ", "\\1.\u00a0", text)
    return re.split(r"(?<=[.?!])[”’]?\s+(?=[A-Z“*\[])", text)


def paragraphs(docs: Path) -> Iterator[tuple[Path, int, str]]:
    """List the paragraphs of the pages on the field, with path and line; not what a table or a definition has."""
    for page in load_pages(docs, "en"):
        if page.path.parent.name != "contribute" and page.path.name != "site.md":  # They tell of this site alone.
            in_table = {n for directive in page.directives if "table" in directive.name
                        for n in range(directive.line, directive.line + directive.content.count("\n") + 2)}
            yield from ((page.path, line, text) for line, text in page.messages if line not in in_table)


def without_source(docs: Path) -> list[str]:
    """Find paragraphs with a figure that lack a year or a citation."""
    return [f"{path.relative_to(docs)}:{line} {text[:60]}" for path, line, text in paragraphs(docs)
            if path.suffix == ".md" and _FIGURE.search(text) and not (_YEAR.search(text) and _CITED.search(text))]


def figures_not_in_the_data(docs: Path, data: Path) -> list[str]:
    """Find figures that cite a source of the figures, and only such, and are none of its values."""
    records = tomllib.loads((data / "figures.toml").read_text(encoding="utf-8"))["record"]
    values = {source: [each["value"] for each in records if each["source"] == source] for source in
              {each["source"] for each in records}}
    found = []
    for path, line, text in paragraphs(docs):
        cited = {mark[2:-1] for mark in _CITED.findall(text)}
        if path.suffix == ".md" and cited and cited <= values.keys():
            known = " ; ".join(value for source in cited for value in values[source])
            found += [f"{path.relative_to(docs)}:{line} {figure}" for figure in _FIGURE.findall(text) if figure not in known]
    return found


def present_in_closed_period(docs: Path) -> list[str]:
    """Find sentences that speak of a period that has ended, or until a year, in the present tense."""
    return [f"{path.relative_to(docs)}:{line} {sentence}" for path, line, text in paragraphs(docs)
            for sentence in sentences(text)
            if (found := _CLOSED.search(sentence)) and int(found[2] or found[3]) <= 2026 and _PRESENT.search(sentence)]


def known_years(data: Path) -> dict[str, set[str]]:
    """List what the data date: titles of publications, symbols of resolutions, with their years."""
    known: dict[str, set[str]] = {}
    read = {path.stem: tomllib.loads(path.read_text()).get("record", []) for path in data.glob("*.toml")}
    for record in read["publications"]:
        for title in re.findall(r"\*([^*]+)\*", record["text"])[:1]:
            known.setdefault(title, set()).update(_YEAR.findall(record["text"]))
    for record in read["resolutions"]:
        symbol = re.search(r"\[([^\]]+)\]", record["symbol"])
        known.setdefault(symbol[1] if symbol else record["symbol"], set()).add(str(record["date"])[:4])
    return known


def _dated(name: str, sentence: str) -> list[str]:
    """List the years that a sentence gives right after a name: `Name (2018)`, `Name of 18 April 2023`."""
    return re.findall(rf"{re.escape(name)}[”’]?,?\s\(?(?:of |in )?(?:\d+ )?(?:[A-Z][a-z]+ )?({_YEAR.pattern})", sentence)


def contradictions(docs: Path, data: Path) -> list[str]:
    """Find sentences that date a publication or a resolution otherwise than the data."""
    known, found = known_years(data), []
    for path, line, text in paragraphs(docs):
        for sentence in sentences(text) if path.suffix == ".md" else ():
            found += [f"{path.relative_to(docs)}:{line} {name}: {year}, data {sorted(known[name])}"
                      for name in known if name in sentence for year in _dated(name, _MARK.sub("", sentence))
                      if year not in known[name]]
    return found


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    """A copy of the pages and data, to spoil."""
    shutil.copytree(DOCS, tmp_path / "docs")
    return tmp_path / "docs"


def plant(docs: Path, text: str) -> None:
    """Put a paragraph at the end of the lead of a page."""
    page = docs / "about/plan.md"
    page.write_text(page.read_text(encoding="utf-8").replace("(plan-origin)=", f"{text}\n\n(plan-origin)=", 1))


def test_each_figure_has_its_year_and_source() -> None:
    """Large numbers and shares stand in a paragraph with a year and a citation."""
    assert [] == without_source(DOCS)


@pytest.mark.parametrize("text", ["In 2017, 5 million joined.", "There are 12 per cent.[^cicopa]", "US$ 3 were spent."])
def test_a_bare_figure_is_found(spoiled: Path, text: str) -> None:
    """A figure without a source, without a year or without both is found, by file and line."""
    plant(spoiled, text)

    assert 1 == len(without_source(spoiled))
    assert without_source(spoiled)[0].startswith("about/plan.md:")


def test_figures_in_sentences_are_those_of_the_data() -> None:
    """A figure from a report has the same value on each page."""
    assert [] == figures_not_in_the_data(DOCS, DATA)


def test_another_value_is_found(spoiled: Path) -> None:
    """A figure that the data do not have under the source that it cites is found."""
    plant(spoiled, "In 2017 there were 27.3 million.[^cicopa]")

    assert ["27.3 million"] == [each.split(" ", 1)[1] for each in figures_not_in_the_data(spoiled, spoiled / "_data")]


def test_what_has_ended_is_told_in_the_past() -> None:
    """No sentence on a closed period is in the present tense."""
    assert [] == present_in_closed_period(DOCS)


@pytest.mark.parametrize("text", ["From 1978 to 1993 it runs in Africa.", "Until 2002 this is the standard.[^r127]"])
def test_a_closed_period_in_the_present_is_found(spoiled: Path, text: str) -> None:
    """A present tense beside a period that is over is found."""
    plant(spoiled, text)

    assert 1 == len(present_in_closed_period(spoiled))


def test_pages_date_things_as_the_data_do() -> None:
    """A publication or a resolution has the same year on each page."""
    assert [] == contradictions(DOCS, DATA)


@pytest.mark.parametrize("text", ["*Platform labour in search of value* (2019) is one.", "A/RES/77/281 of 18 April 2022."])
def test_another_year_is_found(spoiled: Path, text: str) -> None:
    """A year that contradicts the data is found."""
    plant(spoiled, text)

    assert 1 == len(contradictions(spoiled, spoiled / "_data"))


def test_the_english_is_easy_to_read() -> None:
    """The median sentence has at most 20 words, and no paragraph more than 90."""
    texts = [text for _, _, text in paragraphs(DOCS)]
    lengths = [len(_MARK.sub("", each).split()) for text in texts for each in sentences(text) if each.endswith(".")]
    longest = max(texts, key=lambda text: len(_MARK.sub("", text).split()))
    print(f"\nsentences: {len(lengths)}, median {statistics.median(lengths)} words, longest paragraph {len(longest.split())}")

    assert 20 >= statistics.median(lengths)
    assert 90 >= len(_MARK.sub("", longest).split())


def test_each_record_with_a_figure_or_a_date_has_its_source() -> None:
    """Data that state a fact name a source of the one file; a definition in our own words need not."""
    sources = tomllib.loads((DATA / "sources.toml").read_text(encoding="utf-8"))["source"].keys()
    for name in ("events", "figures", "resolutions", "copac_chairs", "publications", "glossary"):
        for record in tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))["record"]:
            cited = record.get("source", [])
            own_words = name == "glossary" and not _YEAR.search(record["text"])
            assert cited or own_words, (name, record)
            assert ({cited} if isinstance(cited, str) else set(cited)) <= sources, (name, record)


def test_sources_tell_where_each_was_seen() -> None:
    """A source that counts as seen has the day; each has its evidence; none links to a copy."""
    sources = tomllib.loads((DATA / "sources.toml").read_text(encoding="utf-8"))["source"]
    known = {link["url"] for link in tomllib.loads((DATA / "links.toml").read_text(encoding="utf-8"))["link"]}

    assert [] == [name for name, entry in sources.items() if not entry["evidence"]]
    assert [] == [name for name, entry in sources.items() if entry["mark"] == "seen" and "seen" not in entry]
    linked = {url for entry in sources.values() for url in re.findall(r"\((https?://[^)\s]+)\)", entry["cite"])}
    assert set() == linked - known
