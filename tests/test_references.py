"""References are looked for where a page can have put a target."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def test_only_code_that_a_page_describes_is_searched(tiny: Path) -> None:
    """A function that a page describes is found by its name; the domain of C++, which has nothing, is not asked."""
    with (tiny / "docs/dough.md").open("a", encoding="utf-8") as page:
        page.write("\n```{py:function} fold()\n```\n\nCall [it](#fold).\n")
    with (tiny / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("\ndef setup(app):\n    app.connect('build-finished', lambda app, error: print(app.config.myst_ref_domains))\n")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "-c", ".", "-D", "language=en", "docs", "out"]

    done = subprocess.run(command, cwd=tiny, env={"PYTHONPATH": str(ROOT)}, check=True, capture_output=True, text=True)

    assert 'href="#fold"' in (tiny / "out/dough.html").read_text(encoding="utf-8")
    assert {"py", "std"} == set(eval(done.stdout)) & {"c", "cpp", "js", "py", "rst", "std"}
