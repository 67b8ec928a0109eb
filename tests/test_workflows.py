"""What runs on other people's machines for this project is what was looked at."""

from __future__ import annotations

import re

from tests.conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def unpinned(text: str) -> list[str]:
    """Name the actions that are not pinned by their commit, with the version beside it for people."""
    actions = re.findall(r"\buses:\s*(.*)", text)
    return [action for action in actions if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*", action)]


def test_each_action_is_pinned() -> None:
    """A tag can be moved to other code; a commit cannot."""
    assert [] == [(path.name, action) for path in WORKFLOWS for action in unpinned(path.read_text(encoding="utf-8"))]
    assert ["actions/checkout@v4"] == unpinned("- uses: actions/checkout@v4\n")


def test_each_workflow_asks_for_rights() -> None:
    """No workflow runs with the rights that the platform gives by default."""
    assert [] == [path.name for path in WORKFLOWS if "\npermissions:\n" not in path.read_text(encoding="utf-8")]
