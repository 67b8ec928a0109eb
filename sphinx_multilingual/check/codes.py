"""Which kinds of finding are there? `codes.toml` says what each means and how it is mended."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

PLACE = Path(__file__).with_name("codes.toml")
# A catalog with a fault of these families could break the site or bring something foreign into it.
_STOPS = ("structure", "markup", "balance")


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: `error` fails `make check`, `open` is work to do and fails only with STRICT=1."""

    family: str
    what: str
    mend: str
    kind: str = "error"

    @property
    def stops_build(self) -> bool:
        """Tell whether a finding of this kind stops the build as well."""
        return self.kind == "error" and self.family in _STOPS


CODES = {
    code: Code(**entry)
    for code, entry in tomllib.loads(PLACE.read_text(encoding="utf-8")).items()
}

