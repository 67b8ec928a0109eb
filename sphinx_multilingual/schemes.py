"""What does an address with a scheme of the site lead to, in reStructuredText? On pages in MyST, MyST knows that."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from .settings import url_schemes

_PART = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def resolve(address: str, template: str) -> str:
    """Put the parts of an address into the template of its scheme, as MyST does."""
    parts = {"uri": address, **urlsplit(address)._asdict()}
    return _PART.sub(lambda found: parts.get(found[1], found[0]), template)


class ResolveSchemes(SphinxTransform):
    """Lead each link with a scheme to its address in the language of the build."""

    default_priority = 23  # after Sphinx has translated (20)

    def apply(self, **kwargs: Any) -> None:
        """Resolve the links of this page."""
        schemes = url_schemes(self.config.multilingual_url_schemes, self.config.language)
        for link in self.document.findall(nodes.reference):
            template = schemes.get(link.get("refuri", "").partition(":")[0])
            if template:
                link["refuri"] = resolve(link["refuri"], template)


def setup_schemes(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(ResolveSchemes)
