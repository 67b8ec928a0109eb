"""Is each kind of node that pages use written as the stored Typst says, and can all of it be compiled?

After a change that is meant: STORE=1 pytest tests/test_typst_nodes.py, and a look at the difference.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.printing import ROOT, make
from tests.site.tags import Tagged

NODES = ROOT / "tests/nodes"
FAMILIES = sorted(path.stem for path in NODES.glob("*.rst"))
# Builds the book, and prints what each page is in Typst.
_DRIVER = """
import json, sys
from sphinx.application import Sphinx
app = Sphinx("docs", ".", "out", "trees", "typst", status=None, confoverrides={"numfig": True, "nitpicky": False})
app.build()
from sphinx_multilingual.book.typst_writer import Terms
print(json.dumps({name: app.builder.page(name, 0, Terms()) for name in app.env.found_docs}))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], str]:
    """The folder of a project of all families, its pages in Typst, and what the build had to say."""
    folder = make(tmp_path_factory.mktemp("nodes"), {})
    shutil.copytree(NODES, folder / "docs", dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.typ"))
    done = subprocess.run(
        [sys.executable, "-c", _DRIVER], cwd=folder, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return folder, json.loads(done.stdout.splitlines()[-1]), done.stderr


def shown(typst: str) -> str:
    """Return Typst without the lines that name the source, and each call on a line of its own."""
    return "\n".join(filter(None, re.sub(r"/\*@.*?\*/", "", typst).split("\n"))) + "\n"


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_of_nodes_is_written_as_stored(built: tuple[Path, dict[str, str], str], family: str) -> None:
    """No node of a family has changed its form."""
    written, stored = shown(built[1][family]), NODES / f"{family}.typ"
    if os.environ.get("STORE"):
        stored.write_text(written, encoding="utf-8")
    assert stored.read_text(encoding="utf-8") == written


def test_all_families_compile(built: tuple[Path, dict[str, str], str]) -> None:
    """All nodes together are one sound PDF/UA-1 file, and nothing is left to say."""
    assert "" == built[2]
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(built[0] / "out/short-en.pdf").pages).split())
    for words in ("Fig. 6.1 A caption", "ILS (a standard) and ILS,", "oven.bake(loaf: str", "→ list[str]", "(9.1)", "Only here.", "All of them 1", "98 first", "2 return"):
        assert words in text, words
    assert "2 return" not in " ".join("".join(Tagged(built[0] / "out/short-en.pdf").pages).split())  # numbers are for the eye
