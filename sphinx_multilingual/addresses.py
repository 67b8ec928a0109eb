"""What is known of each external address? A project may keep a list of them beside its pages."""

from __future__ import annotations

from pathlib import Path

from babel import localedata

from .errors import ProjectError, parse_toml

# The list of external addresses, below docs/.
LISTED = Path("_data/links.toml")
# The addresses, each with its status.
Listed = dict[str, dict[str, str]]


def load_listed(path: Path) -> Listed:
    """Read the list of external addresses: each with its `status` and, where seen, the date."""
    if not path.exists():
        return {}
    entries = parse_toml(path.read_text(encoding="utf-8"), path, code=2).get("link", [])
    if not all({"url", "status"} <= entry.keys() for entry in entries):
        raise ProjectError("cannot be read; each [[link]] needs url and status", path, code=2)
    listed = {entry["url"]: entry for entry in entries}
    for url, entry in listed.items():
        if "language" in entry and not localedata.exists(entry["language"]):
            raise ProjectError(f"{url}: no language is '{entry['language']}'; write a code such as fr", path, code=2)
        if "instead_of" in entry and not ("language" in entry and entry["instead_of"] in listed):
            raise ProjectError(f"{url}: instead_of needs a language, and an address of this list", path, code=2)
    return listed
