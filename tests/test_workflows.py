"""What runs on a foreign machine with our rights is pinned."""

from __future__ import annotations

import re

from tests.conftest import ROOT

USES = re.compile(r"uses:\s*(\S+)(.*)")
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


def loose(text: str) -> list[str]:
    """Name the actions of a workflow that are not pinned by commit, with their version beside it."""
    return [action for action, rest in USES.findall(text) if not PINNED.fullmatch(action) or not re.match(r"\s+# v\d", rest)]


def test_actions_are_pinned_by_commit() -> None:
    """A tag can be moved by whoever owns the action; a commit cannot."""
    assert {} == {path.name: found for path in (ROOT / ".github/workflows").glob("*.yml") if (found := loose(path.read_text(encoding="utf-8")))}
    assert ["a/b@v4", f"a/b@{'0' * 40}"] == loose(f"uses: a/b@v4\nuses: a/b@{'0' * 40}\nuses: a/b@{'0' * 40} # v4\n")
