"""Do the lines of printed books begin and end as their language wants it, and is a page of Arabic mirrored?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_multilingual.languages import Language
from tests.printing import LANGUAGES, compiled
from tests.site.books import texts_of
from tests.site.placed import astray, broken, words_on

LATIN = [each for each in LANGUAGES.values() if each.direction == "ltr" and "zh" not in each.code]
LIST = '#list([#"%s";], [#"%s";]);#pagebreak();#"%s";'


def book_of(site: Path, language: Language) -> Path:
    """Return the place of the book of a language."""
    return site / language.segment / f"coop-{language.segment}.pdf"


def begun(text: str) -> list[str]:
    """List the lines that begin with a mark which closes, or with the number of a note."""
    return re.findall(r"^\s*(?:[;!?»”’]|[.,:](?=\s|$)|\[\d+\]).*", text, re.MULTILINE)


def ended(text: str) -> list[str]:
    """List the lines that end with a mark which opens."""
    return re.findall(r".*[«„‚(\[¿¡][ \u200b]*$", text, re.MULTILINE)


# Poppler parts lines of Han where the size of letters changes, and lines from the right where their direction does.
@pytest.mark.parametrize("language", LATIN, ids=lambda each: each.code)
def test_no_line_begins_or_ends_with_a_wrong_mark(site: Path, language: Language) -> None:
    """French spaces before and after marks do not break, and a note stays with its word."""
    text = "\n".join(texts_of(book_of(site, language), by_place=True))
    assert ([], []) == (begun(text), ended(text))


def test_a_line_that_begins_or_ends_wrongly_is_found() -> None:
    """A French semicolon and the number of a note at the beginning of a line are found, an ellipsis and a code are not."""
    assert ["; et", "[3]. Un"] == begun("Ceci\n; et\n… ou\n.po\n[3]. Un")
    assert ["Ceci («", "Ou („"] == ended("Ceci («\n« et » (a)\nOu („\nWort“")


def test_a_french_space_that_breaks_is_found(tmp_path: Path) -> None:
    """Lines break at no narrow space; at a space which may be broken some begin with a mark, and some end with one."""
    words, path = "Un « mot » ; et deux ; est-ce « cela » ? ", tmp_path / "book.pdf"

    def lines(text: str) -> tuple[list[str], list[str]]:
        path.write_bytes(compiled(f'#set par(justify: false); #"{text}";', "fr"))
        said = "\n".join(texts_of(path, by_place=True))
        return begun(said), ended(said)

    assert ([], []) == lines(re.sub(r" (?=[;?»])|(?<=«) ", "\u202f", words) * 60)
    assert all(lines(re.sub(r" (?=[;?»])|(?<=«) ", " \u200b", words) * 60))


def test_no_line_of_chinese_begins_or_ends_with_a_wrong_mark(site: Path) -> None:
    """No line begins with a mark that closes, and none ends with one that opens."""
    pages = words_on(book_of(site, LANGUAGES["zh_CN"]).read_bytes())

    assert sum(word.text.endswith("。") for page in pages for word in page) > 300
    assert [] == [word for page in pages for word in broken(page)]


def test_a_wrong_mark_in_chinese_is_found() -> None:
    """A line that begins with a comma, and one that ends with a bracket, are seen; Typst makes none by itself."""
    good = '#"' + "合作社属于社员，（由社员管理）。" * 60 + '";'
    comma, bracket = ('#"合作社属于社员";#linebreak();#"，由社员管理。";', '#"合作社（";#linebreak();#"社员）";')

    found = [[word for page in words_on(compiled(body, "zh_CN")) for word in broken(page)] for body in (good, comma, bracket)]
    assert [[], ["，由社员管理。"], ["合作社（"]] == found


@pytest.mark.parametrize("code", ["ar", "en"])
def test_what_stands_around_the_text_has_its_side(site: Path, code: str) -> None:
    """The chapter above a page stands where a line begins, the number below where it ends, and marks of lists before texts."""
    pages = words_on(book_of(site, LANGUAGES[code]).read_bytes())[1:]

    assert sum(word.text == "•" for page in pages for word in page) > 100
    assert {} == {number: found for number, page in enumerate(pages, 2) if (found := list(astray(page, code == "ar")))}


def test_a_page_that_is_not_mirrored_is_found() -> None:
    """An Arabic book that is set from the left has chapter, number and list on the wrong side."""
    words = LIST % (("تعمل منظمة العمل الدولية",) * 3)
    right, wrong = (words_on(compiled(words, "ar", dir=way))[2:] for way in ("rtl", "ltr"))

    assert [[], []] == [list(astray(page, is_rtl=True)) for page in right]
    assert [["foot", "list", "list"], ["head", "foot"]] == [list(astray(page, is_rtl=True)) for page in wrong]
