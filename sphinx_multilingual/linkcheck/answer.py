"""What can come back when an address is asked: an answer, or a fault?"""

from __future__ import annotations

from dataclasses import dataclass, field


class Fault(Exception):
    """An address gave no answer that can be judged.

    `passes`: it may be otherwise at the next try, after `wait` seconds if the host says so. `is_silent`: the host
    itself did not speak.
    """

    def __init__(
        self, reason: str, *, is_broken: bool = True, passes: bool = False, is_silent: bool = False,
        wait: float = 0.0, code: int = 0,
    ) -> None:
        super().__init__(reason)
        self.reason, self.is_broken, self.passes, self.is_silent = reason, is_broken, passes, is_silent
        self.wait, self.code = wait, code


@dataclass(slots=True)
class Answer:
    """What came back at last.

    `address` is the last one asked; `moved` where permanent redirects alone lead to, or nothing; `kind` the media type;
    `is_whole` says that the body is complete.
    """

    address: str
    code: int = 0
    moved: str = ""
    hops: int = 0
    kind: str = ""
    charset: str = ""
    body: bytes = b""
    is_whole: bool = True
    etag: str = ""
    modified: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of the last answer: sent along, so that a page that is the same is not sent again."""

    final: str = ""
    etag: str = ""
    modified: str = ""

    def headers_for(self, address: str) -> dict[str, str]:
        """Ask only whether the page has changed, where this very address gave it."""
        if address != self.final:
            return {}
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.modified))
        return {name: value for name, value in pairs if value}
