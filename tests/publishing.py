"""A made-up site of a few files, each of which says which generation of the site it is from."""

from __future__ import annotations

import gzip
import re
import time
from pathlib import Path

from sphinx_multilingual.languages import load_languages
from sphinx_multilingual.publish import REACHABLE, live, publish, stamped, versions
from tests.conftest import ROOT

LANGUAGES = load_languages(ROOT / "locales/languages.toml")
SEGMENTS = ("en", "fr")
_ROWS = 400
DAYS_AGO = time.time() - 2 * REACHABLE
PAGE = (
    '<link rel="stylesheet" href="_static/style.css?v=d111a655">\n<script src="_static/start.js"></script>\n'
    '<img src="_static/sign.png">\n<a href="more.html?x=1">more</a> <a href="book.pdf">book</a>\n'
)


def files(generation: int) -> dict[str, bytes]:
    """Return the files of a generation by their path; all generations have the same sizes."""
    mark = f"generation {generation:06}\n".encode()
    found = {"404.html": b"<p>dead" + mark, "index.html": b"<p>chooser" + mark, "robots.txt": b"the same"}
    for segment in SEGMENTS:
        found |= {
            f"404-{segment}.html": b"<p>dead" + mark,
            f"{segment}/index.html": PAGE.encode() + mark * _ROWS,
            f"{segment}/more.html": PAGE.encode() + mark * _ROWS,
            f"{segment}/_static/style.css": b"p { background: url(sign.png) } /* */\n" + mark * _ROWS,
            f"{segment}/_static/start.js": b"/* */\n" + mark * _ROWS,
            f"{segment}/_static/sign.png": b"\x89PNG" + mark,
            f"{segment}/book.pdf": b"%PDF the same in all generations" * _ROWS,
        }
    return found


def make_site(folder: Path, generation: int) -> Path:
    """Write the files of a generation, as a build would: into a new folder."""
    for name, data in files(generation).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def generations(data: bytes) -> set[int]:
    """Name the generations that a file has lines of."""
    return {int(found) for found in re.findall(rb"generation (\d+)\n", data)}


def leftovers(to: Path) -> list[str]:
    """Name what stands in a published folder and is no part of it."""
    found = [path.name for path in to.iterdir() if path.name not in (".lock", "live", "versions")]
    return found + [path.name for path in (to / "versions").iterdir() if path.name not in versions(to)]


def faults(to: Path) -> list[str]:
    """Name what is wrong with a published folder: what is no part of it, and versions that are not whole."""
    return leftovers(to) + [name for name in versions(to) if not _is_whole(to / "versions" / name)]


def live_fault(to: Path) -> list[str]:
    """Name the version that readers see where it is not whole."""
    return [] if _is_whole(to / "versions" / live(to)) else [live(to)]


def _is_whole(version: Path) -> bool:
    there = {path.relative_to(version).as_posix(): path.read_bytes() for path in version.rglob("*") if path.is_file()}
    (generation,) = generations(there.get("404.html", b"")) or {-1}
    plain = {name: stamped(data, Path(name).suffix, version.name) for name, data in files(generation).items()}
    packed = {f"{name}.gz" for name, data in plain.items() if not name.endswith((".png", ".pdf"))}
    return plain == {name: data for name, data in there.items() if not name.endswith(".gz")} and all(
        gzip.decompress(data) == plain[name.removesuffix(".gz")] for name, data in there.items() if name in packed
    )


def seen(to: Path) -> set[int]:
    """Name the generations that a reader of the start page meets."""
    return generations((to / "live/en/index.html").read_bytes())


def published(folder: Path) -> Path:
    """Publish generation 1 of the made-up site, and return where."""
    publish(make_site(folder / "one", 1), folder / "srv")
    return folder / "srv"
