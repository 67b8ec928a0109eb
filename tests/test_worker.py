"""Whatever happens while a language is built becomes a finding, and no other language suffers."""

from __future__ import annotations

import errno
import logging
from pathlib import Path

import pytest

from sphinx_multilingual import worker
from sphinx_multilingual.errors import ProjectError
from tests.test_processes import PT


@pytest.mark.parametrize(("error", "said"), [
    (ProjectError("no flour"), "no flour"),
    (OSError(errno.ENOSPC, "x", "bread.html"), "no space left on the disk while writing bread.html; free some and run make again"),
    (OSError(errno.EIO, "Input/output error", "bread.html"), "bread.html: Input/output error; mend this and run make again"),
    (RuntimeError("no salt"), "RuntimeError: no salt; the whole report is in error-pt.log"),
])
def test_what_goes_wrong_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str) -> None:
    """In one line; the whole of what nobody thought of is kept in a file."""

    def fail(task: worker.Task) -> worker.Outcome:
        raise error

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(worker, "_catalogs", fail)
    monkeypatch.setattr(logging, "disable", lambda level: None)

    assert (said,) == worker.run(worker.Task(PT, ("html",), tmp_path, tmp_path / "site", tmp_path), print).findings
