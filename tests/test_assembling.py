"""Languages built on several machines become one site, with the bytes of one build."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, run_in
from tests.edits import tree

BASE = "https://example.org/bread"


def commands(job: str) -> list[str]:
    """Return what a job of the workflow runs, but for the check of addresses: the tiny project has no list of them."""
    jobs = yaml.safe_load((ROOT / ".github/workflows/site.yml").read_text(encoding="utf-8"))["jobs"]
    return [step["run"] for step in jobs[job]["steps"] if step.get("run", "make links") != "make links"]


def machine(project: Path, to: Path, job: str, **values: str) -> Path:
    """Run a job of the workflow on a copy of the project, as a machine of its own would."""
    shutil.copytree(project, to, ignore=shutil.ignore_patterns("build"))
    shutil.copy(ROOT / "Makefile", to)
    (to / "requirements.lock").touch()
    os.utime(to / "requirements.lock", (0, 0))  # What it asks for is installed.
    (to / ".venv").symlink_to(ROOT / ".venv")
    # What this run was told by make is not for the make of that machine.
    kept = {name: value for name, value in os.environ.items() if name not in ("ARGS", "MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS")}
    environment = {**kept, "PYTHONPATH": str(ROOT), "BASE_URL": BASE, "GITHUB_OUTPUT": str(to / "output"), "ONLY": ""}
    for command in commands(job):
        for name, value in values.items():
            command = command.replace(f"${{{{ matrix.{name} }}}}", value)
        done = subprocess.run(["bash", "-ec", command], cwd=to, env=environment, capture_output=True, text=True, check=False)
        assert 0 == done.returncode, done.stdout + done.stderr
    return to


@pytest.mark.skipif(not (ROOT / ".venv/.ready").exists(), reason="make has not set up .venv")
def test_languages_built_apart_are_one_build(tiny: Path, tmp_path: Path) -> None:
    """The workflow's own commands: a machine for each language, one that puts them together; the same bytes."""
    listed = machine(tiny, tmp_path / "list", "languages") / "output"
    codes = json.loads(listed.read_text(encoding="utf-8").partition("\n")[0].removeprefix("codes="))
    assert ["en", "pt"] == codes
    for code in codes:
        machine(tiny, tmp_path / code, "build", code=code)
    (tmp_path / "sources").mkdir()
    together = shutil.copytree(tiny, tmp_path / "sources/tiny")
    for code in codes:
        shutil.copytree(tmp_path / code / "build/site", together / f"parts/part-{code}")

    made = machine(together, tmp_path / "site", "site")

    assert 0 == run_in(tiny, "build", BASE_URL=BASE).returncode
    one, other = tree(tiny / "build/site"), tree(made / "build/site")
    assert [] == [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]


def test_a_missing_or_doubled_language_is_refused(tiny: Path, tmp_path: Path) -> None:
    """The site is not made without a published language, nor where two folders could have it."""
    for folder in ("a/en", "a/pt", "b/pt"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "index.html").touch()
    doubled = run_in(tiny, "assemble", FROM=f"{tmp_path}/a {tmp_path}/b")
    missing = run_in(tiny, "assemble", FROM=f"{tmp_path}/b")

    assert 2 == doubled.returncode == missing.returncode
    assert "the pages of 'pt' are in two folders" in doubled.stderr
    assert "no folder has the pages of 'en'; build them with make ONLY=en" in missing.stderr
    assert not (tiny / "build/site").exists()
