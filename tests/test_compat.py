"""The inner parts of other packages that the engine touches are still there, and do the same."""

from __future__ import annotations

import gettext
import inspect
import subprocess
import sys
from pathlib import Path

from docutils import nodes
from docutils.frontend import Values, get_default_settings
from docutils.parsers.rst import Parser
from docutils.readers import standalone
from myst_parser.mdit_to_docutils import base
from sphinx.builders import Builder
from sphinx.builders.html._assets import _file_checksum_inner
from sphinx.environment import BuildEnvironment
from sphinx.transforms import i18n

from sphinx_multilingual._compat import (
    _COMPARE,
    _MESSAGE,
    _file_checksum,
    _get_settings,
    _kept_settings,
    _publish,
)
from tests.conftest import HEADER, ROOT


def test_sphinx_still_marks_the_source_of_a_message() -> None:
    """`MessageParser` knows a message by the end of its source's name."""
    assert f"{{source_line}}{_MESSAGE}'" in inspect.getsource(_publish)


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


def test_sphinx_still_compares_the_references_of_messages_without_any() -> None:
    """The comparisons of `_NodeUpdater` take nothing but itself, and do nothing where neither side has an element."""
    updater = i18n._NodeUpdater(nodes.paragraph("", "a"), nodes.paragraph("", "b"), nodes.document(None, None), False)

    assert 5 == len(_COMPARE)
    assert [None] * 5 == [compare(updater) for compare in _COMPARE.values()]
    assert set(_COMPARE) == {name for name in vars(i18n._NodeUpdater) if name.endswith(("_references", "_xrefs")) and name.startswith("update")}


def test_settings_that_are_kept_are_those_of_sphinx() -> None:
    """A page gets the settings that Sphinx would make for it, its own list of files among them."""
    def said(settings: Values) -> dict[str, object]:
        return {name: value for name, value in vars(settings).items() if name != "record_dependencies"}

    for defaults in ({"language_code": "pt"}, {"language_code": "pt"}, {"language_code": "he"}):
        made, kept = (make(standalone.Reader, Parser(), defaults=defaults) for make in (_get_settings, _kept_settings))
        assert said(made) == said(kept)
        assert [] == kept.record_dependencies.list
        kept.record_dependencies.add("file")
        kept.language_code = "en"


def test_sphinx_still_looks_for_each_checksum_on_the_disk() -> None:
    """It keeps a checksum by the whole path, so that keeping it by the name changes nothing."""
    assert "_file_checksum_inner(outdir.joinpath(filename).resolve())" in inspect.getsource(_file_checksum)
    assert hasattr(_file_checksum_inner, "cache_info")





def test_each_message_of_a_page_is_put_in_its_place_once(tiny: Path) -> None:
    """Texts that stand twice on a page, as title and as paragraph, come out at each place."""
    (tiny / "docs/dough.md").write_text("# Dough\n\nBread\n\n## Bread\n\nBread\n\n- *Bread*\n- *Bread*\n", encoding="utf-8")
    catalog = tiny / "locales/pt/LC_MESSAGES/dough.po"
    catalog.write_text(HEADER + 'msgid "Bread"\nmsgstr "O *pão*"\n\nmsgid "*Bread*"\nmsgstr "*O pão*"\n', encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "text", "-c", ".", "-D", "language=pt", "docs", "out"]
    subprocess.run(command, cwd=tiny, env={"PYTHONPATH": str(ROOT)}, check=False)
    text = (tiny / "out/dough.txt").read_text(encoding="utf-8")

    assert 5 == text.count("pão")
    assert "Bread" not in text


def test_sphinx_and_gettext_still_keep_what_they_have_read() -> None:
    """When they stop keeping all doctrees and catalogs in memory, `bound_memory` can go."""
    assert "_write_doc_doctree_cache[docname] = doctree" in inspect.getsource(Builder.write_doctree)
    assert "self._pickled_doctree_cache[docname] = f.read()" in inspect.getsource(BuildEnvironment.get_doctree)
    assert isinstance(gettext._translations, dict)
    assert "_translations.setdefault(key" in inspect.getsource(gettext.translation)
