"""What is a person told? One line for each address as JSON, and a page of what is to be done."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .collect import Place
from .memory import Heard

# As Sphinx's own `output.json` calls them.
_SPHINX = {"ok": "working", "moved": "redirected"}
_CONTROLS = re.compile("[`\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_TITLES = {
    "broken": ("Broken", "Mend or remove these."),
    "unsure": ("Unsure", "A machine cannot tell. Open them; what refuses machines may go into `linkcheck_ignore`."),
    "moved": ("Moved for good", "`git apply build/linkcheck/moved.patch` changes the sources and the catalogs."),
}


def rows(heard: Sequence[Heard], places: Mapping[str, Place]) -> Iterator[str]:
    """Yield a JSON object for each address, with the keys of Sphinx's builder and a few more."""
    for each in heard:
        place = places[each.address]
        yield json.dumps({
            "filename": place.file, "lineno": place.line, "status": _SPHINX.get(each.status, each.status),
            "code": each.code, "uri": each.address, "info": each.moved_to or each.reason,
            "reason": each.reason, "languages": place.languages, "asked": each.asked, "since": each.since,
        }, ensure_ascii=False)


def summary(heard: Sequence[Heard]) -> str:
    """Count the verdicts in a line."""
    found = Counter(each.status for each in heard)
    return ", ".join(f"{found[status]} {status}" for status in ("ok", "moved", "unsure", "broken", "ignored"))


def page(heard: Sequence[Heard], places: Mapping[str, Place], by_hand: Sequence[str]) -> str:
    """Write the report in Markdown."""
    parts = ["# External links", f"{len(heard)} addresses: {summary(heard)}."]
    for status, (title, todo) in _TITLES.items():
        found = [each for each in heard if each.status == status]
        if found:
            parts += [f"## {title} ({len(found)})", todo]
            parts.append("\n".join(_line(each, places[each.address]) for each in found))
    if by_hand:
        parts.append("Not in the patch, as a scheme of conf.py makes them: " + ", ".join(map(_code, by_hand)))
    return "\n\n".join(parts) + "\n"


def _line(heard: Heard, place: Place) -> str:
    where = f"{_code(f'{place.file}:{place.line}')} ({' '.join(place.languages)})"
    return f"- {_code(heard.address)}: {_code(heard.reason)}; since {heard.since[:10]}; {where}"


def _code(text: str) -> str:
    """Show a text from outside as it is: no markup, no mention, no control characters."""
    return f"`{_CONTROLS.sub(' ', text)[:500]}`"


def write(
    folder: Path, heard: Sequence[Heard], places: Mapping[str, Place], patch: str, by_hand: Sequence[str]
) -> None:
    """Write `output.json`, `report.md` and `moved.patch`."""
    (folder / "output.json").write_text("".join(f"{row}\n" for row in rows(heard, places)), encoding="utf-8")
    (folder / "report.md").write_text(page(heard, places, by_hand), encoding="utf-8")
    (folder / "moved.patch").write_text(patch, encoding="utf-8")
