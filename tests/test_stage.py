"""The last good site stays until the next one is whole: how its stage is laid, and how the two change places."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_multilingual.build import Project, _copy, prepare_stage, switch
from sphinx_multilingual.errors import ProjectError
from sphinx_multilingual.languages import load_languages
from tests.conftest import ROOT


def test_pages_that_cannot_be_copied_stop_the_build(tmp_path: Path) -> None:
    """A site that lacks a page is worse than none."""
    (tmp_path / "pt").mkdir()
    (tmp_path / "pt/a.html").symlink_to("none.html")
    with pytest.raises(ProjectError, match=r"a\.html: .*No such file.*; mend this and run make again"):
        _copy(tmp_path / "pt", tmp_path / "stage")


def test_a_run_killed_between_the_renames_is_mended(tmp_path: Path) -> None:
    """The next build puts the last site back before it starts."""
    project = Project(tmp_path)
    (tmp_path / "build/site.old/en").mkdir(parents=True)

    languages = load_languages(ROOT / "tests/tiny/locales/languages.toml")
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales/languages.toml").write_bytes((ROOT / "tests/tiny/locales/languages.toml").read_bytes())
    prepare_stage(project, languages, ("html",))

    assert (tmp_path / "build/site/en").is_dir()


def test_the_switch_replaces_the_whole_site(tmp_path: Path) -> None:
    """Nothing of the last site is left in the new one."""
    for name in ("stage/new", "site/old"):
        (tmp_path / name).mkdir(parents=True)

    switch(tmp_path / "stage", tmp_path / "site")

    assert ["new"] == [path.name for path in (tmp_path / "site").iterdir()]
    assert ["site"] == [path.name for path in tmp_path.iterdir()]
