"""The style sheets place by logical properties only, and mirror all that the theme places by physical ones."""

from __future__ import annotations

import re
from pathlib import Path

import furo
import pytest

from tests.conftest import ROOT

SHEETS = sorted([*(ROOT / "sphinx_multilingual").rglob("*.css"), *(ROOT / "docs/_static").glob("*.css")])
FURO = Path(furo.__file__).parent / "theme/furo/static/styles/furo.css"
Rule = tuple[str, list[tuple[str, str]]]
_PART = r"(?:calc|var|min|max)\((?:[^()]|\([^()]*\))*\)|\S+"


def rules(css: str) -> list[Rule]:
    """List (selector, declarations) of a style sheet, those within `@media` too."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    found = []
    for selector, body in re.findall(r"([^{}]*)\{([^{}]*)\}", css):
        pairs = [each.partition(":") for each in re.split(r";(?![^()]*\))", body)]
        found.append((selector.strip(), [(name.strip(), value.strip()) for name, colon, value in pairs if colon]))
    return found


def is_physical(name: str, value: str) -> bool:
    """Tell whether a declaration names the left or the right side."""
    if name.startswith("--"):
        return False
    if name in ("margin", "padding", "border-radius", "inset", "border-width"):
        parts = re.findall(_PART, value)
        return len(parts) == 4 and parts[1] != parts[3]
    sided = name in ("float", "clear", "text-align", "transition", "transition-property")
    return bool(re.search(r"(^|-)(left|right)(-|$)", name) or (sided and re.search(r"\b(left|right)\b", value)))


def physical(css: str) -> list[tuple[str, str, str]]:
    """List what a style sheet places physically."""
    return [(selector, name, value) for selector, pairs in rules(css) for name, value in pairs if is_physical(name, value)]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_names_no_left_and_no_right(path: Path) -> None:
    """Whatever has a side is said by start and end, so that one rule serves both directions."""
    assert [] == physical(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "planted", ["margin-left: 0", "left: 1em", "float: right", "text-align: left", "border-top-left-radius: 1px", "padding: 0 1px 0 2px"]
)
def test_a_physical_property_is_found(planted: str) -> None:
    """A rule with a side is found, within a media query too."""
    assert [("b", *planted.split(": "))] == physical(f"@media print {{ a {{ margin: 0 1px }} b {{ {planted}; color: red }} }}")


# Left as the theme has it: the same on both sides, or within code, which runs from left to right in every language.
ALIKE = (
    ".sig:not(.sig-inline)", ".highlight", ".code-block-caption+div", "article .align-center", "article .align-default",
    "div.math span.eqno", ".classifier:before", "article .sidebar>*", "[role=main] .container", ".text-align\\:",
    "table.docutils td", "table.docutils th",  # both edges alike; the first and last cell are mirrored
)


def _plain(selector: str) -> str:
    selector = re.sub(r"::?(before|after)", r":\1", selector.replace(':where([dir="rtl"]) ', "").replace('"', ""))
    return re.sub(r"\s*([~>,+])\s*", r"\1", selector)


def test_all_that_the_theme_places_is_mirrored() -> None:
    """Each physical rule of the theme has its counterpart in rtl.css; one that a later version adds fails here."""
    mirrored = _plain((ROOT / "sphinx_multilingual/static/rtl.css").read_text(encoding="utf-8"))
    mirrored = mirrored.replace(":is(td,th)", "td")
    parts = {part for selector, *_ in physical(FURO.read_text(encoding="utf-8")) for part in _plain(selector).split(",")}
    left = [part for part in parts if not any(name in part for name in ALIKE) and part not in mirrored]

    # Written as one list of `:is()` there.
    assert [] == sorted(part for part in left if not re.search(r"headerlink|blockquote|div\.(deprecated|version)|viewcode|admonition|\.sidebar>|field-list dd>ul", part))


def test_arabic_is_never_letterspaced() -> None:
    """Spacing would tear the joined letters apart."""
    spaced = [
        (selector, value) for path in SHEETS for selector, pairs in rules(path.read_text(encoding="utf-8"))
        for name, value in pairs if name == "letter-spacing" and value not in ("0", "normal")
    ]

    assert [] == spaced
