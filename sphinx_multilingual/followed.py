"""Do the catalogs follow the text already? Then nothing is extracted, which takes nearly as long as a build."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from .inputs import Inputs, digest_of, read_inputs
from .languages import Language

if TYPE_CHECKING:
    from .updating import Change

_NAME = "catalogs"


def follow(root: Path, work: Path, languages: Sequence[Language]) -> tuple[int, list[Change]]:
    """Bring the catalogs of the languages up to date; return the number of templates, and what changed."""
    inputs = read_inputs(root)
    if known := followed(work, inputs, languages):
        return known, []
    from .extraction import extract_all  # With Sphinx.
    from .updating import update_all

    templates = extract_all(root, work)
    changes = update_all(root / "locales", tuple(languages), templates)
    note(root, work, inputs, languages, [change.path for change in changes], len(templates))
    return len(templates), changes


def _key(inputs: Inputs, languages: Sequence[Language]) -> str:
    return digest_of(inputs.shared, inputs.files, [language.code for language in languages])


def followed(work: Path, inputs: Inputs, languages: Sequence[Language]) -> int:
    """Return how many templates the catalogs of these languages follow; 0 where that is not known of these inputs."""
    try:
        key, count = (work / _NAME).read_text(encoding="utf-8").split()
        return int(count) if key == _key(inputs, languages) else 0
    except (OSError, ValueError):
        return 0


def note(
    root: Path, work: Path, before: Inputs, languages: Sequence[Language], changed: Sequence[Path], count: int
) -> None:
    """Note what is followed now; a note that cannot be written costs time and nothing else.

    It is of the inputs as they were before, but for the catalogs that were changed here: what somebody else writes
    meanwhile nobody has looked at.
    """
    now, paths = read_inputs(root).files, [path.relative_to(root).as_posix() for path in changed]
    seen = Inputs(before.shared, before.files | {path: now[path] for path in paths}, "")
    with suppress(OSError):
        (work / _NAME).write_text(f"{_key(seen, languages)} {count}\n", encoding="utf-8")
