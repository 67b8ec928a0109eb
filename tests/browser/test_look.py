"""The look of the site, measured in the browser: contrasts, lengths of lines, narrow tables, print."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import LANGUAGES, new_page

HERE = Path(__file__).parent
Colour = tuple[float, float, float, float]


def opened(browser: Browser, path: Path, width: int = 1440, **options: object) -> Page:
    """Open a page with the measuring functions."""
    page = new_page(browser, viewport={"width": width, "height": 900}, bypass_csp=True, **options)
    page.goto(path.as_uri())
    page.add_script_tag(path=HERE / "look.js")
    return page


def colour(text: str) -> Colour:
    """Read a colour as the browser computes it: `rgb(1, 2, 3)`, `rgba(…)` or `color(srgb …)`, each part up to 1."""
    parts = [float(part) for part in re.findall(r"[\d.]+", text)]
    scale = 1 if text.startswith("color(") else 255
    return (parts[0] / scale, parts[1] / scale, parts[2] / scale, parts[3] if len(parts) > 3 else 1)


def over(top: Colour, below: Colour) -> Colour:
    """Lay one colour on another that lets nothing through."""
    red, green, blue = (a * top[3] + b * (1 - top[3]) for a, b in zip(top[:3], below[:3], strict=True))
    return (red, green, blue, 1)


def flat(layers: Sequence[str]) -> Colour:
    """Return the colour that layers make together, the topmost first, on white paper."""
    result: Colour = (1, 1, 1, 1)
    for layer in reversed(layers):
        result = over(colour(layer), result)
    return result


def contrast(one: Colour, two: Colour) -> float:
    """Return the contrast of two colours, by WCAG 2."""
    def light(each: Colour) -> float:
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in each[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(one), light(two)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_wcag_says() -> None:
    """Black on white is 21, #777 on white just fails, and a half transparent layer counts as what is seen."""
    assert 21 == pytest.approx(contrast(colour("rgb(0, 0, 0)"), colour("rgb(255, 255, 255)")))
    assert 4.48 == pytest.approx(contrast(colour("rgb(119, 119, 119)"), flat(["rgb(255, 255, 255)"])), abs=0.01)
    assert colour("rgb(127.5, 127.5, 127.5)") == pytest.approx(flat(["rgba(0, 0, 0, 0.5)", "rgb(255, 255, 255)"]))


PAGE, SIDE = "--color-background-primary", "--color-background-secondary"
HOVER, TITLE = "--color-background-hover", "--color-admonition-title-background"
# Text of 4.5, and edges of what can be pressed, of the focus and of what tells a link from text of 3.
TEXTS = [
    *((f"--color-foreground-{kind}", ground) for kind in ("primary", "secondary", "muted") for ground in (PAGE, SIDE)),
    *((name, ground) for name in ("--color-link", "--color-link--visited", "--color-brand-primary") for ground in (PAGE, SIDE, HOVER)),
    ("--color-foreground-primary", HOVER), ("--color-foreground-primary", TITLE), ("--color-foreground-primary", "--color-highlighted-background"),
    ("--color-sidebar-link-text", SIDE), ("--color-sidebar-link-text", HOVER), ("--color-toc-item-text", PAGE), ("--color-toc-item-text--active", PAGE),
    ("--color-code-foreground", "--color-code-background"), ("--color-problematic", PAGE),
]
EDGES = [
    ("--color-foreground-border", PAGE), ("--color-foreground-border", SIDE), ("--color-sidebar-search-border", SIDE),
    ("--color-brand-content", PAGE), ("--color-brand-content", SIDE), ("--site-accent", PAGE), ("--color-admonition-title", PAGE),
]
# The system's colours, and what the reader has chosen.
THEMES = [("light", "auto"), ("dark", "auto"), ("light", "dark"), ("dark", "light")]


def faint(page: Page) -> list[str]:
    """List the pairs of colours whose contrast is too low."""
    names = sorted({name for pair in (*TEXTS, *EDGES) for name in pair})
    found = page.evaluate("names => colours(names)", names)
    rows = [(*pair, least) for pairs, least in ((TEXTS, 4.5), (EDGES, 3)) for pair in pairs]
    values = {(a, b): contrast(flat([found[a], found[b]]), flat([found[b], found[PAGE]])) for a, b, _ in rows}
    print(f"the lowest of text: {min(values[pair] for pair in TEXTS):.2f}, of edges: {min(values[pair] for pair in EDGES):.2f}")
    return [f"{a} on {b}: {values[a, b]:.2f}" for a, b, least in rows if values[a, b] < least]


@pytest.mark.parametrize(("system", "chosen"), THEMES)
def test_the_colours_have_contrast(browser: Browser, site: Path, system: str, chosen: str) -> None:
    """Each colour of text has 4.5 to 1 to what it stands on, each edge 3 to 1, in both themes; a fault is found."""
    page = opened(browser, site / "en/index.html", color_scheme=system)
    page.evaluate("theme => { document.body.dataset.theme = theme }", chosen)
    dark = (system if chosen == "auto" else chosen) == "dark"

    assert dark == (sum(flat([page.evaluate("getComputedStyle(document.body).backgroundColor")])[:3]) < 1.5)
    assert [] == faint(page)
    page.evaluate("document.body.style.setProperty('--color-foreground-muted', '#777')")
    assert faint(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_that_is_seen_has_contrast(browser: Browser, site: Path, theme: str) -> None:
    """Whatever the rules come to, each text has 4.5 to 1 to what it stands on, large text 3 to 1; code, too."""
    page = opened(browser, site / "en/index.html", color_scheme=theme)
    names = ["index", "standards/un", "resources/glossary", "contribute/checks", "contribute/translators", "contribute/progress"]
    faults = {}
    for name in names:
        page.goto((site / f"ar/{name}.html").as_uri())
        page.add_script_tag(path=HERE / "look.js")
        for words, ink, size, bold, below in page.evaluate("texts()"):
            ground = flat(below)
            value = contrast(over(colour(ink), ground), ground)
            if value < (3 if size >= 24 or (bold and size >= 18.66) else 4.5):
                faults[words] = f"{name}: {value:.2f}"

    assert {} == faults


LENGTHS = {"ar": (60, 76), "zh": (34, 42)}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_lines_have_the_length_that_suits_the_script(browser: Browser, site: Path, language: object) -> None:
    """A line has 60 to 80 letters of Latin or Cyrillic, 60 to about 75 of Arabic, 34 to 42 Chinese characters."""
    segment = next(each.segment for each in LANGUAGES if each == language)
    least, most = LENGTHS.get(segment, (60, 80))
    found = mean(opened(browser, site / segment / "about/history-2012.html").evaluate("lines()"))

    print(f"{segment}: {found:.1f} characters in a line")
    assert least <= found <= most


@pytest.mark.parametrize("segment", ["ar", "zh"])
def test_nothing_of_arabic_and_chinese_is_faked(browser: Browser, site: Path, segment: str) -> None:
    """No bold or slant is made by the browser; stress is weight or dots, and Latin titles are slanted."""
    page = opened(browser, site / segment / "resources/publications.html")
    style = "selector => { const style = getComputedStyle(document.querySelector(selector)); return [style.fontSynthesisWeight, style.fontSynthesisStyle, style.fontStyle, style.textEmphasisStyle] }"
    page.evaluate("document.querySelector('article p').append(document.createElement('em'))")

    assert ["none", "none", "italic", "none"] == page.evaluate(style, "article em.latin")
    assert ["none", "none", "normal", "dot" if segment == "zh" else "none"] == page.evaluate(style, "article em:not(.latin)")


@pytest.mark.parametrize("width", [390, 320])
def test_no_table_scrolls_sideways_in_a_narrow_window(browser: Browser, site: Path, width: int) -> None:
    """Tables are stacked where there is no room for columns; nothing runs out of the window."""
    segments = [each.segment for each in LANGUAGES] if os.environ.get("PROVE") else ["de", "ar"]
    wide, page = [], new_page(browser, viewport={"width": width, "height": 900})
    for segment in segments:
        for path in sorted((site / segment).rglob("*.html")):
            if "<table" not in path.read_text(encoding="utf-8"):
                continue
            page.goto(path.as_uri())
            if page.evaluate(
                "() => [document.documentElement, ...document.querySelectorAll('.table-wrapper')]"
                ".some((each) => each.scrollWidth > each.clientWidth + 1)"
            ):
                wide.append(str(path.relative_to(site)))

    assert [] == wide


def test_a_stacked_table_says_its_columns(browser: Browser, site: Path) -> None:
    """In a narrow window each cell shows the name of its column; in a wide one the head does."""
    page = opened(browser, site / "fr/standards/un.html", 390)
    cell = "getComputedStyle(document.querySelector('table.stacking tbody td:nth-child(2)'), '::before').content"
    head = page.locator("table.stacking thead th").nth(1).text_content()

    assert f'"{head}"' == page.evaluate(cell)
    page.set_viewport_size({"width": 1000, "height": 800})
    assert "none" == page.evaluate(cell)


@pytest.mark.parametrize("segment", ["en", "ar"])
def test_a_page_on_paper_is_text_in_black_on_white(browser: Browser, site: Path, segment: str) -> None:
    """Printed, a page in dark colours has no furniture, full contrast, uncut rows, and the addresses of its links out."""
    page = opened(browser, site / segment / "standards/un.html", color_scheme="dark")
    page.emulate_media(media="print")
    furniture = ".sidebar-drawer, .toc-drawer, .mobile-header, .related-pages, .back-to-top, .content-icon-container, .headerlink"

    assert 0 == page.locator(furniture).locator("visible=true").count()
    assert ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"] == page.evaluate("(() => { const style = getComputedStyle(document.querySelector('article')); return [style.color, style.backgroundColor] })()")
    assert "avoid" == page.evaluate("getComputedStyle(document.querySelector('article tr')).breakInside")
    link = page.locator("article a.reference.external").first
    assert str(link.get_attribute("href")) in link.evaluate("link => getComputedStyle(link, '::after').content")
