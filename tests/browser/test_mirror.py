"""A page from right to left is the mirror of the same page from left to right, box by box, within 2 pixels."""

from __future__ import annotations

import shutil
from pathlib import Path

import furo
import pytest

from tests.conftest import ROOT, run_in

HERE = Path(__file__).parent
RTL = ROOT / "sphinx_multilingual/static/rtl.css"
FURO = Path(furo.__file__).parent / "theme/furo/static/styles"
WIDTHS = [1440, 1000, 390]
LIMIT = 2.0


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page that holds everything that has a side, and a page below it."""
    folder = tmp_path_factory.mktemp("samples") / "tiny"
    shutil.copytree(ROOT / "tests/tiny", folder, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    shutil.copy(HERE / "samples.md", folder / "docs/samples.md")
    (folder / "docs/dot.svg").write_text(DOT, encoding="utf-8")
    start = folder / "docs/index.md"
    start.write_text(start.read_text(encoding="utf-8").replace("\ndough\n", "\nsamples\ndough\n"), encoding="utf-8")
    conf = folder / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8").replace("nitpicky = True", ""), encoding="utf-8")
    done = run_in(folder, "html", ONLY="en")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "build/site/en/samples.html"
