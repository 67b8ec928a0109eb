"""No page has a script or style written into it, and the rewriting of the templates fails loudly."""

from __future__ import annotations

import re
from pathlib import Path

import furo
import pytest

from sphinx_multilingual.policy import HEADER, REWRITES, blocked, is_used, without_inline
from tests.conftest import ROOT, run_in

TEMPLATES = [path.read_text(encoding="utf-8") for path in (Path(furo.__file__).parent / "theme/furo").rglob("*.html")]


@pytest.mark.parametrize("old", [old for old, _ in REWRITES])
def test_the_theme_still_has_what_is_rewritten(old: str) -> None:
    """Each text that is looked for stands in one of Furo's templates: a later Furo that changes it fails here."""
    assert 1 == sum(old in template for template in TEMPLATES)


def test_no_template_writes_scripts_or_styles() -> None:
    """After the rewriting, a new inline script or style of a later Furo fails here."""
    # What remains is never included: its text goes into a style sheet.
    left = [template for template in TEMPLATES if blocked(without_inline(template))]

    assert [True] == ["declare_css_variables" in template for template in left]


@pytest.mark.parametrize(
    ("html", "tag"),
    [
        ('<p class="a" style="x">', '<p class="a" style='), ('<b onclick="x">', "<b onclick="), ("<style>", "<style"),
        ("<script>", "<script"), ('<script src="a.js">', ""), ('<script type="application/json">', ""), ("&lt;p style=", ""),
    ],
)
def test_what_the_policy_blocks_is_known(html: str, tag: str) -> None:
    """Attributes, elements and scripts are found; files, data and quoted code are let through."""
    assert tag == blocked(html)


def test_a_page_with_a_style_of_its_own_fails(tiny: Path) -> None:
    """An author who writes a style into a page is told at the build, with page and tag, not by a reader."""
    with (tiny / "docs/dough.md").open("a", encoding="utf-8") as page:
        page.write('\n```{raw} html\n<p style="color: red">Red.</p>\n```\n')
    done = run_in(tiny, "html", ONLY="pt")

    assert 1 == done.returncode
    assert "dough" in done.stderr
    assert "the site's policy blocks '<p style='" in done.stderr


def test_the_readme_gives_servers_the_policy() -> None:
    """The header that the README recommends is the policy of the code."""
    assert f"`Content-Security-Policy: {HEADER}`" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_each_page_starts_with_its_policy_and_has_one_viewport(site: Path) -> None:
    """The policy stands before all that it rules; a page without it, or with two viewports, is named."""
    start = re.compile(r'<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" ')
    texts = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}

    assert [] == [path for path, text in texts.items() if not start.search(text) or text.count('name="viewport"') != 1]


def test_what_no_page_needs_is_not_loaded(site: Path) -> None:
    """Sphinx's scripts, which the policy would break, and the styles of extensions that are not there stay away."""
    text = (site / "ru/index.html").read_text(encoding="utf-8")

    assert [] == re.findall(r"doctools|documentation_options|sphinx_highlight|translations\.js|furo-extensions", text)


def test_the_styles_of_an_extension_come_with_it() -> None:
    """Furo's styles for other extensions are loaded in a project that has one of them."""
    assert [True, False] == [is_used("furo-extensions.css", [each]) for each in ("sphinx_design", "myst_parser")]
    assert [True, False] == [is_used(name, ["sphinx_design"]) for name in ("multilingual.js", "doctools.js")]
