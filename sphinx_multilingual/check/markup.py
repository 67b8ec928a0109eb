"""Does the translation keep the markup of its source, and bring none of its own?"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

from .pair import Check, Pair

_UNSAFE = re.compile(r"(?:javascript|vbscript)\s*:|data:\s*(?:[\w.+-]+/|[;,])", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]")
_MOST_TIMES, _MOST_MORE = 5, 500
_NOQA = re.compile(r"#\s*noqa\s*$")


def keeps(kind: str) -> Check:
    """Make a check that both sides have the same marks of one kind."""

    def check(pair: Pair) -> Iterator[str]:
        ours, theirs = (side.values(kind) for side in pair.sides)
        lost, added = sorted((ours - theirs).elements()), sorted((theirs - ours).elements())
        yield from _differences(lost, added)

    return check


def _differences(lost: list[str], added: list[str]) -> Iterator[str]:
    if parts := [f"{word} {', '.join(some)}" for word, some in (("lacks", lost), ("adds", added)) if some]:
        yield " and ".join(parts)


def brings_no(kind: str) -> Check:
    """Make a check that the translation has no mark of one kind that the source lacks."""

    def check(pair: Pair) -> Iterator[str]:
        ours, theirs = (side.values(kind) for side in pair.sides)
        yield from sorted(theirs - ours)[:1]

    return check


def brings_no_match(pattern: re.Pattern[str]) -> Check:
    """Make a check that no match of a pattern stands in the translation alone."""

    def check(pair: Pair) -> Iterator[str]:
        if not pattern.search(pair.text):
            return
        ours, theirs = (Counter(pattern.findall(side)) for side in (pair.source, pair.text))
        yield from (ascii(found).strip("'") for found in sorted(theirs - ours)[:1])

    return check


def unsafe_address(pair: Pair) -> Iterator[str]:
    """Find an address that can run a program, however it is written."""
    if ":" not in pair.text and "&" not in pair.text:
        return
    ours, theirs = (_INVISIBLE.sub("", re.sub(r"[\n\t]", "", html.unescape(side))) for side in (pair.source, pair.text))
    if not _UNSAFE.search(ours):
        yield from (found[0] for found in [_UNSAFE.search(theirs)] if found)


def more_lines(pair: Pair) -> Iterator[str]:
    """Find a line break of the translation's own: a second line can be a block of any kind."""
    ours, theirs = (len(re.findall(r"\n|\r|\v|\f", side.strip())) for side in (pair.source, pair.text))
    if theirs > ours:
        yield f"{theirs + 1} instead of {ours + 1}"


def far_too_long(pair: Pair) -> Iterator[str]:
    """Find a text that no translation can need; the other checks do not look at it, so that none takes long."""
    if len(pair.text) > _MOST_TIMES * len(pair.source) + _MOST_MORE:
        yield f"{len(pair.text)} characters, the source has {len(pair.source)}"


def ends_in_noqa(pair: Pair) -> Iterator[str]:
    """Find the mark that makes Sphinx pass over lost references."""
    if _NOQA.search(pair.text) and not _NOQA.search(pair.source):
        yield ""


def keeps_placeholders(pair: Pair) -> Iterator[str]:
    """Find a placeholder on one side only; a translation may repeat one, and a plural form for one number lack it."""
    ours, theirs = (set(side.values("placeholder")) for side in pair.sides)
    lost, added = sorted(ours - theirs) * (not pair.is_single_form), sorted(theirs - ours)
    yield from _differences(lost, added)


# These find nothing where both sides have the same marks.
OF_MARKS: dict[str, Check] = {
    "C010": keeps("link"),
    "C011": keeps("footnote"),
    "C012": keeps("role"),
    "C013": keeps("substitution"),
    "C014": keeps_placeholders,
    "C015": keeps("url"),
    "C016": keeps("image"),
    "C020": brings_no("html"),
    "C021": brings_no("directive"),
    "C022": brings_no("comment"),
    "C023": brings_no("block"),
}
CHECKS: dict[str, Check] = {
    "C006": ends_in_noqa,
    **OF_MARKS,
    "C024": unsafe_address,
    "C025": brings_no_match(_INVISIBLE),
    "C026": more_lines,
    "C027": far_too_long,
}
