"""The contents that each page shows are those of the theme, at a cost that does not grow with the site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from furo.navigation import get_navigation_tree

from sphinx_multilingual.contents import MOST, Tree
from tests.conftest import ROOT

_PAGES = {"index": "Bread", "first/index": "First", "first/a": "A & B", "first/b/deep": "Deep", "second": "Second"}
_OWN = """
def setup(app):
    # Furo's own contents, as they are without the engine's.
    for listener in [each for each in app.events.listeners["html-page-context"] if "Contents" in each.handler.__qualname__]:
        app.disconnect(listener.id)
"""


def _entries(pages: int) -> str:
    def entry(number: int) -> str:
        inner = "".join(f'<li class="toctree-l2"><a class="reference internal" href="s{number}/{each}.html">{each}</a></li>\n' for each in range(10))
        return f'<li class="toctree-l1"><a class="reference internal" href="s{number}/index.html">S{number}</a><ul>\n{inner}</ul>\n</li>\n'

    return "<ul>\n" + "".join(entry(number) for number in range(pages // 11)) + "</ul>\n"


def _shown(html: str) -> int:
    return html.count("<li ")


def test_the_contents_are_those_of_furo(tiny: Path) -> None:
    """On each page of a site with nested contents, captions and other sites' addresses, they equal Furo's byte for byte."""
    docs = tiny / "docs"
    (docs / "index.md").write_text(
        "# Bread\n\n```{toctree}\n:caption: One\nfirst/index\n```\n\n```{toctree}\n:caption: Two\n:hidden:\nsecond\nElsewhere <https://example.org/a?b=1&c=2>\n```\n",
        encoding="utf-8",
    )
    for name, title in list(_PAGES.items())[1:]:
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        below = "\n```{toctree}\na\nb/deep\n```\n" if name == "first/index" else ""
        (docs / f"{name}.md").write_text(f"# {title}\n{below}", encoding="utf-8")
    (docs / "dough.md").unlink()

    def build(out: str) -> dict[str, str]:
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", ".", "-D", "language=en", "docs", out]
        subprocess.run(command, cwd=tiny, env={"PYTHONPATH": str(ROOT)}, check=True)
        return {str(path.relative_to(tiny / out)): path.read_text(encoding="utf-8") for path in (tiny / out).rglob("*.html")}

    ours = build("ours")
    with (tiny / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(_OWN)

    assert build("furo") == ours
    assert {f"{name}.html" for name in _PAGES} < ours.keys()
    assert 'current-page"><a class="current reference internal" href="#">Deep' in ours["first/b/deep.html"]


def test_a_large_site_shows_what_is_near() -> None:
    """Of a thousand pages each page shows the top, and what is around itself; the rest is a link away."""
    tree = Tree(get_navigation_tree(_entries(1100)), "index.html")

    page = tree.write("s7/3.html")

    assert 100 + 10 == _shown(page)
    assert 'current-page"><a class="current reference internal" href="#">3</a>' in page
    assert '<a class="reference internal" href="../s8/index.html">S8</a></li>' in page
    assert page.count("checked=") == page.count('type="checkbox"') == 1


def test_a_small_site_shows_all_of_its_pages() -> None:
    """Up to the limit nothing is left out."""
    assert MOST // 11 * 11 == _shown(Tree(get_navigation_tree(_entries(MOST)), "index.html").write("s0/1.html"))


def test_a_page_outside_the_contents_has_none_open() -> None:
    """The page of the search marks nothing as its own place."""
    assert "current" not in Tree(get_navigation_tree(_entries(44)), "index.html").write("search.html")
