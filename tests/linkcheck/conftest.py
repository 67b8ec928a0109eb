"""What the tests of the link check share: its settings, and a server of faults."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_multilingual.linkcheck.options import Options
from tests.linkcheck.server import Kind, Server, certificates, serving

Serve = Callable[[Sequence[Kind]], Server]
OPTIONS = Options(
    agent="test", timeout=1.0, tries=2, workers=16, pause=0.01, longest_wait=5.0, verify=True, certificates=None, headers={},
    auth=(), ignore=(), anchors=True, anchors_ignore=(re.compile("^!"),), anchors_ignore_for=(), allowed=(),
    allow_unauthorized=False, slow_is_broken=False,
)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Serves kinds of answers until the test ends."""
    with ExitStack() as stack:
        yield lambda kinds: stack.enter_context(serving(kinds, tmp_path))


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Options]:
    """A folder with certificates, and settings that trust their authority."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make certificates with; on Debian: apt install openssl")
    folder = tmp_path_factory.mktemp("certificates")
    certificates(folder)
    return folder, replace(OPTIONS, certificates=str(folder / "ca.pem"))
