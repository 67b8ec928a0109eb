"""What is open or wrong is marked beside its text, and a click on a text shows where it comes from."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from playwright.sync_api import expect

from tests.live.conftest import CATALOG, Show, Start, edit


def test_open_messages_and_findings_are_marked(tiny: Path, start: Start, show: Show) -> None:
    """An empty and a fuzzy message show their catalog line, a finding stands in its paragraph."""
    edit(CATALOG, '"Centeio"', '""')
    edit(CATALOG, 'msgid "Use"', '#, fuzzy\nmsgid "Use"')
    edit(CATALOG, "massa](wiki:Dough)", "massa](wiki:Dog)")
    page = show(start().address + "dough.html")

    expect(page.locator("[data-live-state=untranslated]")).to_have_text("Rye40")
    expect(page.locator("[data-live-state=fuzzy]")).to_have_text("Use36")
    expect(page.locator("p[data-live-findings] .live-finding")).to_contain_text("wiki:Dough")
    expect(page.locator(".live-summary")).to_contain_text("1 untranslated, 1 fuzzy, 1 findings")
    expect(page.locator(".live-marker")).to_have_count(3)


def test_a_finding_that_has_no_paragraph_is_a_note(tiny: Path, start: Start, show: Show) -> None:
    """What the checks find in a message that is not on the page is listed below, with file and line."""
    with CATALOG.open("a", encoding="utf-8") as file:
        file.write('msgid "Gone [x](#a)"\nmsgstr "Foi [x](#b)"\n')
    page = show(start().address + "dough.html")

    expect(page.locator(".live-notes")).to_contain_text(f"{CATALOG}:50: C010 a link differs (lacks")


def test_a_click_shows_the_message(start: Start, show: Show) -> None:
    """The panel has message, translation and `file:line`; no editor, no button; a link still leads on."""
    live = start()
    page = show(live.address + "dough.html")
    page.locator("td").nth(1).click()

    expect(page.locator(".live-place")).to_have_text(f"{CATALOG}:43")
    expect(page.locator(".live-message")).to_have_text("Dark bread")
    expect(page.locator(".live-translation")).to_have_text("Pão escuro")
    expect(page.locator(".live-edit")).to_have_count(0)
    page.get_by_role("link", name="o início").click()
    page.wait_for_url(live.address + "index.html#home")


def test_the_button_opens_the_editor_at_the_line(tmp_path: Path, start: Start, show: Show) -> None:
    """$EDITOR is run with `+line file`, as a list."""
    script = tmp_path / "my editor.py"
    script.write_text("import sys; print('editor', *sys.argv[1:], flush=True)", encoding="utf-8")
    live = start(EDITOR=shlex.join([sys.executable, str(script)]))
    page = show(live.address + "dough.html")
    page.locator("td").nth(1).click()
    page.locator(".live-edit").click()

    assert f"editor +43 {Path.cwd() / CATALOG}" == live.line("editor")


def test_raw_html_of_a_translation_does_not_run(tiny: Path, start: Start, show: Show) -> None:
    """A catalog from outside brings no script into a page that may open the editor."""
    edit(CATALOG, '"Pão escuro"', '"Pão <img src=x onerror=alert(1)> <script>window.ran = 1</script>escuro"')
    page = show(start().address + "dough.html")

    expect(page.locator("td").nth(1)).to_contain_text("escuro")
    expect(page.locator("td img, td script")).to_have_count(0)
    assert page.evaluate("window.ran === undefined")
