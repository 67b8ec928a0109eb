"""A verb that cannot do its work says why in one line, and ends with the code for that."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_multilingual.cli import main


def test_links_need_a_site(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before the first build there is nothing to check."""
    assert 2 == main(["links"])
    assert "build/site: there is no site yet; run make first\n" == capsys.readouterr().err


def test_links_of_a_language_need_its_pages(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing can be found in what was not built, and that is no good news."""
    (tiny / "build/site/en").mkdir(parents=True)

    assert 2 == main(["links", "--only", "pt"])
    assert "build/site: the site lacks pt; run make first\n" == capsys.readouterr().err


def test_what_the_machine_refuses_is_one_line(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file stands where the folder of what is built should be."""
    (tiny / "build").write_text("", encoding="utf-8")

    assert 1 == main(["catalogs"])
    assert "build: File exists; nothing was changed\n" in capsys.readouterr().err
