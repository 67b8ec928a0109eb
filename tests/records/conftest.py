"""What the tests of the data files share: the tiny project with sources and one page that cites them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import HEADER, run_in

SOURCES = """\
[source.oven]
cite = "Baker, [On ovens](wiki:Oven), 2020."
mark = "seen"
seen = 2026-01-31
evidence = "secret"

[source.salt]
cite = "Miller, *On salt*, 2021."
mark = "known"
"""
PAGE = """\
(bread)=
# Bread

Salt it.[^salt] Bake it.[^oven] Eat it.[^own]

{}

(bread-sources)=
## Sources

```{{sources}}
```

[^own]: Our own note.
"""
Build = Callable[..., str]


def say(*pairs: tuple[str, str]) -> str:
    """A Portuguese catalog."""
    return HEADER + "".join(f'msgid "{source}"\nmsgstr "{text}"\n\n' for source, text in pairs)


@pytest.fixture
def write(tiny: Path) -> Callable[..., None]:
    """Write the page, its data files and its catalog; the argument stands in the middle of the page."""
    with (tiny / "conf.py").open("a", encoding="utf-8") as file:
        file.write('multilingual_sources = "docs/_data/sources.toml"\nexclude_patterns = ["_data"]\n')
    start = tiny / "docs/index.md"
    start.write_text(start.read_text(encoding="utf-8").replace("\ndough\n", "\ndough\nbread\n"), encoding="utf-8")

    def run(text: str = "", catalog: str = HEADER, page: str = PAGE, **data: str) -> None:
        (tiny / "docs/_data").mkdir(exist_ok=True)
        (tiny / "docs/bread.md").write_text(page.format(text), encoding="utf-8")
        (tiny / "locales/pt/LC_MESSAGES/bread.po").write_text(catalog, encoding="utf-8")
        for name, body in {"sources": SOURCES, **data}.items():
            (tiny / f"docs/_data/{name}.toml").write_text(body, encoding="utf-8")

    return run


@pytest.fixture
def build(tiny: Path, write: Callable[..., None]) -> Build:
    """Write the page and return it as built, or what was said where it was not."""

    def run(*arguments: str, language: str = "en", **data: str) -> str:
        write(*arguments, **data)
        done = run_in(tiny, "html", "--only", language)
        return done.stderr if done.returncode else (tiny / f"build/site/{language}/bread.html").read_text(encoding="utf-8")

    return run
