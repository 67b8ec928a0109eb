"""What cannot be trusted of the last build is built anew."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_multilingual.inputs import read_inputs
from tests.conftest import ROOT, run_in
from tests.edits import PT_DOUGH, replace, tree
from tests.warm import cold, explained, make_site


@pytest.fixture
def site(tiny: Path) -> Path:
    """The tiny project with pages that show something of others, built once."""
    return make_site(tiny)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def _of_another_version(site: Path) -> None:
    state = site / "build/state.json"
    state.write_text(state.read_text().replace(read_inputs(site).shared["the engine"], "other"))


DOUBTS: dict[str, Callable[[Path], object]] = {
    "conf.py has changed": lambda site: replace(site / "conf.py", "Written by hand.", "Written with care."),
    "docs/_data/glossary.toml has changed": lambda site: replace(site / "docs/_data/glossary.toml", "rise", "grow"),
    "nothing is kept of an earlier build": lambda site: (site / "build/state.json").write_text("{half"),
    "the folder pt of the site is not as it was left": lambda site: (site / "build/site/pt/dough.html").unlink(),
    f"{PT_DOUGH} has changed": lambda site: (site / PT_DOUGH).unlink(),
    "what was kept of the last build is damaged": lambda site: _cut(site / "build/doctrees/pt/environment.pickle"),
    "the engine has changed": _of_another_version,
}


def test_in_doubt_all_is_built(site: Path, tmp_path: Path) -> None:
    """What concerns all pages, or spoils what was kept, has a language built anew, and the reason is said."""
    for reason, spoil in DOUBTS.items():
        spoil(site)
        replace(site / "locales/pt/LC_MESSAGES/index.po", "Fazer", "Fazer o")  # There is something to do.
        assert explained(site)["pt"] == f"all is built: {reason}"

    assert cold(site, tmp_path / "cold") == (0, tree(site / "build/site"))


@pytest.mark.parametrize("spoiled", [{"engine": "other"}, {"counts": {"a": [1]}}, {"counts": None}, {"counts": {}}])
def test_counts_that_cannot_be_trusted_are_made_anew(site: Path, tmp_path: Path, spoiled: dict[str, object]) -> None:
    """Figures come from the catalogs where what was counted is of another version, damaged or gone."""
    path = site / "build/state.json"
    state = json.loads(path.read_text())
    wrong = {"counts": {key: [9, 1, 0] for key in state["counts"]}}
    path.write_text(json.dumps(state | wrong | spoiled))
    replace(site / PT_DOUGH, "Pão escuro", "Pão preto")

    explained(site)

    assert cold(site, tmp_path / "cold") == (0, tree(site / "build/site"))


def test_a_failed_build_leaves_no_cache(site: Path, tmp_path: Path) -> None:
    """After a build with findings, the mended page is built as from nothing."""
    text = (site / "docs/oven.md").read_text()
    replace(site / "docs/oven.md", "#knead", "#nowhere")
    assert 1 == run_in(site, "html").returncode
    (site / "docs/oven.md").write_text(text)

    assert explained(site)["pt"] == "all is built: nothing is kept of an earlier build"
    assert cold(site, tmp_path / "cold") == (0, tree(site / "build/site"))


def test_a_picture_has_the_language_built_anew(site: Path, tmp_path: Path) -> None:
    """The names of copied files rest on the order of reading, so a page that gains a picture is one for a cold build."""
    shutil.copy(ROOT / "docs/_images/home-en.png", site / "docs")
    assert 0 == run_in(site, "html").returncode
    replace(site / "docs/oven.md", "A leaven", "![Bread](home-en.png)\n\nA leaven")

    assert "all was built in the end: a picture was added or taken away" in run_in(site, "html", "--explain").stdout
    assert cold(site, tmp_path / "cold") == (0, tree(site / "build/site"))
