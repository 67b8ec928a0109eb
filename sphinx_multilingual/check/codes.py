"""Which kinds of finding are there? `codes.toml` says what each means and how it is mended."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

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
    for code, entry in tomllib.loads(Path(__file__).with_name("codes.toml").read_text(encoding="utf-8")).items()
}


def guide() -> str:
    """Write the codes for the translator's guide, as a definition list in Markdown."""
    return "\n".join(
        f"`{code}`\n: {_sentence(entry.what)} {_sentence(entry.mend)}\n" for code, entry in CODES.items()
    )


def _sentence(text: str) -> str:
    plain = re.sub(r"([\\`\[\]{}<>()*_#%!|])", r"\\\1", text)
    return f"{plain[0].upper()}{plain[1:]}."
