"""Which texts of a page count as translated."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, run_in


def test_a_translated_caption_of_the_contents_counts(tiny: Path) -> None:
    """A page whose contents have a translated caption is whole."""
    index, catalog = tiny / "docs/index.md", tiny / "locales/pt/LC_MESSAGES/index.po"
    index.write_text(index.read_text(encoding="utf-8").replace(":hidden:", ":hidden:\n:caption: Pages"), encoding="utf-8")
    with catalog.open("a", encoding="utf-8") as file:
        file.write('\nmsgid "Pages"\nmsgstr "Páginas"\n')

    done = run_in(tiny, "html", ONLY="pt")

    assert "translated: pt 100 %" in done.stdout, done.stderr


def _pickled(project: Path, out: str) -> bytes:
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", ".", "-D", "language=pt", "docs", out]
    subprocess.run(command, cwd=project, env={"PYTHONPATH": str(ROOT)}, check=True)
    return (project / out / ".doctrees/dough.doctree").read_bytes()


def test_what_is_kept_of_a_page_does_not_hold_all_other_pages(tiny: Path) -> None:
    """The pickle of a translated page is without the environment; Sphinx alone keeps it there, or the transform can go."""
    ours = _pickled(tiny, "ours")
    without = "\ndef setup(app):\n    from sphinx_multilingual.messages import OneDocument\n    app.registry.transforms.remove(OneDocument)\n"
    with (tiny / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(without)

    assert b"BuildEnvironment" not in ours
    assert b"BuildEnvironment" in _pickled(tiny, "plain")
