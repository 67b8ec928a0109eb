"""Each place of the engine that reports a fault, and each rule of the server, is missed by a test when it is switched off."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest

from sphinx_multilingual import serving
from sphinx_multilingual.check import CODES
from tests.check.planted import PLANTED
from tests.conftest import ROOT
from tests.linkcheck.kinds import FAULTS, GOOD
from tests.places import switch_all, with_switches
from tests.publishing import LANGUAGES
from tests.switches import without

PROOF = pytest.mark.skipif(not os.environ.get("PROVE"), reason="switches off each place, for the full proof")
LEFT_OUT = shutil.ignore_patterns("build", ".git", ".venv", "*.mo", "__pycache__", ".*_cache")
# What finds no fault by itself, asks git, or tries many texts, kills and builds.
NOT_ASKED = re.compile("browser/|site/|check/test_(fuzz|false)|test_(house|packages|publish_killed|recipe|reproducible)")
LONGEST = 600  # seconds; what waits for ever for a place that is switched off has missed it
Copies = Queue[Path]


def run_tests(copy: Path, *arguments: str, seconds: float | None = LONGEST, **environment: str) -> tuple[int, str]:
    """Run tests of a copy up to the first that fails; return the exit code and what was said."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PROVE", "PYTEST_CURRENT_TEST")}
    command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", "-p", "tests.switches", *arguments]
    process = subprocess.Popen(
        command, cwd=copy, env={**kept, "TMPDIR": str(copy.parent), "PYTHONPATH": str(copy), **environment}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=seconds)
        return process.returncode, said
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return 1, f"no end in {LONGEST} s\n{process.communicate()[0]}"


def is_missed(copy: Path, *arguments: str, seconds: float | None = LONGEST, **environment: str) -> bool:
    """Tell whether a test fails. Tests that cannot be collected, or are not there, are a fault of this proof."""
    code, said = run_tests(copy, *arguments, seconds=seconds, **environment)
    assert code in (0, 1), said
    return code == 1


@contextmanager
def borrowed(copies: Copies) -> Iterator[Path]:
    """Have a copy for oneself."""
    copy = copies.get()
    try:
        yield copy
    finally:
        copies.put(copy)


def try_all(copies: Copies, names: Iterable[str], is_caught: Callable[[Path, str], bool]) -> list[str]:
    """Try each name in some copy, as many at once as there are copies; return those that no test has missed."""

    def attempt(name: str) -> bool:
        with borrowed(copies) as copy:
            return is_caught(copy, name)

    names = list(names)
    with ThreadPoolExecutor(copies.maxsize) as pool:
        return [name for name, caught in zip(names, pool.map(attempt, names), strict=True) if not caught]


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Copies:
    """Copies of the project for each core, in which each place has a switch."""
    copies: Copies = Queue(os.cpu_count() or 1)
    for number in range(copies.maxsize):
        copy = tmp_path_factory.mktemp(f"switches{number}") / "copy"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        switch_all(copy / "sphinx_multilingual")
        copies.put(copy)
    return copies


def asked() -> list[str]:
    """Name the files of tests that plant faults."""
    names = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "tests").rglob("test_*.py"))]
    return [name for name in names if not NOT_ASKED.match(name.removeprefix("tests/"))]


def reached(copies: Copies, files: Sequence[str], notes: Path) -> dict[str, list[str]]:
    """Run tests with all places on; return for each place those that bring it to speak, the fastest first."""

    def passes(copy: Path, part: str) -> bool:
        code, said = run_tests(copy, *files[int(part)::copies.maxsize], seconds=None, REACHED=str(notes))
        assert 0 == code, said
        return True

    try_all(copies, map(str, range(copies.maxsize)), passes)
    rows = [row.split("\t") for file in notes.iterdir() for row in file.read_text(encoding="utf-8").splitlines()]
    seconds, tests = defaultdict[str, float](float), defaultdict[str, set[str]](set)
    for kind, name, value in rows:
        if kind == "seconds":
            seconds[name] += float(value)
        else:
            tests[name].add(value)
    return {place: sorted(names & seconds.keys(), key=lambda name: seconds[name]) for place, names in tests.items()}


def table(places: dict[str, str], tests: dict[str, list[str]], missed: Sequence[str]) -> str:
    """Count by module the places, the planted faults that reach them and the places that are caught."""
    rows = defaultdict[str, list[str]](list)
    for place in places:
        rows[place.partition(":")[0]].append(place)
    lines = [f"{'module':28}{'places':>7}{'faults':>7}{'caught':>7}"]
    for module, names in [*rows.items(), ("all", list(places))]:
        faults = {test for name in names for test in tests.get(name, ())}
        lines.append(f"{module:28}{len(names):7}{len(faults):7}{sum(name not in missed for name in names):7}")
    lines.append(f"texts, in tests/check: {len(CODES)} codes, {len(PLANTED)} faults; linkcheck: {len(FAULTS)} kinds of faults, {len(GOOD)} of good answers")
    return "\n".join(lines)


def is_place_missed(copy: Path, place: str, tests: Sequence[str], folder: Path) -> bool:
    """Tell whether one of the tests that bring a place to speak fails where it is silent."""
    (folder / place).write_text("\n".join(tests), encoding="utf-8")
    files = sorted({name.partition("::")[0] for name in tests})
    # What a file's tests share speaks in the first of them alone; another may be the one that looks.
    return bool(tests) and (
        is_missed(copy, *files, SWITCHED_OFF=place, WANTED=str(folder / place)) or is_missed(copy, *files, SWITCHED_OFF=place)
    )


@PROOF
def test_each_place_that_reports_is_needed(copies: Copies, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the tests that bring a place to speak, one fails where it is silent."""
    places, notes = switch_all(ROOT / "sphinx_multilingual", write=False), tmp_path / "notes"
    notes.mkdir()
    tests = reached(copies, asked(), notes)
    left = try_all(copies, places, lambda copy, place: is_place_missed(copy, place, tests.get(place, []), tmp_path))
    with capsys.disabled():
        print("\n" + table(places, tests, left))
    assert [] == [f"{place}: {places[place]}" for place in left]


SETTINGS = serving.nginx(LANGUAGES, "/srv/site")
# Of one site on a server nobody sees its name or what it listens on beside; the others are for what tests do not send.
UNSEEN = re.compile(r"\s*(#|\}|server_name|$)")


@PROOF
def test_each_rule_of_the_server_is_needed(copies: Copies, capsys: pytest.CaptureFixture[str]) -> None:
    """Without any line of the settings, or the block that it opens, a test of the server fails."""
    rows = SETTINGS.splitlines()
    numbers = [str(number) for number, row in enumerate(rows) if not UNSEEN.match(row)]
    wanted = ["tests/test_serving.py", "-k", "not agree_with_the_table"]
    left = try_all(copies, numbers, lambda copy, number: is_missed(copy, *wanted, RULE_OFF=number))
    with capsys.disabled():
        print(f"\nnginx: {len(numbers)} rules, {len(numbers) - len(left)} caught")

    assert [] == [rows[int(number)] for number in left]


SAMPLE = '''
def f(a, b):
    """Say "no"."""
    if a or not (b and
                 "é"):
        raise ValueError(
            "no")
    return a
'''


def test_a_place_and_each_cause_of_it_has_a_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    """A function does as before while all is on; what is switched off no longer speaks."""
    source, places = with_switches(SAMPLE, "m")
    names: dict[str, Callable[[bool, bool], bool]] = {}
    exec(source, names)

    def refuses(a: bool, b: bool) -> bool:
        try:
            names["f"](a, b)
        except ValueError:
            return True
        return False

    cases = [(True, True), (False, False), (False, True)]
    found = {}
    for off in ("", *places):
        monkeypatch.setenv("SWITCHED_OFF", off)
        found[places.get(off, "")] = [refuses(*case) for case in cases]
    assert {
        "": [True, True, False], "raise ValueError('no')": [False, False, False], "a": [False, True, False],
        "not (b and 'é')": [True, False, False], "b": [True, False, False], "'é'": [True, True, False],
    } == found


def test_a_rule_is_taken_out_with_its_block() -> None:
    """A line goes alone, and a line that opens a block goes with it."""
    text = "a {\n    b;\n    c {\n        d;\n    }\n}\ne;\n"

    assert text.replace("    b;\n", "") == without(text, 1)
    assert "a {\n    b;\n}\ne;\n" == without(text, 2)
    assert "e;\n" == without(text, 0)
