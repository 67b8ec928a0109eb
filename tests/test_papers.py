"""Do the papers beside the README say what is so, and lead to what is there?"""

from __future__ import annotations

import re
import tomllib

import pytest
import yaml

from tests.conftest import ROOT

PAPERS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/recipe/README.md")


@pytest.mark.parametrize("name", PAPERS)
def test_each_link_leads_somewhere(name: str) -> None:
    """Each relative link, and each picture, is a file of the repository."""
    text = (ROOT / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if ":" not in link]

    assert [] == [link for link in links if not ((ROOT / name).parent / link).exists()]


def test_the_readme_is_short() -> None:
    """Under 200 lines, and it counts the pages right."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    pages = [path for path in (ROOT / "docs").rglob("*.md") if "/_" not in path.as_posix()]

    assert len(text.splitlines()) < 200
    assert f"{len(pages)} pages" in text


def test_the_citation_names_the_version() -> None:
    """CITATION.cff is YAML, with the version of the package and no invented person."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["version"] == citation["version"]
    assert [{"name": "The contributors"}] == citation["authors"]
    assert f"## {project['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
