"""What can a person ask of this project? The verbs behind the Makefile."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from .build import FORMATS, Project, build, build_lock
from .errors import ProjectError, short
from .languages import Language, select

# What a verb needs is loaded when it runs: a build with nothing to do takes no time for it.
Verb = Callable[[Project, tuple[Language, ...], argparse.Namespace], int]


def _build(*formats: str) -> Verb:
    return lambda project, languages, options: build(project, languages, formats, options.jobs, options.explain)


def _catalogs(project: Project, languages: tuple[Language, ...], options: argparse.Namespace) -> int:
    from .followed import follow

    with build_lock(project):
        count, changes = follow(project.root, project.work, languages)
    for change in changes:
        print(change)
    print(f"{count} templates, {len(changes)} catalogs changed")
    drafts = " ".join(each.code for each in project.languages() if each.is_draft and each not in languages)
    if drafts:
        print(f'drafts stay as they are: {drafts}; where they are to follow: make catalogs ONLY="{drafts}"')
    return 0


def _check(project: Project, languages: tuple[Language, ...], options: argparse.Namespace) -> int:
    from . import check

    findings = check.check_project(
        project.root, project.locales, project.languages(), languages, project.work / "checked"
    )
    verbose = getattr(options, "verbose", False)  # `publish` checks too, and has no such option.
    return int(check.report(findings, strict=bool(os.environ.get("STRICT")), verbose=verbose))


def _links(project: Project, languages: tuple[Language, ...], options: argparse.Namespace) -> int:
    from . import addresses, links

    if not project.site.is_dir():
        raise ProjectError("there is no site yet; run make first", project.site, code=2)
    listed = project.root / "docs" / addresses.LISTED
    if options.only:
        _need(project, languages)
    name = short(listed) if listed.is_file() else ""  # A project that keeps no list is not asked for one.
    site = links.Site(project.site, project.languages(), name, languages if options.only else ())
    findings = links.check_site(site, addresses.load_listed(listed))
    for finding in findings:
        print(finding, file=sys.stderr)
    print(links.told(site, len(findings)))
    return int(bool(findings))


def _linkcheck(project: Project, languages: tuple[Language, ...], options: argparse.Namespace) -> int:
    from .linkcheck import run

    return run(project, languages)


def _progress(project: Project, languages: tuple[Language, ...], options: argparse.Namespace) -> int:
    from . import progress

    if options.json:
        data = {
            language.code: {page: asdict(found) for page, found in progress.pages_of(project.locales, language).items()}
            for language in languages if not language.is_source
        }
        print(json.dumps(data, indent=2, sort_keys=True))
    else:
        print(progress.table(project.locales, languages))
    return 0


def _language(project: Project, languages: tuple[Language, ...], options: argparse.Namespace) -> int:
    from .add_language import add_language

    add_language(project, options.code)
    return 0


def _assemble(project: Project, languages: tuple[Language, ...], options: argparse.Namespace) -> int:
    from .assembling import assemble

    return assemble(project, [Path(name) for name in options.folders.split()])


def _live(project: Project, languages: tuple[Language, ...], options: argparse.Namespace) -> int:
    from .live import run

    if len(languages) != 1:
        raise ProjectError("live shows one language; name it, as in: make live ONLY=fr", code=2)
    return run(project, languages[0], options.port)


def _publish(project: Project, languages: tuple[Language, ...], options: argparse.Namespace) -> int:
    from .publish import publish

    to = _folder(options)
    languages = select(project.languages(), "")
    _need(project, languages)
    if _check(project, languages, options) or _links(project, languages, options):
        raise ProjectError("not published, because of the findings above", to)
    with build_lock(project):
        print(f"published as {publish(project.site, to)}; a server shows {to / 'live'}")
    return 0


def _need(project: Project, languages: tuple[Language, ...]) -> None:
    missing = [each.code for each in languages if not (project.site / each.segment / "index.html").is_file()]
    if missing:
        raise ProjectError(f"the site lacks {' '.join(missing)}; run make first", project.site, code=2)


def _rollback(project: Project, languages: tuple[Language, ...], options: argparse.Namespace) -> int:
    from .publish import rollback

    print(f"readers see {rollback(_folder(options))} again")
    return 0


def _folder(options: argparse.Namespace) -> Path:
    if not options.to:
        raise ProjectError(f"name the folder that is served: make {options.verb} TO=/srv/site", code=2)
    return Path(options.to).absolute()


def _nginx(project: Project, languages: tuple[Language, ...], options: argparse.Namespace) -> int:
    from .serving import nginx

    print(nginx(select(project.languages(), ""), str(_folder(options)), options.host), end="")
    return 0


VERBS: dict[str, tuple[Verb, str]] = {
    "build": (_build(*FORMATS), "build the complete site"),
    "html": (_build("html"), "build the pages"),
    "pdf": (_build("pdf"), "build the books"),
    "epub": (_build("epub"), "build the e-books"),
    "assemble": (_assemble, "make the site from folders in which machines built some languages each"),
    "catalogs": (_catalogs, "extract the messages and bring every catalog up to date"),
    "check": (_check, "check the sources, the catalogs and the terms"),
    "links": (_links, "check each link and fragment of the built site, offline"),
    "linkcheck": (_linkcheck, "ask every external address on the network"),
    "progress": (_progress, "show how far each translation is"),
    "live": (_live, "show one language in the browser while it is written"),
    "publish": (_publish, "check the site and show it to readers, at once and whole"),
    "rollback": (_rollback, "show readers the version before"),
    "nginx": (_nginx, "write settings of nginx for what publish makes"),
    "language": (_language, "add a language as a draft: its entry, catalogs and pages"),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sphinx_multilingual")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for name, (_, text) in VERBS.items():
        verb = verbs.add_parser(name, help=text, description=text)
        verb.add_argument("--only", default=os.environ.get("ONLY", ""), help="languages, by their code in the table")
        if name in ("build", *FORMATS):
            verb.add_argument("--jobs", type=int, default=None, help="processes at once (default: one for each core)")
            verb.add_argument("--explain", action="store_true", help="say of each language why it is built or not")
        if name == "assemble":
            verb.add_argument("--from", dest="folders", default=os.environ.get("FROM", ""), help="folders of sites")
        if name == "check":
            verb.add_argument("--verbose", action="store_true", help="list open work with file and line, not its kinds")
        if name == "language":
            verb.add_argument("--code", default=os.environ.get("CODE", ""), help="its code in Unicode CLDR: pt, pt_BR")
        if name == "live":
            verb.add_argument("--port", type=int, default=8000, help="default: 8000; 0 takes a free one")
        if name in ("publish", "rollback", "nginx"):
            verb.add_argument("--to", default=os.environ.get("TO", ""), help="the folder that is served")
        if name == "nginx":
            verb.add_argument("--host", default=os.environ.get("HOST", "example.org"), help="the site's name")
        if name == "progress":
            verb.add_argument("--json", action="store_true", help="as JSON, by language and catalog")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb in the current directory; return 0 well, 1 findings, 2 wrong use."""
    options = _parser().parse_args(arguments)
    project = Project(Path.cwd())
    try:
        languages = select(project.languages(), options.only)
        return VERBS[options.verb][0](project, languages, options)
    except ProjectError as error:
        print(error, file=sys.stderr)
        return error.code
    except OSError as error:
        print(f"{error.filename or 'build'}: {error.strerror}; nothing was changed", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ninterrupted; the last good site is as it was", file=sys.stderr)
        return 1
