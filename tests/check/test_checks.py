"""Each check catches its planted fault at its line, and says nothing of good text."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_multilingual import check as package
from sphinx_multilingual.catalogs import read_catalog
from sphinx_multilingual.check import CODES, Finding, check_language, check_project
from sphinx_multilingual.languages import load_languages, select
from tests.check.conftest import Files, Find, catalog, header, language
from tests.check.good import GOOD
from tests.check.planted import LINK, PLANTED, TERMS, WAIVER, Plant
from tests.conftest import ROOT, run_in

REGISTRIES = (package.MESSAGE_CHECKS, package.CATALOG_CHECKS, package.PAGE_CHECKS)
NAMES = [f"{plant.code} {plant.branch}" for plant in PLANTED]


@pytest.mark.parametrize("plant", PLANTED, ids=NAMES)
def test_a_planted_fault_is_found(find: Find, plant: Plant) -> None:
    """A planted fault is found by its code, in its file, at its line."""
    assert (plant.code, plant.file, plant.line) in find(plant.files)


def switch_off(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the check of one code away; those without a registry have a function of their own."""
    for registry in REGISTRIES:
        if code in registry:
            monkeypatch.delitem(registry, code)  # type: ignore[arg-type]
            return
    if code == "C001":
        monkeypatch.setattr(package, "_check_file", lambda path, locales, language, source: [])
    elif code == "S004":
        monkeypatch.setattr(package.sources, "translated_code", lambda text: iter(()))
    elif code == "O004":
        monkeypatch.setattr(package.behind, "behind", lambda pages, known: iter(()))
    elif code == "W001":
        monkeypatch.setattr(package, "unused", lambda *_: [])
    else:
        monkeypatch.setattr(package, "load_waivers", lambda path: ([], []))


@pytest.mark.parametrize("plant", PLANTED, ids=NAMES)
def test_no_other_check_finds_it(find: Find, plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its check switched off, a planted fault is no longer found: the test above would fail."""
    switch_off(plant.code, monkeypatch)

    assert plant.code not in {code for code, _, _ in find(plant.files)}


def test_each_code_has_a_planted_fault() -> None:
    """No check without a test, and no check without a code."""
    assert set(CODES) == {plant.code for plant in PLANTED}
    assert set(CODES) >= {code for registry in REGISTRIES for code in registry}


@pytest.mark.parametrize(("code", "source", "text"), GOOD, ids=[f"{code} {source}" for code, source, _ in GOOD])
def test_good_text_passes(check: Callable[[Files], list[Finding]], code: str, source: str, text: str) -> None:
    """Other words, another order, and the numbers and marks of the language are no fault."""
    assert [] == [str(finding) for finding in check(catalog(code, (source, text)))]


@pytest.mark.parametrize(
    ("code", "source", "text"),
    [
        ("fr", "The Flour Mill is old.", "Les moulins à farine sont vieux."),
        ("fr", "The old mill.", "Le vieux moulin."),
        ("fr", "The Co Mill, a name.", "Co Mill, un nom."),
        ("fr", "The windmill is old.", "L’éolienne est vieille."),
        ("de", "The Flour Mill is old.", "Die Bäckerei ist alt."),
        ("pt", "The Flour Mill is old.", "A padaria é velha."),
    ],
)
def test_terms_know_inflection_and_status(find: Find, code: str, source: str, text: str) -> None:
    """An inflected or accepted form is right; names, unconfirmed terms and other languages are passed over."""
    assert [] == find({**catalog(code, (source, text)), "locales/terms.toml": TERMS})


def test_a_plural_form_may_follow_either_source(find: Find) -> None:
    """The form for one may lack the number, as in the source."""
    text = 'msgid "one page"\nmsgid_plural "%s pages"\nmsgstr[0] "une page"\nmsgstr[1] "%s pages"\n'

    assert [] == find({"locales/fr/LC_MESSAGES/sphinx.po": f"{header('fr')}\n{text}"})


def test_a_plural_form_for_one_number_may_leave_it_out(find: Find) -> None:
    """The Arabic forms for none, one and two need no number."""
    strings = "".join(f'msgstr[{form}] "{text}"\n' for form, text in enumerate(("لا خبز", "خبز", "خبزان", "%s خبز", "%s خبز", "%s خبز")))

    assert [] == find({"locales/ar/LC_MESSAGES/sphinx.po": f'{header("ar")}\nmsgid "%s loaf"\nmsgid_plural "%s loaves"\n{strings}'})


def test_a_number_from_elsewhere_on_the_page_may_be_repeated(find: Find) -> None:
    """A translation may say which one is meant."""
    assert [] == find(catalog("fr", ("The text", "Le texte no 193"), ("See No. 193", "Voir le no 193")))


def test_a_language_without_data_is_checked_for_the_rest(find: Find) -> None:
    """Babel and the table know nothing of this language: its markup is checked all the same."""
    text = header("fr").replace("Language: fr", "Language: xx_YY") + f'\nmsgid "{LINK}"\nmsgstr "Xy 5."\n'

    assert [("C010", "locales/xx_YY/LC_MESSAGES/page.po", 7)] == find({"locales/xx_YY/LC_MESSAGES/page.po": text})


def test_a_waiver_hides_its_finding_only(find: Find) -> None:
    """A waived finding is left out; another of the same message is not."""
    files = {**catalog("fr", (LINK, "Voir ceci# noqa")), "locales/waivers.toml": WAIVER}

    assert [("C006", "locales/fr/LC_MESSAGES/page.po", 7)] == find(files)


@pytest.mark.parametrize(("page", "left"), [
    ("# Page\n\nSee [here](https://a.org).\n", "S006"), ("(page)=\n# Page\n", "W001"),
])
def test_a_waiver_can_be_for_all_files_of_a_folder(find: Find, page: str, left: str) -> None:
    """`*` stands for any file and any message; what it does not name is found still, and it can be of no use."""
    waiver = WAIVER.replace("locales/fr/LC_MESSAGES/page.po", "docs/*").replace('"See"', '"*"').replace("C010", "S008")

    assert [left] == [code for code, _, _ in find({"docs/part/page.md": page, "locales/waivers.toml": waiver})]


def test_a_waiver_for_a_language_that_was_not_checked_is_no_finding(tiny: Path) -> None:
    """`ONLY=he` says nothing of a waiver for Portuguese."""
    waiver = WAIVER.replace("/fr/", "/pt/").replace("page.po", "dough.po")
    (tiny / "locales/waivers.toml").write_text(waiver, encoding="utf-8")

    assert (0, 1) == (run_in(tiny, "check", "--only", "he").returncode, run_in(tiny, "check").returncode)


def test_what_stops_a_build(check: Callable[[Files], list[Finding]]) -> None:
    """Broken or unsafe catalogs stop a build; typography, terms and open work do not."""
    found = check(catalog("fr", (LINK, "Voir [ceci](#a)?"), ("A word", "")))

    assert [("C010", True), ("C060", False), ("O001", False)] == [(one.code, one.stops_build) for one in found]


def test_a_build_looks_only_for_what_stops_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build's own run finds the lost link and the open work, passes over typography, and minds a waiver."""
    monkeypatch.chdir(tmp_path)
    for name, text in catalog("fr", (LINK, "Voir [ceci](#a)?"), ("A word", "")).items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    catalogs = {"page": read_catalog(tmp_path / "locales/fr/LC_MESSAGES/page.po")}

    assert ["C010", "O001"] == [one.code for one in check_language(catalogs, tmp_path / "locales", language("fr"))]
    (tmp_path / "locales/waivers.toml").write_text(WAIVER, encoding="utf-8")
    assert ["O001"] == [one.code for one in check_language(catalogs, tmp_path / "locales", language("fr"))]


def test_open_work_fails_only_when_strict(tiny: Path) -> None:
    """An empty message is open work: exit 0, and exit 1 with STRICT=1."""
    page = tiny / "locales/pt/LC_MESSAGES/index.po"
    page.write_text(page.read_text(encoding="utf-8").replace("Fazer pão", ""), encoding="utf-8")

    relaxed, strict = run_in(tiny, "check"), run_in(tiny, "check", STRICT="1")

    listed = "locales/pt/LC_MESSAGES/index.po:11: O001 not translated; fill in `msgstr`"
    assert (0, 1) == (relaxed.returncode, strict.returncode)
    assert listed in relaxed.stdout.splitlines()
    assert listed in strict.stderr.splitlines()


def test_open_work_is_told_by_kind(capsys: pytest.CaptureFixture[str]) -> None:
    """Of each kind of open work one line says how much there is and where it begins; the long form lists all."""
    work = [Finding(Path("a.po"), line, code) for line, code in ((3, "O001"), (5, "O002"), (7, "O001"))]

    assert not package.report(work, strict=False)
    told = capsys.readouterr().out.splitlines()
    assert not package.report(work, strict=False, verbose=True)

    assert [f"{work[0]} (and 1 more)", str(work[1])] == told[:2]
    assert [*map(str, work), "open work, which stops no build: 3"] == capsys.readouterr().out.splitlines()[:4]


def test_texts_that_the_catalogs_have_are_not_told_of(find: Find) -> None:
    """Breaks of lines, quotes, lists of pages, numbers, and what a page adds to a text of a data file are no new text."""
    page = 'It is\n"so".\n\n12 %\n\n```{toctree}\nother\n```\n'
    data = '[layout]\nkind = "list"\n\n[[record]]\ntext = "A book."\n'
    known = catalog("fr", ('It is "so".', "Oui."), ("A book.[^a]", "Un livre.[^a]"))

    assert {"O004"}.isdisjoint(code for code, _, _ in find({**known, "docs/page.md": page, "docs/_data/it.toml": data}))


def test_a_broken_catalog_does_not_hide_the_others(tiny: Path) -> None:
    """A catalog that cannot be read is a finding at its line, and the check goes on."""
    for name in ("index", "dough"):
        with (tiny / f"locales/pt/LC_MESSAGES/{name}.po").open("a", encoding="utf-8") as file:
            file.write('\nmsgid "x\n')
    done = run_in(tiny, "check")

    assert 1 == done.returncode
    assert 2 == done.stderr.count(" C001 "), done.stderr


def test_what_has_not_changed_is_not_checked_again() -> None:
    """The second check of this whole project takes less than 2 s of processor time."""
    run_in(ROOT, "check")
    before = os.times()
    done = run_in(ROOT, "check", COVERAGE_PROCESS_CONFIG="")  # which takes time of its own
    after = os.times()

    assert 0 == done.returncode, done.stderr
    assert 2 > after.children_user + after.children_system - before.children_user - before.children_system


@pytest.mark.parametrize("spoiled", ["locales/pt/LC_MESSAGES/dough.po", "locales/terms.toml", "build/checked/pt.json"])
def test_what_has_changed_is_checked_again(tiny: Path, spoiled: str) -> None:
    """A changed catalog, changed terms and a broken record of the last run are no reason to miss a fault."""
    first = run_in(tiny, "check")
    fault = {
        "dough.po": '\nmsgid "Bake [this](#knead)."\nmsgstr "Asse isto."\n', "pt.json": "{",
        "terms.toml": '\n[[term]]\nid = "rye"\nen = "Dark bread"\n[term.pt]\nofficial = "Broa"\nstatus = "confirmed"\nsource = "a"\n',
    }
    with (tiny / spoiled).open("a", encoding="utf-8") as file:
        file.write(fault[Path(spoiled).name])
    second = run_in(tiny, "check")

    assert 0 == first.returncode, first.stderr
    code = {"dough.po": " C010 ", "terms.toml": " C050 "}.get(Path(spoiled).name)
    assert second.returncode == bool(code)
    assert not code or code in second.stderr


def test_this_project_has_no_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own pages and catalogs pass, without waivers."""
    monkeypatch.chdir(ROOT)
    table = load_languages(ROOT / "locales/languages.toml")
    found = check_project(ROOT, ROOT / "locales", table, select(table, ""))

    assert [] == [str(finding) for finding in found if finding.is_error]
    assert not (ROOT / "locales/waivers.toml").exists()
