"""The list of external addresses: what is wrong in it is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_multilingual.addresses import load_listed
from sphinx_multilingual.errors import ProjectError


def test_the_list_of_addresses_is_read_with_care(tmp_path: Path) -> None:
    """A list that is not TOML is refused at its line, and one that lacks a key; one that is not there is empty."""
    listed = tmp_path / "links.toml"
    listed.write_text("[[link]]\nurl =\n", encoding="utf-8")
    with pytest.raises(ProjectError, match=r"links\.toml:2: not valid TOML"):
        load_listed(listed)

    listed.write_text('[[link]]\nurl = "https://x.org/"\n', encoding="utf-8")
    with pytest.raises(ProjectError, match="needs url and status"):
        load_listed(listed)
    assert {} == load_listed(tmp_path / "none.toml")
