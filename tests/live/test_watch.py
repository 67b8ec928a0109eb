"""What counts as a saved file, and what is said of the pages that follow it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sphinx_multilingual.live import watch
from sphinx_multilingual.live.session import named
from sphinx_multilingual.live.watch import Look

A, B = Path("a.po"), Path("b.po")


def test_a_file_that_is_still_being_written_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change is told once, after two looks that agree; a file that has gone is a change too."""
    states: list[Look] = [{A: (1, 1, 1)}, {A: (2, 1, 1)}, {A: (2, 9, 1)}, {A: (2, 9, 1)}, {A: (2, 9, 1)}, {}, {}]
    told: list[tuple[int, set[Path]]] = []
    looks = iter(enumerate(states))
    current = 0

    def look(folders: Mapping[Path, tuple[str, ...]]) -> Look:
        nonlocal current
        current, state = next(looks)
        return {**state, B: (1, 1, 1)}

    monkeypatch.setattr(watch, "look", look)
    monkeypatch.setattr(watch.time, "sleep", lambda seconds: None)
    changes = watch.watch({}, {A: (1, 1, 1), B: (1, 1, 1)})
    for _ in range(2):
        paths = next(changes)
        told.append((current, paths))

    assert [(3, {A}), (6, {A})] == told


def test_only_files_that_match_are_seen(tmp_path: Path) -> None:
    """Each folder has its own pattern, at any depth."""
    for name in ("a.po", "b.mo", "deep/c.po", "deep/d.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    assert {"a.po", "c.po"} == {path.name for path in watch.look({tmp_path: (".po",)})}


@pytest.mark.parametrize(("pages", "said"), [([], "no page"), (["a", "b"], "a, b"), (["a"] * 58, "58 pages")])
def test_many_pages_are_counted(pages: list[str], said: str) -> None:
    """A start writes every page: nobody reads a list of all."""
    assert said == named(pages)
