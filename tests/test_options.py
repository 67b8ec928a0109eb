"""Is each setting of the engine, and each key of its table of languages, explained on a page?"""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from sphinx_multilingual.check.reading import read
from sphinx_multilingual.languages import Language
from sphinx_multilingual.options import KEYS, OPTIONS
from tests.conftest import ROOT, run_in

LISTS = "\n```{option-list} settings\n```\n\n```{option-list} keys\n```\n"


def test_each_key_has_its_reason() -> None:
    """The explained keys are those that the table has."""
    assert [field.name for field in fields(Language)] == list(KEYS)


def test_only_explained_settings_are_declared() -> None:
    """One place declares settings, so that none can be without its sentence."""
    modules = sorted((ROOT / "sphinx_multilingual").rglob("*.py"))

    assert ["options.py"] == [path.name for path in modules if "add_config_value(" in path.read_text(encoding="utf-8")]
    assert all(option.why.endswith(".") and option.type_name for option in OPTIONS.values())


def test_each_setting_that_the_engine_reads_is_declared() -> None:
    """A setting that conf.py of a site here sets is one of those on the page."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("conf.py", "tests/tiny/conf.py", "examples/recipe/conf.py")]
    used = {name for text in texts for name in re.findall(r"^(multilingual_\w+) =", text, re.MULTILINE)}

    assert used <= set(OPTIONS)
    assert len(used) > 5


def test_the_page_of_this_site_has_both_lists() -> None:
    """The page draws the settings and the keys."""
    page = (ROOT / "docs/contribute/options.md").read_text(encoding="utf-8")

    assert ["settings", "keys"] == re.findall(r"^```\{option-list\} (\w+)$", page, re.MULTILINE)
    assert not [kind for text in (*KEYS.values(), *(option.why for option in OPTIONS.values())) for kind, _ in read(text).marks if kind != "placeholder"]


def test_a_page_shows_type_default_and_reason(tiny: Path) -> None:
    """Each setting stands with its type and default, under a target, and its reason is a message of the page."""
    with (tiny / "docs/dough.md").open("a", encoding="utf-8") as file:
        file.write(LISTS)
    done = run_in(tiny, "html", "--only", "en")
    assert 0 == done.returncode, done.stderr
    page = (tiny / "build/site/en/dough.html").read_text(encoding="utf-8")
    terms = dict(re.findall(r'<dt id="([\w-]+)">(.*?)</dt>', page))

    assert {name.replace("_", "-") for name in (*OPTIONS, *KEYS)} <= set(terms)
    assert "multilingual_book: str = &quot;book&quot;" in re.sub(r"<[^>]+>", "", terms["multilingual-book"])
    assert "multilingual_linkcheck_pause: int | float = 1.0" in re.sub(r"<[^>]+>", "", terms["multilingual-linkcheck-pause"])
    assert "How the names of the PDF and the EPUB begin; the language follows." in page


def test_an_unknown_list_is_an_error(tiny: Path) -> None:
    """A list that does not exist stops the build at its line."""
    with (tiny / "docs/dough.md").open("a", encoding="utf-8") as file:
        file.write("\n```{option-list} wishes\n```\n")
    done = run_in(tiny, "html", "--only", "en")

    assert 1 == done.returncode
    assert "there is no list 'wishes'; write one of settings, keys" in done.stderr
