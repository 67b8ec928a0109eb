"""A catalog from outside brings text and nothing else: shown in the browser without the policy that would stop the rest."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from babel.messages import Message
from playwright.sync_api import Browser, Page

from sphinx_multilingual.catalogs import dump_catalog, messages, read_catalog
from sphinx_multilingual.check import CODES, Setting, check_message
from tests.browser.conftest import new_page
from tests.check.test_fuzz import PIECES
from tests.conftest import run_in

TEXTS = 2000 if os.environ.get("PROVE") else 120
SOURCE = "Bread number {number} needs **flour** and [time](https://example.org/b), as *bakers* say."
TRANSLATED = "O pão {number} precisa de **farinha** e [tempo](https://example.org/b), como dizem os *padeiros*."
RUN = "document.title=window.hostile=1;fetch('https://evil.example/')"
# What would run, ask somebody, or turn the page around, if a check let it pass.
HOSTILE = (
    f"<script>{RUN}</script>", f"<img src=x onerror=\"{RUN}\">", f"<svg onload=\"{RUN}\">", f"[x](javascript:{RUN})", "![x](https://evil.example/a.png)",
    "<link rel=stylesheet href=https://evil.example/a.css>", "<iframe src=https://evil.example>", "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<style>@import 'https://evil.example/a.css';</style>", f"\" onmouseover=\"{RUN}\" x=\"", f"' autofocus onfocus='{RUN}", f"&quot; onclick=&quot;{RUN}",
    f"&lt;script&gt;{RUN}&lt;/script&gt;", "&#60;img src=https://evil.example&#62;", "<base href=https://evil.example>", "</p></article></body>", "</title><script>window.hostile=1</script>",
    "{raw}`html`", "```{raw} html\n<script>window.hostile=1</script>\n```", "{{ cycler.__init__.__globals__ }}", "{% raw %}", "${hostile}", "\u202e", "\u202d", "\u2066", "\u2067", "\u2068\u2069", "\u2069",
    "\u200f" * 40, "\u061c", "\u2067abc\u2069", "W" * 300, "\u0645" * 300, "\U0001f600" * 50,
)


def accepted(source: str, text: str, is_label: bool) -> bool:
    """Tell whether a build would take a translation."""
    found = check_message(Message(source, text), Setting("pt", is_label=is_label))
    return not any(CODES[code].stops_build for code, _ in found)


def spoilt(source: str, text: str, chance: random.Random, is_label: bool = False) -> str:
    """Put hostile pieces into a translation until a build would take it."""
    for _ in range(30):
        place = chance.choice([0, len(text), chance.randrange(len(text) + 1)])
        new = text[:place] + "".join(chance.choices((*HOSTILE, *PIECES), k=chance.choice((1, 1, 2)))) + text[place:]
        if is_label and new.count("%") > text.count("%"):  # Breaks the build, and so reaches nobody.
            continue
        if accepted(source, new, is_label):
            return new
    return text


@pytest.fixture
def hostile(tiny: Path) -> Path:
    """The tiny site with a page, and every label, in hostile translations that passed the checks."""
    chance = random.Random(7)
    sources = [SOURCE.replace("{number}", str(number)) for number in range(1000, 1000 + TEXTS)]
    (tiny / "docs/loaves.md").write_text("(loaves)=\n# Loaves\n\n" + "\n\n".join(sources) + "\n", encoding="utf-8")
    index = tiny / "docs/index.md"
    index.write_text(index.read_text(encoding="utf-8").replace("\ndough\n", "\ndough\nloaves\n"), encoding="utf-8")
    assert 0 == run_in(tiny, "catalogs", ONLY="pt").returncode
    folder, changed = tiny / "locales/pt/LC_MESSAGES", 0
    for path in folder.glob("*.po"):
        catalog = read_catalog(path)
        is_label = path.stem in ("interface", "sphinx")
        for message in messages(catalog):
            source = message.id if isinstance(message.id, str) else ""
            number = next((word for word in source.split() if word.isdigit()), "")
            good = TRANSLATED.replace("{number}", number) if path.stem == "loaves" and number else message.string or source
            if source and isinstance(good, str):
                message.string = spoilt(source, good, chance, is_label)
                message.flags.discard("fuzzy")
                changed += message.string != good
        dump_catalog(path, catalog)
    assert changed > 0.9 * TEXTS  # So many pass the checks; the rest is refused.
    done = run_in(tiny, "html")
    assert 0 == done.returncode, done.stderr[-3000:]
    return tiny / "build/site"


def watched(browser: Browser, site: Path, width: int) -> tuple[Page, list[str]]:
    """Open a window without the policy, and list what runs or is asked of anybody."""
    page, faults = new_page(browser, bypass_csp=True, viewport={"width": width, "height": 800}), []
    page.on("dialog", lambda dialog: (faults.append("a dialog"), dialog.dismiss()))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((site.as_uri(), "data:")) else faults.append(request.url))
    return page, faults


# What a page of this site may hold; the rest came from a catalog.
FOREIGN = """() => [
  ...[...document.querySelectorAll('*')].flatMap(node => [...node.attributes].filter(each => /^on/.test(each.name)).map(each => each.name)),
  ...[...document.querySelectorAll('script:not([src]):not([type]), iframe, object, embed, base, form[action^="http"]')].map(node => node.outerHTML),
  ...[...document.querySelectorAll('[src], link[href]')].map(node => node.src || node.href).filter(url => url.startsWith('http')),
  ...[...document.querySelectorAll('article a[href], nav a[href], header a[href]')].map(node => node.href).filter(url => !/^(file|https:.*(example.org|wikipedia.org))/.test(url)),
  ...(window.hostile === undefined ? [] : ['it ran']),
]"""
# Paragraphs are read from left to right whatever stands in the others: the first sign of a number lies left of its last.
TURNED = """() => [...document.querySelectorAll('article p')].filter(node => {
  const text = [...node.childNodes].find(each => each.nodeType === 3 && /\\d{4}/.test(each.data));
  if (!text || getComputedStyle(node).direction !== 'ltr') return !!text;
  const at = text.data.search(/\\d{4}/), box = place => { const range = new Range(); range.setStart(text, place); range.setEnd(text, place + 1); return range.getBoundingClientRect() };
  return box(at).left >= box(at + 3).left && Math.abs(box(at).top - box(at + 3).top) < 2;
}).map(node => node.textContent)"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_hostile_catalogs_bring_text_alone(browser: Browser, hostile: Path) -> None:
    """No script runs, no request leaves, no address is new, no paragraph is turned, no page grows wider than its window."""
    for width in (1200, 320):
        page, faults = watched(browser, hostile, width)
        for name in ("loaves", "dough", "index", "search"):
            page.goto((hostile / f"pt/{name}.html").as_uri())

            assert [] == page.evaluate(FOREIGN)
            assert [] == page.evaluate(TURNED)
            assert 0 == page.evaluate(WIDE), name
        assert [] == faults
        page.context.close()


PLANTED = {
    "runs": (f"<img src=x onerror=\"{RUN}\">", FOREIGN), "asks": ("<img src=https://evil.example/a.png>", FOREIGN),
    "address": ("<a href='javascript:alert(1)'>x</a>", FOREIGN), "turned": ("<p>\u202eBread 1234 needs flour</p>", TURNED), "wide": ("<p style='width:9000px'>x</p>", WIDE),
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_brought_in_is_seen(browser: Browser, tiny: Path, name: str) -> None:
    """The eyes of the test above bite: each fault, put into a built page, is seen."""
    piece, eye = PLANTED[name]
    (tiny / "page.html").write_text(f"<!doctype html><meta name=viewport content='width=device-width'><article>{piece}</article>", encoding="utf-8")
    page = new_page(browser, bypass_csp=True)
    page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
    page.goto((tiny / "page.html").as_uri())

    assert page.evaluate(eye)
    page.context.close()
