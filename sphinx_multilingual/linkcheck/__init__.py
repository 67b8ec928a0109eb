"""Do the external links of all languages lead where they should? Asked on the network, once for each address."""

from __future__ import annotations

import os
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urldefrag

from sphinx.application import Sphinx

from ..build import Project
from ..errors import short
from ..languages import Language
from . import report
from .answer import Answer, Fault, Known
from .ask import ask
from .collect import Place, collect, setup_collect
from .memory import Heard, Memory
from .moved import patch
from .options import Options, read_options
from .schedule import ask_all
from .verdict import Verdict, judge, of_fault


def run(project: Project, languages: Sequence[Language]) -> int:
    """Ask every external address, write the reports; return 1 where one is broken (STRICT: or unsure)."""
    folder = project.work / "linkcheck"
    folder.mkdir(parents=True, exist_ok=True)
    work, root = folder / "work", project.root
    places = collect(project, languages, work)
    app = Sphinx(root / "docs", root, work, work, "dummy", status=None, warning=None)
    options, schemes = read_options(app.config), app.config.multilingual_url_schemes
    shutil.rmtree(work)
    heard = _ask_and_say(places, options, Memory(folder))
    text, by_hand = patch(project.root, {each.address: each.moved_to for each in heard if each.moved_to}, schemes)
    report.write(folder, heard, places, text, by_hand)
    print(f"{len(heard)} addresses: {report.summary(heard)}; see {short(folder / 'report.md')}")
    bad = ("broken", "unsure") if os.environ.get("STRICT") else ("broken",)
    return int(any(each.status in bad for each in heard))


def _ask_and_say(places: Mapping[str, Place], options: Options, memory: Memory) -> list[Heard]:
    heard = {each.address: each for each in check(places, options, memory)}
    for each in sorted(heard.values(), key=lambda each: each.address):
        if each.status in ("broken", "unsure", "moved"):
            place = places[each.address]
            print(f"{place.file}:{place.line}: {each.status}: {each.address}: {each.reason}", file=sys.stderr)
    memory.finish()
    return [heard[address] for address in sorted(heard)]


def check(addresses: Iterable[str], options: Options, memory: Memory) -> Iterator[Heard]:
    """Ask each page once for all the fragments that are wanted of it, but for what a stopped run has asked already."""
    pages: dict[str, list[str]] = defaultdict(list)
    for address in sorted(set(addresses)):
        if options.ignores(address):
            yield memory.keep(address, Verdict("ignored", "linkcheck_ignore"), Known())
        elif address in memory.answered:
            yield memory.answered[address]
        else:
            pages[urldefrag(address)[0]].append(address)
    known = {page: _known(wanted, memory) for page, wanted in pages.items()}
    for page, answer in ask_all(pages, options, lambda page: ask(page, options, known[page])):
        for address in pages[page]:
            yield _keep(address, answer, known[page], options, memory)


def _known(addresses: Sequence[str], memory: Memory) -> Known:
    """Return what makes a host say that a page is the same, if that answers for all its fragments."""
    before = [memory.before.get(address) for address in addresses]
    marks = {each.known if each and each.status in ("ok", "moved") else Known() for each in before}
    return marks.pop() if len(marks) == 1 else Known()


def _keep(address: str, answer: Answer | Fault, known: Known, options: Options, memory: Memory) -> Heard:
    if isinstance(answer, Fault):
        return memory.keep(address, of_fault(answer), Known())
    if answer.code == 304 and known.headers_for(answer.address):
        return memory.keep(address, memory.before[address].verdict, known)
    verdict = judge(address, answer, options)
    return memory.keep(address, verdict, Known(answer.address, answer.etag, answer.modified))


def setup_linkcheck(app: Sphinx) -> dict[str, Any]:
    """Register the builder that collects, and our one setting: the seconds between two questions to one host."""
    return setup_collect(app)
