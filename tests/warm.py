"""How do tests build a project again, and tell what was built?"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import HEADER, run_in
from tests.edits import replace, tree

PAGES = {
    "words": "(the-words)=\n# Words\n\n```{records} glossary\n```\n",
    "figures": "(the-figures)=\n# Figures\n\n```{translation-progress}\n```\n\nRead on [the first page](#home).\n",
    "oven": "(the-oven)=\n# Oven\n\nA leaven is baked with flour, see [kneading](#knead) and [Words](#the-words).\n",
}
GLOSSARY = '[layout]\nkind = "glossary"\n\n[[record]]\nid = "leaven"\nterm = "leaven"\ntext = "What lets the bread rise."\n'
OVEN = f'{HEADER}msgid "Oven"\nmsgstr "Forno"\n'


def make_site(tiny: Path) -> Path:
    """Give the tiny project pages that show something of others, and build it once."""
    for page, text in PAGES.items():
        (tiny / f"docs/{page}.md").write_text(text, encoding="utf-8")
    (tiny / "docs/_data").mkdir()
    (tiny / "docs/_data/glossary.toml").write_text(GLOSSARY, encoding="utf-8")
    (tiny / "locales/pt/LC_MESSAGES/oven.po").write_text(OVEN, encoding="utf-8")
    replace(tiny / "docs/index.md", "\ndough\n", "\ndough\n" + "\n".join(PAGES) + "\n")
    assert 0 == run_in(tiny, "html").returncode
    return tiny


def explained(project: Path, *arguments: str) -> dict[str, str]:
    """Build what has changed; return the reason for each language, or for all."""
    done = run_in(project, *(arguments or ("html",)), "--explain")
    assert 0 == done.returncode, done.stdout + done.stderr
    rows = [row for row in done.stdout.splitlines() if not row.startswith(("[", "pages", "translated", "open work", "no BASE"))]
    return {row.partition(": ")[0]: row.partition(": ")[2] for row in rows}


def cold(project: Path, to: Path) -> tuple[int, dict[str, bytes]]:
    """Build a copy of the sources from nothing; return the exit code and the files."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(project, to, ignore=shutil.ignore_patterns("build"))
    return run_in(to, "html").returncode, tree(to / "build/site") if (to / "build/site").exists() else {}


def written(project: Path, since: dict[str, int]) -> set[str]:
    """Return the pages that have been written since."""
    return {name for name, time in times(project).items() if since.get(name) != time and name.endswith(".html") and "/" in name}


def times(project: Path) -> dict[str, int]:
    base = project / "build/site"
    return {str(path.relative_to(base)): path.stat().st_mtime_ns for path in base.rglob("*.html")}
