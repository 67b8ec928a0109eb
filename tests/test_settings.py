"""A setting that cannot be meant stops Sphinx at once, in one line."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.errors import ConfigError

from sphinx_multilingual import link_languages, term_table
from sphinx_multilingual.link_table import DrawLinks
from sphinx_multilingual.settings import config_inited
from tests.conftest import run_in


@pytest.mark.parametrize(("table", "said"), [
    ("locales/none.toml", "locales/none.toml: cannot read the language table"),
    ("locales/languages.toml", "language 'fr' is not in locales/languages.toml; add an entry for it"),
])
def test_a_language_without_entry_is_refused(tiny: Path, table: str, said: str) -> None:
    """Also for a plain `sphinx-build`, which knows nothing of our own errors."""
    app: Any = SimpleNamespace(confdir=tiny)
    config: Any = SimpleNamespace(multilingual_languages=table, language="fr")
    with pytest.raises(ConfigError, match=said):
        config_inited(app, config)


def test_a_list_of_addresses_that_is_broken_is_refused(tmp_path: Path) -> None:
    """By Sphinx's own kind of error."""
    listed = tmp_path / "links.toml"
    listed.write_text("[[link]]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="needs url and status"):
        link_languages._listed(listed, 1)


def test_a_table_of_what_is_broken_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables of addresses and of terms are drawn of files that people write."""
    (tmp_path / "_data").mkdir()
    for name in ("_data/links.toml", "terms.toml"):
        (tmp_path / name).write_text("[[", encoding="utf-8")
    monkeypatch.setattr(term_table, "_place", lambda app: tmp_path / "terms.toml")
    drawing: Any = SimpleNamespace(env=SimpleNamespace(srcdir=tmp_path), app=None)
    for kind in (DrawLinks, term_table.DrawTerms):
        with pytest.raises(ConfigError, match="not valid TOML"):
            list(kind.draw(drawing))


def test_an_address_of_the_site_is_whole(tiny: Path) -> None:
    """An address without its scheme would make links that lead nowhere."""
    with (tiny / "conf.py").open("a", encoding="utf-8") as file:
        file.write('html_baseurl = "example.org"\n')
    done = run_in(tiny, "html", ONLY="en")

    assert 1 == done.returncode
    assert "html_baseurl is 'example.org'; give the whole address, with https://" in done.stderr
