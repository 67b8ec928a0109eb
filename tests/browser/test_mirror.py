"""A page from right to left is the mirror of the same page from left to right, box by box, within 2 pixels."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import furo
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import new_page
from tests.conftest import ROOT, run_in

HERE = Path(__file__).parent
RTL = (ROOT / "sphinx_multilingual/static/rtl.css").read_text(encoding="utf-8")
COPY_BUTTONS = Path(furo.__file__).parent / "theme/furo/static/styles/furo-extensions.css"
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
LIMIT = 2.0
# The width of the window, and the drawer that is open.
VIEWS = [(1440, ""), (1000, ""), (1000, "__toc"), (390, ""), (390, "__navigation"), (390, "__toc")]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page that holds everything that has a side."""
    folder = tmp_path_factory.mktemp("samples") / "tiny"
    shutil.copytree(ROOT / "tests/tiny", folder, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    shutil.copy(HERE / "samples.md", folder / "docs")
    (folder / "docs/dot.svg").write_text(DOT, encoding="utf-8")
    start, conf = folder / "docs/index.md", folder / "conf.py"
    start.write_text(start.read_text(encoding="utf-8").replace("\ndough\n", "\nsamples\n"), encoding="utf-8")
    conf.write_text(conf.read_text(encoding="utf-8").replace("nitpicky = True", ""), encoding="utf-8")
    done = run_in(folder, "html", ONLY="en")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "build/site/en/samples.html"


@pytest.fixture(scope="module", params=["theme alone", "with our styles"])
def page(request: pytest.FixtureRequest, browser: Browser, samples: Path) -> Iterator[Page]:
    """The samples, in the theme as it is and in the styles of this engine; nothing of it moves."""
    page = new_page(browser, viewport={"width": 1440, "height": 900}, bypass_csp=True, reduced_motion="reduce")
    page.goto(samples.as_uri())
    page.add_style_tag(path=COPY_BUTTONS)
    page.add_style_tag(content=".back-to-top { display: flex !important } * { transition: none !important }")
    page.add_script_tag(path=HERE / "mirror.js")
    if request.param == "theme alone":
        page.evaluate("document.querySelectorAll('link[href*=multilingual]').forEach((each) => each.remove())")
    yield page
    page.context.close()


def measure(page: Page, width: int, drawer: str, rtl: str) -> dict[str, list[list[Any]]]:
    """Measure the page at a width, with a drawer open; from right to left where there are styles for that."""
    page.set_viewport_size({"width": width, "height": 900})
    found: dict[str, list[list[Any]]] = page.evaluate(
        """([drawer, rtl]) => {
          for (const box of document.querySelectorAll(".sidebar-toggle")) box.checked = box.id === drawer;
          document.documentElement.dir = rtl ? "rtl" : "ltr";
          const style = document.createElement("style");
          style.textContent = rtl;
          // Where the engine has it: after the theme, before its own styles.
          document.head.insertBefore(style, document.querySelector("link[href*=multilingual]"));
          const found = measure(Boolean(rtl));
          style.remove();
          return found;
        }""",
        [drawer, rtl],
    )
    return found


def differences(straight: dict[str, list[list[Any]]], mirrored: dict[str, list[list[Any]]]) -> tuple[float, list[str]]:
    """Return the worst deviation of a box in pixels, and say what differs."""
    pairs = list(zip(straight["boxes"], mirrored["boxes"], strict=True))
    apart = [(max(abs(a - b) for a, b in zip(one[1:], two[1:], strict=True)), one, two) for one, two in pairs]
    wrong = [f"{one[0]}: {one[1:]} and {two[1:]}" for far, one, two in apart if far > LIMIT or one[0] != two[0]]
    sides = zip(straight["sides"], mirrored["sides"], strict=True)
    return max(far for far, *_ in apart), wrong + [f"{one} and {two}" for one, two in sides if one != two]


@pytest.mark.parametrize(("width", "drawer"), VIEWS)
def test_the_samples_from_right_to_left_are_their_mirror(page: Page, width: int, drawer: str) -> None:
    """Every box and line of text, border, float and icon lies where it lies in the mirror."""
    straight, mirrored = measure(page, width, drawer, ""), measure(page, width, drawer, RTL)
    worst, wrong = differences(straight, mirrored)

    print(f"{len(straight['boxes'])} boxes at {width} px {drawer}: the worst lies {worst:.1f} px off")
    assert [] == wrong


def rules(css: str) -> list[str]:
    """List the rules of the style sheet that place something; islands change no box of theirs."""
    found = re.findall(r"^ *:where\(\[dir=\"rtl\"\]\)[^{}]*\{[^{}]*\}\n", css, re.MULTILINE)
    return [rule for rule in found if not re.search(r"direction: ltr|unicode-bidi", rule)]


# What a sample page without scripts of other extensions cannot show, or what is the same by chance.
UNSEEN = re.compile(r"body \{|:target|text-align: center|viewcode|\.content-icon-container|ul\.search|external::after|skip-to|sidebar-toggle|right-details")


def caught(page: Page, rule: str) -> bool:
    """Tell whether the comparison finds that one rule is missing, in any view."""
    for width, drawer in VIEWS:
        straight, mirrored = measure(page, width, drawer, ""), measure(page, width, drawer, RTL.replace(rule, "", 1))
        if len(straight["boxes"]) != len(mirrored["boxes"]) or differences(straight, mirrored)[1]:
            return True
    return False


@pytest.mark.parametrize(
    "part", [".toc-tree {", ".back-to-top {", "aside.footnote > span", ".admonition {", "a.next-page {", "text-right", "span { margin"]
)
def test_a_missing_rule_is_caught(page: Page, part: str) -> None:
    """Without one rule of the style sheet, the comparison finds a difference."""
    rule = next(rule for rule in rules(RTL) if part in rule)
    if "text-right" in part and page.locator("link[href*=multilingual]").count():
        pytest.skip("our own styles say the same")

    assert caught(page, rule)


@pytest.mark.skipif(not os.environ.get("PROVE"), reason="tries each rule, for the full proof")
def test_each_rule_is_needed(page: Page) -> None:
    """In the theme alone, each rule of the style sheet is missed when it is gone, but for those that the page lacks."""
    if page.locator("link[href*=multilingual]").count():
        pytest.skip("our own styles say some of it again")

    assert [] == [rule for rule in rules(RTL) if not UNSEEN.search(rule) and not caught(page, rule)]


FURNITURE = [
    ".sidebar-drawer", ".sidebar-container", ".sidebar-search-container", ".sidebar-tree label", ".toc-drawer", ".toc-tree", ".main",
    ".content", "article", "h1", ".lead p", "section > p", "article .admonition", ".cards > ul", ".table-wrapper", ".dates dl",
    "aside.footnote", "footer", ".bottom-of-page", ".mobile-header", ".nav-overlay-icon", ".toc-header-icon", ".site-notice",
]


@pytest.mark.parametrize("width", [1440, 1000, 390])
def test_a_page_in_arabic_is_the_mirror_of_the_page_in_english(browser: Browser, site: Path, width: int) -> None:
    """Whatever the texts are, what holds them lies in the mirror's place, and is as wide."""
    found = []
    for segment in ("en", "ar"):
        page = new_page(browser, viewport={"width": width, "height": 900})
        page.goto((site / segment / "index.html").as_uri())
        found.append(page.evaluate(
            """([names, rtl]) => names.map((name) => {
              const box = document.querySelector(name).getBoundingClientRect();
              const width = document.documentElement.clientWidth;
              if (!box.width) return [name, 0, 0]; // Not in a window of this width.
              return [name, rtl ? width - box.right : box.left, rtl ? width - box.left : box.right];
            })""",
            [FURNITURE, segment == "ar"],
        ))
        page.context.close()
    off = {one[0]: max(abs(one[1] - two[1]), abs(one[2] - two[2])) for one, two in zip(*found, strict=True)}

    print(f"{len(off)} boxes of the start page at {width} px: the worst lies {max(off.values()):.1f} px off")
    assert {} == {name: far for name, far in off.items() if far > LIMIT}
