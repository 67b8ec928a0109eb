"""When was a file last changed? What git knows for sure."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from sphinx_multilingual.history import last_changes


def git(folder: Path, *arguments: str, day: str = "2020-01-01") -> None:
    """Run git as a person of its own, at noon of a day."""
    noon = f"{day}T12:00:00+00:00"
    person = {f"GIT_{role}_{part}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    environment = {**os.environ, **person, "GIT_AUTHOR_DATE": noon, "GIT_COMMITTER_DATE": noon, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", "-C", str(folder), *arguments], env=environment, check=True, capture_output=True)


def commit(folder: Path, name: str, text: str, day: str) -> None:
    """Write a file and commit it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    git(folder, "add", name)
    git(folder, "commit", "-qm", "x", day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a page of 2021, changed in 2022, and a page of 2021."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q")
    commit(folder, "docs/a.md", "a", "2021-02-03")
    commit(folder, "docs/é b.md", "b", "2021-04-05")
    commit(folder, "docs/a.md", "aa", "2022-06-07")
    commit(folder, "other/c.md", "c", "2022-08-09")
    return folder


def test_each_file_has_the_day_of_its_last_commit(repository: Path) -> None:
    """One answer tells all files of the folders that were named, with any letters in their names."""
    assert {"docs/a.md": date(2022, 6, 7), "docs/é b.md": date(2021, 4, 5)} == last_changes(repository, ["docs"])


def test_a_project_may_lie_below_its_repository(repository: Path) -> None:
    """Paths are those below the project."""
    assert {"a.md", "é b.md"} == last_changes(repository / "docs", ["."]).keys()


@pytest.mark.parametrize("staged", [False, True])
def test_a_change_that_is_not_committed_has_no_day(repository: Path, staged: bool) -> None:
    """The last commit did not make the file what it is."""
    (repository / "docs/a.md").write_text("new", encoding="utf-8")
    (repository / "docs/new.md").write_text("new", encoding="utf-8")
    if staged:
        git(repository, "add", "docs")

    assert ["docs/é b.md"] == list(last_changes(repository, ["docs"]))


def test_a_change_made_in_a_merge_has_its_day(repository: Path) -> None:
    """Where two branches meet and a person mends the file, that is its last change."""
    git(repository, "checkout", "-qb", "side", "HEAD~1")
    commit(repository, "docs/a.md", "side", "2023-01-01")
    git(repository, "checkout", "-q", "-")
    commit(repository, "docs/a.md", "main", "2023-01-02")
    git(repository, "merge", "-q", "-s", "ours", "--no-commit", "side")
    (repository / "docs/a.md").write_text("both", encoding="utf-8")
    git(repository, "commit", "-qam", "x", day="2023-03-04")

    assert date(2023, 3, 4) == last_changes(repository, ["docs"])["docs/a.md"]


def test_a_shallow_clone_knows_nothing(repository: Path, tmp_path: Path) -> None:
    """Its first commit seems to have made every file: no day is better than a wrong one; a whole clone knows all."""
    for name, options in (("shallow", ["--depth=1"]), ("whole", [])):
        git(tmp_path, "clone", "-q", *options, repository.as_uri(), name)

    assert {} == last_changes(tmp_path / "shallow", ["docs"])
    assert last_changes(repository, ["docs"]) == last_changes(tmp_path / "whole", ["docs"])


def test_without_a_repository_or_git_nothing_is_known(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exported tree, a repository without a commit, and a machine without git have no days, and no fault."""
    (tmp_path / "empty").mkdir()
    git(tmp_path / "empty", "init", "-q")

    assert {} == last_changes(tmp_path, ["docs"])
    assert {} == last_changes(tmp_path / "empty", ["docs"])
    monkeypatch.setenv("PATH", "")
    assert {} == last_changes(repository, ["docs"])
