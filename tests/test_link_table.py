"""How many addresses somebody has seen, shown on a page of each language."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import HEADER, run_in
from tests.test_progress import replace, rows

LIST = "".join(f'[[link]]\nurl = "https://x.org/{n}"\nstatus = "{status}"\n' for n, status in enumerate(["seen", "unverified", "seen"]))


def test_the_addresses_are_counted_by_status(tiny: Path) -> None:
    """The figures are those of the list, under labels in the reader's language."""
    (tiny / "docs/_data").mkdir(exist_ok=True)
    (tiny / "docs/_data/links.toml").write_text(LIST, encoding="utf-8")
    (tiny / "docs/seen.md").write_text("(seen-page)=\n# Seen\n\n```{link-status}\n```\n", encoding="utf-8")
    replace(tiny / "docs/index.md", "\ndough\n", "\ndough\nseen\n")
    labels = tiny / "locales/pt/LC_MESSAGES/interface.po"
    labels.write_text(HEADER + 'msgid "Number"\nmsgstr "Quantidade"\n', encoding="utf-8")

    done = run_in(tiny, "html")

    shown = rows((tiny / "build/site/pt/seen.html").read_text(encoding="utf-8"))
    assert 0 == done.returncode, done.stderr
    assert [["External addresses", "Quantidade"], ["Seen, at least in a stored copy", "2"], ["Not seen by anybody here", "1"]] == shown


def test_a_broken_list_stops_the_build(tiny: Path) -> None:
    """A list that is no TOML is named."""
    (tiny / "docs/_data").mkdir(exist_ok=True)
    (tiny / "docs/_data/links.toml").write_text("[[link]\n", encoding="utf-8")
    replace(tiny / "docs/index.md", "\nBread needs", "\n```{link-status}\n```\n\nBread needs")

    done = run_in(tiny, "html")

    assert 1 == done.returncode
    assert "docs/_data/links.toml" in done.stderr
