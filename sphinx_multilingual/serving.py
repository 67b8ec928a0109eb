"""How does nginx give each reader their language and each file its headers? Its settings, from the table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from .languages import Language
from .policy import HEADER

_TEMPLATES = Path(__file__).parent / "templates" / "deploy"
# The preferences of Accept-Language, the highest first: nginx takes the first pattern that fits.
_WEIGHTS = (r"(?:;\s*q=1(?:\.0*)?)?", *(rf";\s*q=0\.{tenth}\d*" for tenth in range(9, 0, -1)), r";\s*q=0\.0\d*[1-9]\d*")


def nginx(languages: Sequence[Language], to: str, host: str = "example.org") -> str:
    """Write the settings of nginx for a site in these languages that is published in the folder `to`."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    starts: dict[str, str] = {}
    for language in languages:
        starts.setdefault(language.tag.split("-")[0].lower(), language.segment)
    return environment.get_template("nginx.conf").render(
        to=to, host=host, policy=HEADER, languages=languages, starts=starts, weights=_WEIGHTS,
        primaries="|".join(starts), segments="|".join(language.segment for language in languages),
    )
