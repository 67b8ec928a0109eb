"""Is each package that this project names explained to its maintainers, with its licence?"""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import metadata

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs/contribute/maintainers.md").read_text(encoding="utf-8")
SECTION = PAGE.partition("(maintainers-packages)=")[2].partition("(maintainers-notice)=")[0]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAMED = [*PROJECT["project"]["dependencies"], *(name for group in PROJECT["dependency-groups"].values() for name in group)]
NAMES = {re.match(r"[\w-]+", line).group() for line in NAMED}  # type: ignore[union-attr]
STATED = dict(re.findall(r"`([\w-]+)` \(([^)]+)\)", SECTION))
SAME = {"OFL-1.1": "SIL Open Font License"}


def test_each_package_has_its_reason() -> None:
    """The page names the packages of pyproject.toml, and no others."""
    assert NAMES == set(re.findall(r"`([a-z][\w-]+)`", SECTION))


@pytest.mark.parametrize("name", sorted(STATED))
def test_each_licence_is_the_package_s_own(name: str) -> None:
    """The licence on the page is the one that the installed package declares, where it declares one."""
    known = metadata(name)
    declared = [known.get("License-Expression") or "", known.get("License") or "", *known.get_all("Classifier", [])]
    licences = [each for each in declared if each and not each.startswith(("Development", "Programming"))]

    if any(known.get(field) for field in ("License-Expression", "License")) or "License ::" in " ".join(licences):
        assert STATED[name] in " ".join(SAME.get(each, each) for each in licences)
