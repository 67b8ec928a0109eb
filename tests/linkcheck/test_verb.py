"""`linkcheck` collects the addresses of all languages, reports, and mends what has moved."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from sphinx_multilingual.linkcheck import report
from sphinx_multilingual.linkcheck.collect import Place
from sphinx_multilingual.linkcheck.memory import Heard
from sphinx_multilingual.linkcheck.moved import Rewriter, patch, spellings
from tests.conftest import run_in
from tests.edits import replace
from tests.linkcheck.conftest import Serve
from tests.linkcheck.kinds import routes, to
from tests.linkcheck.server import Kind, Request, http


def wiki(request: Request) -> bytes:
    """The English article has moved; the Portuguese one answers."""
    return to(request.target.replace("en/", "new/")) if "/en/" in request.target else http()


@pytest.fixture
def asked(tiny: Path, serve: Serve) -> tuple[Path, str]:
    """The tiny project with links of its languages to a local server, checked once."""
    kind = Kind("wiki", "ok", wiki, "")
    base = serve([kind]).address(kind)
    conf = (tiny / "conf.py").read_text(encoding="utf-8").replace("https://en.wikipedia.org/wiki", f"{base}/en").replace("https://pt.wikipedia.org/wiki", f"{base}/pt")
    (tiny / "conf.py").write_text(conf + "multilingual_linkcheck_pause = 0\n", encoding="utf-8")
    return tiny, base


def rows(project: Path) -> dict[str, dict[str, object]]:
    found = map(json.loads, (project / "build/linkcheck/output.json").read_text(encoding="utf-8").splitlines())
    return {str(row["uri"]): row for row in found}


def test_asks_the_addresses_of_all_languages_once(asked: tuple[Path, str]) -> None:
    """Each language's own address is asked, with the place and the languages that it has; drafts stay out."""
    project, base = asked
    replace(project / "docs/index.md", "Bread needs", f"<{base}/both> {base}\n\nBread needs")
    done = run_in(project, "linkcheck")
    found = rows(project)

    assert 0 == done.returncode, done.stderr
    assert {f"{base}/en/Dough": ["en"], f"{base}/pt/Dough": ["pt"], f"{base}/both": ["en", "pt"]} == {uri: row["languages"] for uri, row in found.items()}
    assert ("docs/dough.md", 7, "redirected", f"{base}/new/Dough") == tuple(found[f"{base}/en/Dough"][key] for key in ("filename", "lineno", "status", "info"))
    assert f"docs/dough.md:7: moved: {base}/en/Dough: moved for good to {base}/new/Dough" in done.stderr
    assert f"Not in the patch, as a scheme of conf.py makes them: `{base}/en/Dough`" in (project / "build/linkcheck/report.md").read_text(encoding="utf-8")
    assert "3 addresses: 2 ok, 1 moved, 0 unsure, 0 broken, 0 ignored; see build/linkcheck/report.md" in done.stdout


def test_a_broken_address_fails_and_an_unsure_one_only_when_strict(tiny: Path, serve: Serve) -> None:
    """Exit code 1 where something is broken; what a machine cannot tell is reported, and fails with STRICT."""
    kind = Kind("host", "ok", routes(shy=http(403, b"no"), fine=http()), "")
    base = serve([kind]).address(kind)
    scheme = f'multilingual_url_schemes = {{"wiki": {{"*": "{base}/fine"}}}}\nmultilingual_linkcheck_pause = 0\n'
    (tiny / "conf.py").write_text((tiny / "conf.py").read_text(encoding="utf-8") + scheme, encoding="utf-8")
    replace(tiny / "docs/index.md", "Bread needs", f"<{base}/shy>\n\nBread needs")
    codes = [run_in(tiny, "linkcheck", ONLY="en", **strict).returncode for strict in ({}, {"STRICT": "1"})]
    replace(tiny / "docs/index.md", "/shy", "/gone")

    assert [0, 1, 1] == [*codes, run_in(tiny, "linkcheck", ONLY="en").returncode]
    assert "## Broken (1)" in (tiny / "build/linkcheck/report.md").read_text(encoding="utf-8")
    assert not (tiny / "build/linkcheck/work").exists()


def test_the_patch_mends_sources_and_catalogs(tiny: Path) -> None:
    """`git apply` takes the patch; no translation becomes fuzzy, and longer addresses stay as they are."""
    old, new = "https://a.example/old-and-very-long-name/of-a-page", "https://b.example/new"
    replace(tiny / "docs/index.md", "Bread needs", f"See [it]({old}), <{old}>, {old}. But not {old}/2 or wiki:Doughnut.\n\nBread needs")
    run_in(tiny, "catalogs")
    catalog = tiny / "locales/pt/LC_MESSAGES/index.po"
    lost = catalog.read_text(encoding="utf-8").index('msgstr ""', catalog.read_text(encoding="utf-8").index("See [it]"))
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(text[:lost] + f'msgstr "Veja [isto]({old}), <{old}>, {old}. Mas {old}/2 não."' + text[lost + 9:], encoding="utf-8")
    found, by_hand = patch(tiny, {old: new, "https://en.wikipedia.org/wiki/Dough": "https://c.example/", "https://x.example": "https://y.example"}, {"wiki": {"*": "https://en.wikipedia.org/wiki/{{path}}"}})
    subprocess.run(["git", "apply", "-"], cwd=tiny, input=found, text=True, check=True)
    after = {path.name: path.read_text(encoding="utf-8").replace('"\n"', "") for path in (tiny / "docs/index.md", catalog, tiny / "docs/dough.md")}

    assert ["https://x.example"] == by_hand
    assert f"See [it]({new}), <{new}>, {new}. But not {old}/2 or wiki:Doughnut." in after["index.md"]
    assert f"Veja [isto]({new}), <{new}>, {new}. Mas {old}/2 não." in after["index.po"]
    assert "[the article on dough](https://c.example/)" in after["dough.md"]
    assert "0 catalogs changed" in run_in(tiny, "catalogs").stdout


def test_a_scheme_keeps_its_short_form() -> None:
    """An address that still fits its scheme is written with it; a scheme that differs by language is left to a person."""
    schemes = {"w": {"*": "https://a.example/{{path}}/end"}, "l": {"*": "https://l.example/{{path}}", "pt": "https://l.example/pt/{{path}}"}}

    assert {"https://a.example/x/end": "https://a.example/y/end", "w:x": "w:y"} == spellings(schemes, "https://a.example/x/end", "https://a.example/y/end")
    assert {"https://l.example/x": "https://l.example/y"} == spellings(schemes, "https://l.example/x", "https://l.example/y")
    assert "w:y w:xx aw:x" == Rewriter({"https://a.example/x/end": "https://a.example/y/end"}, schemes).text("w:x w:xx aw:x")


def test_what_a_host_says_is_text_in_the_report() -> None:
    """A report becomes an issue on the web: what comes from outside brings no markup, no mention, no turned text."""
    said = Heard("https://a.example/`@all`", "broken", "<img src=x>\n# `@all`\u202e", 0, "", "2026-01-02", "2026-01-02")
    page = report.page([said], {said.address: Place("docs/a.md", 3, ["en"])}, [])

    assert "- `https://a.example/ @all `: `<img src=x> #  @all  `; since 2026-01-02; `docs/a.md:3` (en)\n" in page
