"""What does a project say about how its links are asked? With Sphinx's own settings `linkcheck_…`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urlsplit

from sphinx.config import Config

Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Options:
    """The settings, ready for use; seconds are floats."""

    agent: str
    timeout: float
    tries: int
    workers: int
    pause: float
    longest_wait: float
    verify: bool
    certificates: Any
    headers: dict[str, dict[str, str]]
    auth: tuple[tuple[re.Pattern[str], Any], ...]
    ignore: Patterns
    anchors: bool
    anchors_ignore: Patterns
    anchors_ignore_for: Patterns
    allowed: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    allow_unauthorized: bool
    slow_is_broken: bool

    def ignores(self, address: str) -> bool:
        """Tell whether an address is not to be asked."""
        return any(pattern.match(address) for pattern in self.ignore)

    def wants_fragment(self, base: str, fragment: str) -> bool:
        """Tell whether this fragment is to be looked for."""
        ignored = any(pattern.match(fragment) for pattern in self.anchors_ignore)
        return self.anchors and not ignored and not any(pattern.match(base) for pattern in self.anchors_ignore_for)

    def allows(self, address: str, target: str) -> bool:
        """Tell whether an address may stay as it is though it leads on."""
        return any(old.match(address) and new.match(target) for old, new in self.allowed)

    def headers_for(self, address: str) -> dict[str, str]:
        """Return what to send: the most exact entry of `linkcheck_request_headers`."""
        parts = urlsplit(address)
        host = f"{parts.scheme}://{parts.netloc}"
        found = next((self.headers[key] for key in (host, f"{host}/", address, "*") if key in self.headers), {})
        return {"User-Agent": self.agent, "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", **found}

    def auth_for(self, address: str) -> Any:
        """Return the name and password for an address, if it has some."""
        return next((pair for pattern, pair in self.auth if pattern.match(urldefrag(address)[0])), None)

    def verify_for(self, host: str) -> bool | str:
        """Return what proves that a host is who it says: a file of certificates, or the usual ones."""
        if isinstance(self.certificates, dict):
            return self.verify and self.certificates.get(host, True)
        return self.verify and (self.certificates or True)


def _patterns(expressions: Any) -> Patterns:
    return tuple(re.compile(each) for each in expressions)


def read_options(config: Config) -> Options:
    """Read the settings of a project."""
    allowed = config.linkcheck_allowed_redirects  # Sphinx compiles it, where it is set.
    about = f"; +{config.multilingual_repository}" if config.multilingual_repository else ""
    return Options(
        agent=config.user_agent or f"Mozilla/5.0 (compatible; linkcheck of sphinx_multilingual{about})",
        timeout=float(config.linkcheck_timeout), tries=max(1, config.linkcheck_retries),
        workers=max(1, config.linkcheck_workers), pause=float(config.multilingual_linkcheck_pause),
        longest_wait=float(config.linkcheck_rate_limit_timeout),
        verify=config.tls_verify, certificates=config.tls_cacerts, headers=config.linkcheck_request_headers,
        auth=tuple((re.compile(pattern), pair) for pattern, pair in config.linkcheck_auth),
        ignore=_patterns(config.linkcheck_ignore), anchors=config.linkcheck_anchors,
        anchors_ignore=_patterns(config.linkcheck_anchors_ignore),
        anchors_ignore_for=_patterns(config.linkcheck_anchors_ignore_for_url),
        allowed=tuple(allowed.items()) if isinstance(allowed, dict) else (),
        allow_unauthorized=config.linkcheck_allow_unauthorized,
        slow_is_broken=config.linkcheck_report_timeouts_as_broken,
    )
