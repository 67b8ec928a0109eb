"""Is a diagram drawn from its translated table, in the direction of its language, and told of where it is broken?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sphinx_multilingual.diagrams.directive import read_value
from tests.conftest import HEADER, run_in

OPTIONS = ":caption: Ways of *bread*\n:description: What is shown.\n"
TIMELINE = f""":::{{diagram}} timeline
{OPTIONS}| Year | What happened |
| --- | --- |
| 1900 | Rye is sown.[^own] |
| 1910 | Wheat is sown. |
:::
"""
BARS = f""":::{{diagram}} bars
{OPTIONS}| What | Value |
| --- | --- |
| Rye | about 1,000 loaves |
| Wheat | 250 loaves |
:::
"""
OTHERS = f""":::{{diagram}} hub
{OPTIONS}| Who |
| --- |
| Baker |
| Miller |
| Farmer |
:::

:::{{diagram}} matrix
{OPTIONS}| Bread | Rye | Wheat |
| --- | --- | --- |
| Dark | much | |
:::

:::{{diagram}} list
{OPTIONS}| Step | How |
| --- | --- |
| Knead | By hand |
:::
"""
TRANSLATED = {
    "Ways of *bread*": "Caminhos do *pão*", "What is shown.": "O que se mostra.", "Year": "Ano", "What happened": "Facto",
    "Rye is sown.[^own]": "Semeia-se centeio.[^own]", "Wheat is sown.": "Semeia-se trigo.",
    "What": "Objeto", "Value": "Valor", "Rye": "Centeio", "Wheat": "Trigo", "about 1,000 loaves": "cerca de 1000 pães",
    "250 loaves": "250 pães",
}
Build = Callable[..., str]


@pytest.fixture
def build(tiny: Path) -> Build:
    """Build a page with a text, and return it, or what was said where it was not built."""

    def run(text: str, language: str = "en", catalog: dict[str, str] | None = None) -> str:
        note = "\n[^own]: A note.\n" if "[^own]" in text else ""
        (tiny / "docs/dough.md").write_text(f"(dough-page)=\n# Dough\n\n(knead)=\n## Part\n\n{text}{note}", encoding="utf-8")
        said = "".join(f'msgid "{source}"\nmsgstr "{found}"\n\n' for source, found in (catalog or {}).items())
        path = tiny / f"locales/{language}/LC_MESSAGES/dough.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER.replace("pt", language) + said, encoding="utf-8")
        done = run_in(tiny, "html", "--only", language)
        page = tiny / f"build/site/{language}/dough.html"
        return done.stderr if done.returncode else page.read_text(encoding="utf-8")

    return run


def drawings(page: str) -> list[ElementTree.Element]:
    """Parse the drawings of a page."""
    return [ElementTree.fromstring(found) for found in re.findall(r"<svg xmlns.*?</svg>", page) if 'role="img"' in found]


def texts(drawing: ElementTree.Element) -> list[str]:
    """Return the texts of a drawing, its title and description too."""
    return ["".join(node.itertext()) for node in drawing if node.tag.endswith(("text", "title", "desc"))]


def test_a_drawing_is_made_from_the_translation(build: Build) -> None:
    """All texts are those of the catalog, without the marks of notes; what has no letters is no message."""
    [wide, narrow] = drawings(build(TIMELINE + BARS, "pt", TRANSLATED))[:2]

    expected = ["Caminhos do pão", "O que se mostra.", "1900", "Semeia-se centeio.", "1910", "Semeia-se trigo."]
    assert expected == texts(wide) == texts(narrow)


def test_the_data_stand_behind_a_button(build: Build) -> None:
    """The caption heads the figure, and the table with its notes is in `details`."""
    page = build(TIMELINE)

    assert re.search(r"<figcaption[^>]*>Ways of <em>bread</em></figcaption>", page)
    table = page.partition("<details><summary>Show the data</summary>")[2].partition("</details>")[0]
    assert "Wheat is sown." in table
    assert "footnote-reference" in table


def test_each_drawing_says_what_it_is(build: Build) -> None:
    """Its title and description name it, by ids that the page has once."""
    page = build(TIMELINE + "\n" + BARS + "\n" + OTHERS)
    found = drawings(page)

    assert 10 == len(found)
    for drawing in found:
        names = (drawing.get("aria-labelledby") or "").split()
        assert names == [node.get("id") for node in drawing if node.tag.endswith(("title", "desc"))]
        assert [1, 1] == [page.count(f'id="{name}"') for name in names]
    assert "style=" not in "".join(re.findall(r"<svg xmlns.*?</svg>", page))


def test_a_drawing_is_mirrored(build: Build) -> None:
    """From right to left, dates stand on the right and bars grow from there."""
    left, right = (build(TIMELINE + "\n" + BARS, language) for language in ("en", "he"))

    def places(page: str) -> tuple[float, list[float]]:
        timeline, _, bars, _ = drawings(page)
        dot = next(node for node in timeline if node.get("class") == "accent")
        return float(dot.get("cx") or 0), [float(node.get("x") or 0) for node in bars if node.get("class") == "accent"]

    (dot, bars), (mirrored, grown) = places(left), places(right)
    assert 640 == dot + mirrored
    assert ([0, 0], [0, 480]) == (bars, grown)
    assert 'direction="rtl"' in right


def test_a_text_without_translation_keeps_its_language(build: Build) -> None:
    """English in a Hebrew drawing says so, and its line ends at the side where Hebrew begins."""
    drawing = drawings(build(TIMELINE, "he", {"Wheat is sown.": "זורעים חיטה."}))[0]
    [rye, wheat] = [node for node in drawing if node.tag.endswith("text") and node.get("font-weight") is None]

    assert ("en", "ltr", "end") == (rye.get("lang"), rye.get("direction"), rye.get("text-anchor"))
    assert (None, None, "start") == (wheat.get("lang"), wheat.get("direction"), wheat.get("text-anchor"))


def test_bars_are_on_one_scale_which_is_said(build: Build) -> None:
    """A quarter of the value has a quarter of the length, and the longest bar is named in the reader's words."""
    drawing = drawings(build(BARS, "pt", TRANSLATED))[0]

    assert [640, 160] == [float(node.get("width") or 0) for node in drawing if node.get("class") == "accent"]
    assert "The longest bar stands for cerca de 1000 pães." in texts(drawing)


@pytest.mark.parametrize(("old", "new", "line", "expected"), [
    ("} timeline", "} pie", 7, "unknown kind of diagram 'pie'; write one of timeline, hub, matrix, list, bars"),
    (":caption: Ways of *bread*\n", "", 7, "the diagram lacks its caption; write :caption:"),
    (":description: What is shown.\n", "", 7, "the diagram lacks its description; write :description:"),
    ("| Year | What happened |\n| --- | --- |\n", "", 7, "a diagram is drawn from one table; found 0 among its content"),
    ("| --- | --- |", "| --- |", 7, "a diagram is drawn from one table; found 0"),
    ("Year | What happened |\n| --- |", "Year |\n|", 7, "the table has 1 columns; timeline needs 2"),
    ("| 1900 | Rye is sown.[^own] |\n| 1910 | Wheat is sown. |\n", "", 7, "the table has 0 rows; timeline needs 1 or more"),
    ("| 1910 |", "| |", 13, "the first cell of the row is empty; write what is drawn"),
])
def test_a_broken_diagram_is_told_of(build: Build, old: str, new: str, line: int, expected: str) -> None:
    """What is missing is named with the file, the line and what to write."""
    assert old in TIMELINE
    found = build(TIMELINE.replace(old, new))

    assert expected in found
    assert f"docs/dough.md:{line}:" in found


@pytest.mark.parametrize(("old", "new", "line", "expected"), [
    ("250 loaves", "some loaves", 13, "'some loaves' is no number from 0 up; write digits, and one unit in all rows"),
    ("250 loaves", "-250 loaves", 13, "'-250 loaves' is no number from 0 up"),
    ("250 loaves", "250 rolls", 13, "the unit is 'rolls', but above 'loaves'; one scale has one unit"),
    ("1,000 loaves |\n| Wheat | 250", "0 loaves |\n| Wheat | 0", 12, "all numbers are 0; there is nothing to draw"),
])
def test_what_is_no_number_is_told_of(build: Build, old: str, new: str, line: int, expected: str) -> None:
    """A bar without a number, or of another unit, is named with the line of its row."""
    found = build(BARS.replace(old, new))

    assert expected in found
    assert f"docs/dough.md:{line}:" in found


@pytest.mark.parametrize(("text", "locale", "expected"), [
    ("2.94 million", "en", (2.94, "million")), ("about 16 million", "en", (16, "million")), ("1,217.5", "en", (1217.5, "")),
    ("9,46 %", "fr", (9.46, "%")), ("US$ 2 bn", "en", (2, "bn")),
])
def test_values_are_read_as_the_source_writes_them(text: str, locale: str, expected: tuple[float, str]) -> None:
    """A value is a number and its unit; words before it do not count."""
    assert expected == read_value(text, locale)


@pytest.mark.parametrize(("text", "said"), [("1.2.3 loaves", "'1.2.3' is no number of locale 'en'; mend it"), ("loaves", "is no number from 0 up")])
def test_what_no_locale_reads_is_refused(text: str, said: str) -> None:
    """Digits alone make no number."""
    with pytest.raises(ValueError, match=said):
        read_value(text, "en")


def test_a_text_beside_the_table_is_refused(build: Build) -> None:
    """Nobody would see it."""
    assert "a diagram is drawn from one table; found 1 among its content" in build(TIMELINE.replace("\n| Year", "\nA text.\n\n| Year"))


def test_books_hold_the_drawings(tiny: Path, build: Build) -> None:
    """An e-book has each drawing once, in the reader's own colours, with the data; the PDF is made without a word."""
    build(TIMELINE + "\n" + OTHERS)
    done = run_in(tiny, "epub", "--only", "en")
    assert done.returncode == 0, done.stdout + done.stderr
    [folder] = [path.parent for path in (tiny / "build").rglob("content.opf")]
    page, contents = ((folder / name).read_text(encoding="utf-8") for name in ("dough.xhtml", "content.opf"))
    pdf = run_in(tiny, "pdf", "--only", "en")

    assert 4 == page.count("<svg ") == page.count("<figure")
    assert "<details" not in page
    assert 'fill="currentColor"' in page
    assert 'href="dough.xhtml" media-type="application/xhtml+xml" properties="svg"' in contents
    assert (0, "") == (pdf.returncode, pdf.stderr)
