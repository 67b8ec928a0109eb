"""How do the sources change where an address has moved for good? As a patch, which a person reads and applies.

The catalogs change with the pages, text and translation, so that no translation becomes fuzzy. An address that a scheme
makes (`multilingual_url_schemes`) is changed where the scheme is the same for all languages; others are for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

from ..catalogs import dump_catalog, messages, read_catalog

Schemes = Mapping[str, Mapping[str, str]]
_TEXTS = {".md", ".rst", ".txt", ".toml"}
_PATH = "{{path}}"
# What may follow an address in a text without being a part of it.
_END = r"(?![\w/%?&=~#+@$*-]|[.,:;!]+\w)"


def spellings(schemes: Schemes, old: str, new: str) -> dict[str, str]:
    """Map each way in which the sources may write a moved address to its new one."""
    found = {old: new}
    for scheme, by_code in schemes.items():
        template = by_code["*"]
        if len(set(by_code.values())) != 1 or template.count(_PATH) != 1 or "{{" in template.replace(_PATH, ""):
            continue
        paths = [_path(template, each) for each in (old, new)]
        if paths[0]:
            found[f"{scheme}:{paths[0]}"] = f"{scheme}:{paths[1]}" if paths[1] else new
    return found


def _path(template: str, address: str) -> str:
    before, _, after = template.partition(_PATH)
    fits = address.startswith(before) and address.endswith(after) and len(address) > len(before) + len(after)
    return address[len(before):len(address) - len(after)] if fits else ""


class Rewriter:
    """Puts new addresses in the place of old ones."""

    def __init__(self, moved: Mapping[str, str], schemes: Schemes) -> None:
        self.new = {
            spelling: target for old, new in moved.items() for spelling, target in spellings(schemes, old, new).items()
        }
        longest = sorted(self.new, key=len, reverse=True)
        self.pattern = re.compile(rf"(?<![\w:/.])(?:{'|'.join(map(re.escape, longest))}){_END}")
        self.used: set[str] = set()

    def _target(self, found: re.Match[str]) -> str:
        self.used.add(found[0])
        return self.new[found[0]]

    def text(self, text: str) -> str:
        """Rewrite a text."""
        return self.pattern.sub(self._target, text)

    def catalog(self, path: Path) -> str:
        """Rewrite a catalog, source texts and translations."""
        catalog = read_catalog(path)
        for message in messages(catalog):
            message.id = self._forms(message.id)
            message.string = self._forms(message.string or "")
        with TemporaryDirectory() as folder:
            dump_catalog(Path(folder, path.name), catalog)
            return Path(folder, path.name).read_text(encoding="utf-8")

    def _forms(self, value: str | Sequence[str]) -> str | tuple[str, ...]:
        return self.text(value) if isinstance(value, str) else tuple(map(self.text, value))


def patch(root: Path, moved: Mapping[str, str], schemes: Schemes) -> tuple[str, list[str]]:
    """Return the patch for `git apply`, and the addresses that it could not change."""
    if not moved:
        return "", []
    rewriter = Rewriter(moved, schemes)
    text = "".join(_diff(root, path, new) for path, new in _rewritten(root, rewriter))
    by_hand = [old for old, new in moved.items() if not rewriter.used & spellings(schemes, old, new).keys()]
    return text, by_hand


def _rewritten(root: Path, rewriter: Rewriter) -> Iterator[tuple[Path, str]]:
    for path in sorted(path for path in (root / "docs").rglob("*") if path.suffix in _TEXTS):
        yield path, rewriter.text(path.read_text(encoding="utf-8"))
    for path in sorted((root / "locales").rglob("*.po")):
        text = path.read_text(encoding="utf-8")
        # Long texts are broken into lines, also within an address.
        if rewriter.pattern.search(re.sub(r'"\n"', "", text)):
            yield path, rewriter.catalog(path)


def _diff(root: Path, path: Path, new: str) -> str:
    name, old = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
    if old == new or not old.endswith("\n"):
        return ""
    return "".join(unified_diff(old.splitlines(True), new.splitlines(True), f"a/{name}", f"b/{name}"))
