"""The foot of a page: where it comes from, when it was changed, where a mistake is reported."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from sphinx_multilingual import links
from sphinx_multilingual.foot import report
from sphinx_multilingual.languages import load_languages
from tests.conftest import CODE, ROOT, run_in
from tests.test_history import git

LANGUAGES = load_languages(ROOT / "tests/tiny/locales/languages.toml")


def foot(page: Path) -> str:
    """Return the foot of a built page, with its characters as they are."""
    found = re.search(r'<p class="page-foot".*?</p>', page.read_text(encoding="utf-8"), re.DOTALL)
    return unescape(found[0]) if found else ""


def hrefs(page: Path) -> list[str]:
    return re.findall('href="([^"]*)"', foot(page))


def configure(project: Path, line: str) -> None:
    with (project / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(line + "\n")


@pytest.fixture
def committed(tiny: Path) -> Path:
    """The tiny project in a repository: its pages of 2021, one of them changed in 2022, its catalogs of 2023."""
    git(tiny, "init", "-q")
    git(tiny, "add", "docs")
    git(tiny, "commit", "-qm", "x", day="2021-02-03")
    with (tiny / "docs/index.md").open("a", encoding="utf-8") as page:
        page.write("\n")
    git(tiny, "commit", "-qam", "x", day="2022-04-05")
    git(tiny, "add", ".")
    git(tiny, "commit", "-qm", "x", day="2023-06-07")
    return tiny


def test_a_report_has_page_and_language_filled_in() -> None:
    """In English and the reader's language, with a place for the text; no character breaks the address."""
    said = dict.fromkeys(("Language", "Text with the mistake", "What is wrong, and how it should read"), "Ж & #?")
    address = report("{repository}/new?title={title}&body={body}", CODE, "about/a", LANGUAGES[1], "https://x.org/pt/about/a.html", {**said, "Page": "Page"})
    fields = parse_qs(urlsplit(address).query, strict_parsing=True)

    assert ["Mistake on page about/a (Portuguese)"] == fields["title"]
    assert fields["body"][0].startswith("**Page**\nabout/a\nhttps://x.org/pt/about/a.html\n\n**Language / Ж & #?**\nPortuguese (pt)\n")
    assert "\n> …\n" in fields["body"][0]
    assert 1 == address.count("%E2%80%A6")


def test_a_page_leads_to_its_files_and_to_a_report(committed: Path) -> None:
    """The original has one file, a translation two; each is there. Days are those of git, in the reader's language."""
    configure(committed, f"multilingual_repository = '{CODE}/'")
    done = run_in(committed, "html")
    assert 0 == done.returncode, done.stderr
    site = committed / "build/site"
    original, catalog, mistake = hrefs(site / "pt/index.html")

    assert [f"{CODE}/blob/main/docs/index.md", f"{CODE}/blob/main/locales/pt/LC_MESSAGES/index.po"] == [original, catalog]
    assert all((committed / address.removeprefix(f"{CODE}/blob/main/")).is_file() for address in (original, catalog))
    assert mistake.startswith(f"{CODE}/issues/new?title=Mistake%20on%20page%20index%20%28Portuguese%29&body=")
    assert [original] == hrefs(site / "en/index.html")[:1]
    assert 2 == len(hrefs(site / "en/index.html"))
    assert "Last changed: April 5, 2022" in foot(site / "en/index.html")
    assert "Last changed: February 3, 2021" in foot(site / "en/dough.html")
    assert ["Translation last changed: 7 de junho de 2023", "Original text last changed: 5 de abril de 2022"] == re.findall("<span>(.*?)</span>", foot(site / "pt/index.html"))
    assert "" == foot(site / "en/search.html")


def test_links_to_the_repository_need_no_place_in_the_list(committed: Path) -> None:
    """They are allowed by rule; an address that only begins like it is not, nor is any where no page names it."""
    configure(committed, f"multilingual_repository = '{CODE}'")
    assert 0 == run_in(committed, "html").returncode
    site = committed / "build/site"

    def unlisted() -> list[str]:
        return [text for text in links.check_site(links.Site(site, LANGUAGES[:2], "links.toml"), {}) if CODE in text]

    assert [] == unlisted()
    page = site / "en/dough.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(f"{CODE}/blob", f"{CODE}base/blob"), encoding="utf-8")
    assert 1 == len(unlisted())
    for path in site.rglob("*.html"):
        path.write_text(path.read_text(encoding="utf-8").replace("data-repository", "data-none"), encoding="utf-8")
    assert len(unlisted()) > 4


def test_without_a_repository_the_site_says_how_to_report(tiny: Path) -> None:
    """The link leads to a section of the site, in the same language; without git no day is told."""
    configure(tiny, "multilingual_report = 'knead'")
    assert 0 == run_in(tiny, "html").returncode

    assert ["dough.html#knead"] == hrefs(tiny / "build/site/pt/index.html")
    assert "changed" not in foot(tiny / "build/site/pt/index.html")


def test_a_site_that_knows_nothing_of_all_this_has_no_foot(tiny: Path) -> None:
    """No setting and no git: no line."""
    assert 0 == run_in(tiny, "html").returncode
    assert "" == foot(tiny / "build/site/pt/index.html")


def test_another_forge_has_other_addresses(tiny: Path) -> None:
    """Each pattern can be replaced."""
    configure(tiny, f"multilingual_repository = '{CODE}'\nmultilingual_repository_links = {{'file': '{{repository}}/-/tree/{{path}}'}}")
    assert 0 == run_in(tiny, "html", ONLY="en").returncode
    source, mistake = hrefs(tiny / "build/site/en/dough.html")

    assert f"{CODE}/-/tree/docs/dough.md" == source
    assert mistake.startswith(f"{CODE}/issues/new?")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("multilingual_repository = 'example.org/code'", "multilingual_repository is 'example.org/code'; give the whole address"),
        ("multilingual_repository_links = {'issues': ''}", "multilingual_repository_links has 'issues'; known: file, issue"),
        ("multilingual_report = 'nowhere'", "multilingual_report is 'nowhere', a target that no page has"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(tiny: Path, line: str, words: str) -> None:
    """It says what was found and what to do, and no site is made."""
    configure(tiny, line)
    done = run_in(tiny, "html", ONLY="en")

    assert 1 == done.returncode
    assert 1 == done.stderr.count(words), done.stderr


def test_a_page_is_as_new_as_the_data_that_it_draws(committed: Path) -> None:
    """A change of a data file is a change of the page that draws it, and of no other; the list of sources is of all."""
    (committed / "docs/_data").mkdir()
    (committed / "docs/_data/days.toml").write_text('[layout]\nkind = "list"\n[[record]]\ntext = "A day"\n', encoding="utf-8")
    (committed / "docs/_data/sources.toml").write_text('[source.book]\ncite = "A book"\nmark = "known"\n', encoding="utf-8")
    configure(committed, "multilingual_sources = 'docs/_data/sources.toml'\nexclude_patterns = ['_data']")
    with (committed / "docs/dough.md").open("a", encoding="utf-8") as page:
        page.write("\nA text.[^book]\n\n```{records} days\n```\n\n```{sources}\n```\n")
    git(committed, "add", ".")
    git(committed, "commit", "-qm", "x", day="2023-07-08")
    for name, day in (("days", "2023-08-09"), ("sources", "2023-09-10")):
        with (committed / f"docs/_data/{name}.toml").open("a", encoding="utf-8") as data:
            data.write("\n")
        git(committed, "commit", "-qam", "x", day=day)
    done = run_in(committed, "html", ONLY="en")
    assert 0 == done.returncode, done.stderr

    assert "Last changed: August 9, 2023" in foot(committed / "build/site/en/dough.html")
    assert "Last changed: April 5, 2022" in foot(committed / "build/site/en/index.html")
