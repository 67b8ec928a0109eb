"""Which external addresses do the pages of all languages have, and where? As Sphinx's own link check finds them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from os.path import relpath
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.linkcheck import CheckExternalLinksBuilder, HyperlinkCollector

from ..build import Project
from ..errors import ProjectError
from ..languages import Language
from ..processes import run_all
from ..worker import Task

_FILE = "addresses.json"


@dataclass(slots=True)
class Place:
    """Where an address stands first, and in which languages."""

    file: str
    line: int
    languages: list[str] = field(default_factory=list)


class AddressBuilder(CheckExternalLinksBuilder):
    """Collects what Sphinx's link check would ask, and asks nothing."""

    name = "addresses"
    epilog = ""

    def init(self) -> None:
        """Start with no address and no place."""
        super().init()
        self.places: dict[str, tuple[str, int]] = {}

    def finish(self) -> None:
        """Write the list."""
        root, skipped = Path(self.app.confdir), self.config.linkcheck_exclude_documents
        rows = [
            (link.uri, *self.places.get(link.uri, (str(link.docpath), 1)))
            for link in self.hyperlinks.values()
            if not any(re.match(pattern, link.docname) for pattern in skipped)
        ]
        rows = [(uri, relpath(file, root), line) for uri, file, line in rows]
        (self.outdir / _FILE).write_text(json.dumps(sorted(rows)), encoding="utf-8")


class CollectAddresses(HyperlinkCollector):
    """Sphinx's collector, for our builder; it also keeps the place, which may be in a data file."""

    builders = (AddressBuilder.name,)

    def find_uri(self, node: nodes.Element) -> str | None:
        """Find the address of a node as Sphinx does, and note its file and line.

        A translation is parsed as a text of its own, with lines of its own: its paragraph knows where it stands.
        """
        uri, here = super().find_uri(node), node
        while uri and here.parent is not None and not (here.line and here.source and Path(here.source).is_file()):
            here = here.parent
        if uri and here.line and here.source:
            self.app.builder.places.setdefault(uri, (here.source, here.line))  # type: ignore[attr-defined]
        return uri


def collect(project: Project, languages: Sequence[Language], work: Path) -> dict[str, Place]:
    """Read the pages of each language; return every external address once. Raises ProjectError with the findings."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    tasks = [Task(language, (AddressBuilder.name,), project.root, work / "site", work) for language in languages]
    outcomes = run_all(tasks, lambda code, form: print(f"read {code}", flush=True))
    if findings := [finding for outcome in outcomes for finding in outcome.findings]:
        raise ProjectError("\n".join(dict.fromkeys(findings)))
    places: dict[str, Place] = {}
    for language in languages:
        rows = json.loads((work / "site" / language.segment / _FILE).read_text(encoding="utf-8"))
        for address, file, line in rows:
            if address.startswith(("http:", "https:", "//")):
                places.setdefault(address, Place(file, max(line, 1))).languages.append(language.code)
    return places


def setup_collect(app: Sphinx) -> dict[str, Any]:
    """Register the builder and its collector."""
    app.add_builder(AddressBuilder)
    app.add_post_transform(CollectAddresses)
    return {}
