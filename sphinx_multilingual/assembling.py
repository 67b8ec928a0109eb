"""How do languages that were built on several machines become one site? Their folders are put side by side."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from sphinx.config import eval_config_file
from sphinx.util.tags import Tags

from .build import Project, build_lock, switch
from .errors import ProjectError, short
from .languages import Language
from .root_pages import write_root


def assemble(project: Project, folders: Sequence[Path]) -> int:
    """Make the site from folders that `make ONLY=…` filled elsewhere; the same bytes as of one build of all.

    Raises ProjectError where the pages of a published language are in none of the folders, or in two.
    """
    published = [language for language in project.languages() if not language.is_draft]
    found = {language: _place(language, folders) for language in published}
    with build_lock(project):
        stage = project.work / "stage"
        shutil.rmtree(stage, ignore_errors=True)
        for language, place in found.items():
            shutil.copytree(place, stage / language.segment)
        settings = eval_config_file(project.root / "conf.py", Tags())
        base = str(settings.get("html_baseurl", "")).rstrip("/")
        write_root(stage, project.locales, project.languages(), settings["project"], f"{base}/" if base else "")
        switch(stage, project.site)
    print(f"languages: {len(found)}; the site is in {short(project.site)}")
    return 0


def _place(language: Language, folders: Sequence[Path]) -> Path:
    places = [folder / language.segment for folder in folders if (folder / language.segment / "index.html").is_file()]
    match places:
        case [place]:
            return place
        case []:
            reason = f"no folder has the pages of '{language.code}'; build them with make ONLY={language.code}"
        case _:
            reason = f"the pages of '{language.code}' are in two folders, {places[0]} and {places[1]}; leave one out"
    raise ProjectError(f"{reason}, and name the folder in FROM", code=2)
