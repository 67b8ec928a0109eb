"""The guide explains each kind of finding."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx_multilingual.check import CODES
from sphinx_multilingual.check.guide import guide
from sphinx_multilingual.check.reading import read
from tests.conftest import ROOT, run_in

FAMILIES = tuple(dict.fromkeys(entry.family for entry in CODES.values()))


def test_each_code_says_what_is_wrong_and_how_to_mend_it() -> None:
    """A code without its two sentences, or with an example that works as markup, is no explanation."""
    assert all(entry.what and entry.mend for entry in CODES.values())
    assert {"block", "placeholder"} == {kind for kind, _ in read(guide(FAMILIES)).marks}


def test_the_guide_of_this_site_has_each_family() -> None:
    """No kind of finding is missing in this site's own guide."""
    page = (ROOT / "docs/contribute/checks.md").read_text(encoding="utf-8")
    shown = " ".join(re.findall(r"^```\{check-codes\} (.*)$", page, re.MULTILINE)).split()

    assert sorted(FAMILIES) == sorted(shown)


def test_a_code_has_a_target(tiny: Path) -> None:
    """A page shows the codes of the families that it names, and a link can lead to one."""
    with (tiny / "docs/dough.md").open("a", encoding="utf-8") as file:
        file.write("\n```{check-codes} waivers work\n```\n")
    done = run_in(tiny, "html", "--only", "en")
    page = (tiny / "build/site/en/dough.html").read_text(encoding="utf-8") if not done.returncode else done.stderr

    assert ["o001", "o002", "o003", "o004", "w001", "w002"] == re.findall(r'<dt id="(\w+)"', page), page
    assert "The waiver matches nothing. Delete it." in page


def test_an_unknown_family_is_an_error(tiny: Path) -> None:
    """A name that no family has stops the build at its line."""
    with (tiny / "docs/dough.md").open("a", encoding="utf-8") as file:
        file.write("\n```{check-codes} wavers\n```\n")
    line = (tiny / "docs/dough.md").read_text(encoding="utf-8").count("\n") - 1
    done = run_in(tiny, "html", "--only", "en")

    assert 1 == done.returncode
    assert f"docs/dough.md:{line}: " in done.stderr
    assert "no family of checks 'wavers'" in done.stderr
