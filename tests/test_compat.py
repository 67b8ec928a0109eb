"""The inner parts of other packages that the engine touches are still there, and do the same."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

from docutils.frontend import get_default_settings
from myst_parser.mdit_to_docutils import base
from sphinx.transforms import i18n

from sphinx_multilingual._compat import _MESSAGE
from tests.conftest import ROOT


def test_sphinx_still_marks_the_source_of_a_message() -> None:
    """`MessageParser` knows a message by the end of its source's name."""
    assert f"{{source_line}}{_MESSAGE}'" in inspect.getsource(i18n._publish_msgstr)


def test_myst_still_builds_settings_that_it_throws_away() -> None:
    """When MyST evaluates its default lazily, the cache in `_compat.py` can go."""
    assert 'options.get("document", make_document())' in inspect.getsource(base.DocutilsRenderer.setup_render)
    assert getattr(base.get_default_settings, "__wrapped__", base.get_default_settings) is get_default_settings


def test_cheap_messages_give_the_same_pages(tiny: Path) -> None:
    """Pages built with the kept parser equal those built with a new one for each message."""
    conf = tiny / "conf.py"
    plain = "\ndef setup(app):\n    from myst_parser.parsers.sphinx_ import MystParser\n    app.add_source_parser(MystParser, override=True)\n"

    def build(name: str) -> dict[str, str]:
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "-c", ".", "-D", "language=pt", "docs", name]
        subprocess.run(command, cwd=tiny, env={"PYTHONPATH": str(ROOT)}, check=True)
        return {path.name: path.read_text(encoding="utf-8") for path in (tiny / name).glob("*.html")}

    cheap = build("cheap")
    conf.write_text(conf.read_text(encoding="utf-8") + plain, encoding="utf-8")

    assert cheap == build("plain")
    assert "Amasse durante dez minutos" in cheap["dough.html"]
