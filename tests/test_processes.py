"""Languages side by side: a process that dies is told of, and the rest goes on."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_multilingual import processes
from sphinx_multilingual.languages import load_languages
from sphinx_multilingual.worker import Outcome, Task
from tests.conftest import ROOT

EN, PT, HE = load_languages(ROOT / "tests/tiny/locales/languages.toml")


def test_a_process_that_dies_becomes_a_finding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One language's process is killed: the outcome says so, the other languages are built."""

    def run(task: Task, report: Callable[[str], None]) -> Outcome:
        if task.language == PT:
            os.kill(os.getpid(), signal.SIGKILL)
        for form in task.part or ():
            report(form)
        return Outcome(task.language.code)

    monkeypatch.setattr(processes, "run", run)
    monkeypatch.setattr(processes, "translators", {})
    heard: list[str] = []
    tasks = [Task(language, ("html",), tmp_path, tmp_path, tmp_path) for language in (EN, PT, HE)]

    outcomes = processes.run_all(tasks, lambda code, form: heard.append(f"{code} {form}"), jobs=2)

    assert ["en html", "he html"] == sorted(heard)
    assert {"en": (), "he": ()} == {each.code: each.findings for each in outcomes if each.code != "pt"}
    assert "its process ended with code -9" in next(each for each in outcomes if each.code == "pt").findings[0]


@pytest.mark.parametrize(("jobs", "turns"), [(2, [["html"], ["pdf"]]), (3, [["html", "pdf"]])])
def test_languages_take_turns_where_they_are_more_than_cores(
    jobs: int, turns: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Each format is made once, after the catalogs; what came out of one turn goes on to the next; faults end it."""

    def run(task: Task, report: Callable[[str], None]) -> Outcome:
        before = task.so_far.title.split(";") if task.so_far else []
        made = ",".join(task.formats if task.part is None else task.part)
        faults = ("wrong",) if task.language == PT and not task.part else ()
        return Outcome(task.language.code, faults, title=";".join([*before, made or "catalogs"]))

    monkeypatch.setattr(processes, "run", run)
    monkeypatch.setattr(processes, "translators", {})
    tasks = [Task(language, ("html", "pdf"), tmp_path, tmp_path, tmp_path) for language in (EN, PT, HE)]

    titles = {each.code: each.title for each in processes.run_all(tasks, lambda code, form: None, jobs)}

    made = [",".join(turn) for turn in turns]
    assert ";".join(made) == titles["en"]
    assert (["catalogs", *made] if len(turns) > 1 else made) == titles["he"].split(";")
    assert ("catalogs" if len(turns) > 1 else "html,pdf") == titles["pt"]


def test_a_locale_that_was_set_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Children of a process that set Sphinx's locale would inherit it: that is refused."""
    monkeypatch.setattr(processes, "translators", {("sphinx", "general"): object()})

    with pytest.raises(AssertionError, match="locale"):
        processes.run_all([], lambda code, form: None)
