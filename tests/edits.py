"""How do tests edit a project, by hand and at random, and compare what was built?"""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

PT_DOUGH = "locales/pt/LC_MESSAGES/dough.po"


def replace(path: Path, old: str, new: str) -> None:
    """Change a file, which must have the old text."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit_message(pick: random.Random, site: Path) -> None:
    """Change something in a catalog."""
    path = pick.choice(sorted(site.glob("locales/pt/LC_MESSAGES/*.po")))
    rows = path.read_text().split("\n\n")
    at = pick.randrange(1, len(rows))
    rows[at] = pick.choice((
        lambda row: re.sub(r'msgstr "(?=\w)', f'msgstr "Z{pick.randrange(99)} ', row),
        lambda row: re.sub(r'msgstr (".*"\n?)+', 'msgstr ""\n', row),
        lambda row: row if "#, fuzzy" in row else row.replace("msgid", "#, fuzzy\nmsgid", 1),
        lambda row: row.replace("#, fuzzy\n", ""),
        lambda row: row.replace("a ", "o ", 1),
    ))(rows[at])
    path.write_text("\n\n".join(rows))


def edit_page(pick: random.Random, site: Path) -> None:
    """Change something on a page."""
    path = pick.choice(sorted(site.glob("docs/*.md")))
    text, number = path.read_text(), pick.randrange(99)
    text = pick.choice((
        lambda: f"{text.rstrip()}\n\nParagraph {number} on leaven, with [a link](#{pick.choice(('home', 'knead', 'oven'))}).\n",
        lambda: re.sub(r"^# .*$", lambda found: f"{found[0]} {number}", text, count=1, flags=re.MULTILINE),
        lambda: re.sub(r"\n\nParagraph .*\n", "\n", text, count=1),
        lambda: f"{text.rstrip()}\n\n(part-{path.stem}-{number})=\n## Part {number}\n\nText.\n" if f"part-{path.stem}-{number}" not in text else text,
        lambda: text.replace("bread", f"bread{number}", 1),
        lambda: text,
    ))()
    path.write_text(text)


def edit_other(pick: random.Random, site: Path) -> None:
    """Change data, settings, or which pages there are."""
    pick.choice((
        lambda: replace(site / "docs/_data/glossary.toml", 'text = "', 'text = "So: '),
        lambda: replace(site / "docs/_data/glossary.toml", 'term = "', 'term = "new '),
        lambda: (site / f"docs/extra{pick.randrange(3)}.md").write_text("---\norphan: true\n---\n# Extra\n"),
        lambda: [path.unlink() for path in site.glob("docs/extra*.md")],
        lambda: os.utime(site / "docs/dough.md"),
        lambda: replace(site / "docs/index.md", "\ndough\noven", "\noven\ndough") if "\ndough\noven" in (site / "docs/index.md").read_text() else None,
        lambda: replace(site / "conf.py", "Written by", "Written "),
    ))()
