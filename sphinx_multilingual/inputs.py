"""What does a build rest on? Digests of it tell what has not changed and need not be built again.

What conf.py names counts: files and folders of the project, and variables of the environment.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from .history import state_of

_ENGINE = Path(__file__).parent
_PAGES = {".md", ".rst"}
_NAMED = re.compile(r"""["']([^"'\n]+)["']""")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]+")
# Variables that Sphinx itself knows.
_VARIABLES = ("SOURCE_DATE_EPOCH", "TZ")
_SKIPPED = {"__pycache__", "node_modules"}

Digests = dict[str, str]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Digests of what all pages rest on, by its name, and of each page, catalog and record of reviews, by its path.

    `history` is what git says: the pages show when their files were changed.
    """

    shared: Digests
    files: Digests
    history: str

    @property
    def whole(self) -> str:
        return digest_of(self.shared, self.files, self.history)

    def of_language(self, code: str) -> tuple[Digests, Digests]:
        """Return what each page of a language rests on, and the files that belong to one page each."""
        own = f"locales/{code}/LC_MESSAGES/"
        labels = {f"{own}interface.po", f"{own}sphinx.po", f"locales/{code}/review.toml"}
        shared = {path: value for path, value in self.files.items() if path in labels}
        pages = {path: value for path, value in self.files.items() if path.startswith(("docs/", own))}
        return self.shared | shared, {path: value for path, value in pages.items() if path not in labels}


def digest_of(*values: object) -> str:
    """Return what stands for some values; dictionaries with the same items are the same."""
    plain = [sorted(value.items()) if isinstance(value, Mapping) else value for value in values]
    return blake2b(repr(plain).encode(), digest_size=16).hexdigest()


def digest_of_bytes(raw: bytes) -> str:
    """Return what stands for the contents of a file."""
    return blake2b(raw, digest_size=16).hexdigest()


def _bytes_of(path: Path | str) -> str:
    with open(path, "rb") as file:
        return digest_of_bytes(file.read())


def _walk(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield the files below a folder, in a fixed order."""
    if not os.path.isdir(folder):
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir():
            if entry.name not in _SKIPPED and not entry.name.startswith("."):
                yield from _walk(entry.path)
        elif entry.is_file() and not entry.name.endswith((".mo", ".pyc")):
            yield entry


def contents(folders: Iterable[Path]) -> str:
    """Return what stands for the contents of some folders."""
    return digest_of([(entry.path, _bytes_of(entry.path)) for folder in folders for entry in _walk(str(folder))])


def looks(folder: Path, deep: bool = True) -> str:
    """Return what stands for how the files of a folder look from outside: names, sizes, times of change."""
    entries = _walk(str(folder)) if deep else sorted(os.scandir(folder), key=lambda entry: entry.name)
    found = ((entry.path, entry.stat()) for entry in entries if entry.is_file())
    start = len(str(folder))
    return digest_of([(path[start:], status.st_size, status.st_mtime_ns) for path, status in found])


def _packages() -> str:
    """Return the names and versions of all packages that Python finds."""
    folders = [path for path in sys.path if os.path.isdir(path)]
    names = {name for folder in folders for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info"))}
    return digest_of(sys.version, sorted(names))


def _named(root: Path) -> Iterator[tuple[str, str]]:
    """Yield what conf.py names, and the modules beside it."""
    modules = sorted(root.glob("*.py"))
    yield from ((path.name, _bytes_of(path)) for path in modules)
    names = {name for path in modules for name in _NAMED.findall(path.read_text("utf-8", errors="replace"))}
    for name in sorted(names | set(_VARIABLES)):
        path = root / name
        if _VARIABLE.fullmatch(name):
            yield name, os.environ.get(name, "")
        elif len(name) < 256 and path.is_file():
            yield name, _bytes_of(path)
        elif path.is_dir() and root in path.resolve().parents and name.strip("/") not in ("build", "docs", "locales"):
            yield name, contents([path])


def read_inputs(root: Path) -> Inputs:
    """Read all that a build of the project rests on."""
    shared: Digests = {"the version of a package": _packages(), "the engine": contents([_ENGINE]), **dict(_named(root))}
    files: Digests = {}
    start = len(str(root)) + 1
    for entry in _walk(str(root / "docs")):
        path = entry.path[start:]
        (files if os.path.splitext(path)[1] in _PAGES else shared)[path] = _bytes_of(entry.path)
    shared["the list of pages"] = digest_of(list(files))
    for entry in _walk(str(root / "locales")):
        path = entry.path[start:]
        if path.endswith((".po", "/review.toml")):
            files[path] = _bytes_of(entry.path)
        elif path.count("/") == 1:
            shared[path] = _bytes_of(entry.path)
    return Inputs(shared, files, state_of(root, ("docs", "locales")))
