"""Each page is valid HTML, by the Nu Html Checker of the W3C."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def vnu() -> list[str]:
    """The command of the checker; its tests are skipped where it is missing."""
    jar, java = os.environ.get("VNU_JAR", ""), shutil.which("java")
    if not java or not jar:
        pytest.skip("no Nu Html Checker; with Java: npm install vnu-jar, then VNU_JAR=node_modules/vnu-jar/build/dist/vnu.jar")
    return [java, "-Xss4m", "-jar", jar, "--errors-only", "--skip-non-html"]


def errors(vnu: list[str], *paths: Path) -> list[str]:
    """Return what is wrong, one finding a line, with file and place."""
    done = subprocess.run([*vnu, *map(str, paths)], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stderr.splitlines()


def test_each_page_is_valid(vnu: list[str], site: Path) -> None:
    """In every page of every language, and in the root pages, the checker finds no error."""
    assert [] == errors(vnu, site)


def test_an_invalid_page_is_found(vnu: list[str], site: Path, tmp_path: Path) -> None:
    """A page with an id twice has one error."""
    page = (site / "en/index.html").read_text(encoding="utf-8")
    (tmp_path / "index.html").write_text(page.replace("</article>", '<p id="furo-main-content"></p></article>'), encoding="utf-8")

    found = errors(vnu, tmp_path)
    assert ["Duplicate ID"] == [line.partition("error: ")[2][:12] for line in found]
