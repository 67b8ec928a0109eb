"""One planted fault for each branch of each check: (code, branch, files, file, line)."""

from __future__ import annotations

from typing import NamedTuple

from tests.check.conftest import Files, catalog, header

TERMS = """
[[term]]
id = "mill"
en = "Flour Mill"
aliases = ["mill"]
[term.fr]
official = "moulin à farine"
accept = ["moulin"]
avoid = ["minoterie"]
status = "confirmed"
source = "a book"
[term.de]
official = "Mühle"
status = "unconfirmed"
source = "none"
"""
WAIVER = '[[waiver]]\ncode = "C010"\nfile = "locales/fr/LC_MESSAGES/page.po"\nmessage = "See"\nreason = "a test"\n'


class Plant(NamedTuple):
    """A fault in a small project, and where it must be found."""

    code: str
    branch: str
    files: Files
    file: str
    line: int


def po(code: str, branch: str, language: str, source: str, text: str, domain: str = "page", **more: str) -> Plant:
    """Plant a fault in the translation of one message."""
    files = {**catalog(language, (source, text), domain=domain), **{f"locales/{name}.toml": body for name, body in more.items()}}
    return Plant(code, branch, files, f"locales/{language}/LC_MESSAGES/{domain}.po", 7)


def raw(code: str, branch: str, text: str, line: int, language: str = "fr") -> Plant:
    """Plant a fault in a whole catalog."""
    path = f"locales/{language}/LC_MESSAGES/page.po"
    return Plant(code, branch, {path: text}, path, line)


def md(code: str, branch: str, text: str, line: int) -> Plant:
    """Plant a fault in a page."""
    return Plant(code, branch, {"docs/page.md": text}, "docs/page.md", line)


FR = header("fr")
LINK = "See [this](#a) and [that](wiki:B)."
TABLE = "(t)=\n# T\n\n:::{{table}} {}\n| a | b |\n| --- | --- |\n| x | 12 |\n:::\n"

LAYOUT = '[layout]\nkind = "list"\n\n[[record]]\nid = "it"\ntext = """\n{}"""\n'
SOURCE = '[source.a]\nmark = "known"\ncite = "{}"\n'


def toml(code: str, branch: str, text: str, line: int) -> Plant:
    """Plant a fault in a data file."""
    return Plant(code, branch, {"docs/_data/it.toml": text}, "docs/_data/it.toml", line)


PLANTED = [
    raw("C001", "syntax", FR + '\nmsgid "a\nmsgstr "b"\n', 7),
    raw("C001", "encoding", FR + '\nmsgid "a"\nmsgstr "\udcff"\n', 8),
    raw("C002", "other", FR.replace("Language: fr", "Language: de"), 3),
    raw("C002", "none", FR.replace('"Language: fr\\n"\n', ""), 1),
    raw("C003", "rule", FR.replace("n > 1", "n > 2"), 5),
    raw("C003", "count", FR.replace("nplurals=2", "nplurals=3"), 5),
    raw("C003", "no rule at all", FR.replace("n > 1", "n >"), 5),
    raw("C003", "division by zero", FR.replace("n > 1", "n % 0"), 5),
    raw("C004", "one is empty", FR + '\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] ""\n', 7),
    raw("C004", "one is missing", FR + '\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', 7),
    raw("C005", "twice", FR + '\nmsgid "a"\nmsgstr "b"\n\nmsgid ""\n"a"\nmsgstr "c"\n', 10),
    po("C006", "at the end", "fr", "A word", "Un mot # noqa"),
    po("C010", "lost", "fr", LINK, "Voir [ceci](#a) et cela."),
    po("C010", "added", "fr", "See this.", "Voir [ceci](#a)."),
    po("C010", "changed", "fr", LINK, "Voir [ceci](#b) et [cela](wiki:B)."),
    po("C010", "in pointed brackets", "fr", "Ask <me@example.org>", "Demander à <moi@example.org>"),
    po("C011", "lost", "fr", "A word.[^n]", "Un mot."),
    po("C012", "lost", "fr", "A {term}`word`", "Un mot"),
    po("C012", "other target", "fr", "A {doc}`page <a/b>`", "Une {doc}`page <a/c>`"),
    po("C013", "lost", "fr", "It is {{ name }}", "C’est lui"),
    po("C014", "braces", "fr", "Edition {version}", "Édition {vers}"),
    po("C014", "added", "fr", "Edition", "Édition {version}"),
    raw("C014", "last plural form", FR + '\nmsgid "%s loaf"\nmsgid_plural "%s loaves"\nmsgstr[0] "un pain"\nmsgstr[1] "des pains"\n', 7),
    raw("C014", "form for 1, 21, 31", header("ru") + '\nmsgid "%s loaf"\nmsgid_plural "%s loaves"\nmsgstr[0] "хлеб"\nmsgstr[1] "%s хлеба"\nmsgstr[2] "%s хлебов"\n', 7, "ru"),
    po("C014", "per cent", "fr", "Edition %s", "Édition", "sphinx"),
    po("C014", "named", "fr", "Edition %(version)s", "Édition", "sphinx"),
    po("C015", "web", "fr", "It is at https://example.org/a", "C’est à https://example.org/b"),
    po("C015", "without scheme", "fr", "It is at example.org/a", "C’est à exemple.org/a"),
    po("C016", "lost", "fr", "Here ![a jar](jar.png)", "Ici"),
    po("C016", "link turned into image", "fr", "Here [a jar](jar.png)", "Ici ![un pot](jar.png)"),
    po("C020", "inline", "fr", "A word", "Un <b>mot</b>"),
    po("C020", "block", "fr", "A word", "<script>mot</script>"),
    po("C021", "backticks", "fr", "A word", "```{raw} html\nmot\n```"),
    po("C021", "colons", "fr", "A word", ":::{note}\nmot\n:::"),
    po("C021", "code block", "fr", "A word", "    mot"),
    po("C022", "HTML", "fr", "A word", "Un <!-- secret --> mot"),
    po("C022", "MyST", "fr", "A word", "% un mot"),
    po("C023", "heading", "fr", "A word", "# mot"),
    po("C023", "list", "fr", "A word", "- mot"),
    po("C023", "numbered list", "fr", "1990 was good", "1990. Bonne année"[2:]),
    po("C023", "quotation", "fr", "A word", "> mot"),
    po("C023", "target", "fr", "A word", "(mot)="),
    po("C023", "address of a reference", "fr", "A word", "[mot]: #a"),
    po("C023", "rule", "fr", "A word", "---"),
    po("C024", "javascript", "fr", "A word", "[Un mot](javascript:alert)"),
    po("C024", "hidden by an entity", "fr", "A word", "[Un mot](java&#115;cript:alert)"),
    po("C024", "hidden by a break", "fr", "A word", "Un java\tscript: mot"),
    po("C024", "data", "fr", "A word", "[Un mot](data:text/html,x)"),
    po("C025", "null", "fr", "A word", "Un mot\x01"),
    po("C025", "invisible letters", "fr", "A word", "Un\U000e0041 mot"),
    po("C026", "break", "fr", "A word", "Un\nmot"),
    po("C027", "length", "fr", "A word", "mot " * 200),
    po("C030", "year", "fr", "In 1919", "En 1918"),
    po("C030", "lost", "fr", "There were 1,217.5 in it", "Il y en avait beaucoup"),
    po("C030", "added", "fr", "There were some", "Il y en avait 45 000"),
    po("C030", "decimal mark", "de", "It is 9.46 there", "Es sind dort 9.46"),
    po("C030", "small numbers", "fr", "The 20th time", "La 21e fois"),
    po("C030", "one digit", "fr", "It has 3 parts", "Il a 4 parties"),
    po("C030", "magnitude", "fr", "Some 27.2 million", "Quelque 27,2 milliards"),
    po("C030", "Chinese magnitude", "zh_CN", "Some 279.4 million", "约2.794万"),
    po("C030", "Arabic digits", "ar", "In 1919", "في عام ١٩١٨"),
    po("C031", "day", "fr", "On 23 March 1920", "Le 22 mars 1920"),
    po("C031", "month", "ru", "On 23 March 1920", "23 апреля 1920 года"),
    po("C031", "Arabic month of two names", "ar", "In January 1920", "في كانون الأول/ديسمبر 1920"),
    po("C031", "in figures", "zh_CN", "On 23 March 1920", "1920年3月22日"),
    po("C031", "second day", "zh_CN", "From 4 to 8 December 2017", "2017年12月4日至9日"),
    po("C031", "first day", "fr", "From 4 to 8 December 2017", "Du 3 au 8 décembre 2017"),
    po("C030", "decade in words", "ar", "Concerns of the 1960s", "شواغل سبعينات القرن العشرين"),
    po("C030", "decade", "zh_CN", "Concerns of the 1960s", "20世纪70年代的关切"),
    po("C031", "added", "es", "In the year 1920", "En abril de 1920"),
    po("C040", "third script", "fr", "A good word", "Un bon слово"),
    po("C040", "all in Latin", "ru", "Some words that nobody wrote", "quelques mots que personne"),
    po("C041", "source language", "fr", "It is not known to the people of the town.", "It is not known to the people of the town."),
    po("C041", "source language in another script", "ru", "It is not known to the people of the town, he said.", "Он: it is not known to the people of the town."),
    po("C041", "neighbour", "fr", "It is not known to the people of the town.", "La casa que se ve desde el camino es de los abuelos."),
    po("C042", "Cyrillic and Latin", "ru", "Council", "Cовет"),
    po("C050", "missing", "fr", "The Flour Mill is old.", "La boulangerie est vieille.", terms=TERMS),
    po("C050", "missing alias at the start", "fr", "Mill and bread", "Le pain", terms=TERMS),
    po("C051", "avoided", "fr", "The Flour Mill is old.", "La minoterie, un moulin, est vieille.", terms=TERMS),
    po("C060", "glued", "fr", "Which one?", "Lequel?"),
    po("C060", "glued colon", "fr", "One: two", "Un: deux"),
    po("C060", "plain space", "fr", "Which one?", "Lequel ?"),
    po("C060", "after the opening mark", "fr", "The “word”", "Le « mot\u00a0»"),
    po("C060", "before the closing mark", "fr", "The “word”", "Le «\u00a0mot »"),
    po("C061", "French straight", "fr", "The “word”", 'Le "mot"'),
    po("C061", "French curly", "fr", "The “word”", "Le “mot”"),
    po("C061", "Spanish", "es", "The “word”", 'La "palabra"'),
    po("C061", "German straight", "de", "The “word”", 'Das "Wort"'),
    po("C061", "German closing", "de", "The “word”", "Das „Wort”"),
    po("C061", "German opening", "de", "The “word”", "Das “Wort“"),
    po("C061", "German unclosed", "de", "The “word”", "Das „Wort"),
    po("C061", "Russian straight", "ru", "The “word”", 'Это "слово"'),
    po("C061", "Russian English", "ru", "The “word”", "Это “слово”"),
    po("C061", "Chinese", "zh_CN", "The “word”", '这个"词"'),
    po("C062", "question", "es", "Which one?", "Cuál?"),
    po("C062", "second question", "es", "Which? And why?", "¿Cuál? Y por qué?"),
    po("C062", "exclamation", "es", "What a loaf!", "Qué pan!"),
    po("C062", "unclosed", "es", "Which one?", "¿Cuál"),
    po("C062", "unclosed exclamation", "es", "What a loaf!", "¡Qué pan"),
    po("C063", "comma", "zh_CN", "Bread, water", "面包,水"),
    po("C063", "stop", "zh_CN", "Bread.", "面包."),
    po("C063", "bracket", "zh_CN", "Bread (rye)", "面包(黑麦)"),
    po("C063", "closing bracket", "zh_CN", "Bread (rye) bread", "面包（rye)面"),
    po("C064", "comma", "ar", "Bread, water", "خبز, ماء"),
    po("C065", "before", "ar", "The COOP", "الCOOP"),
    po("C065", "after", "ar", "COOP bread", "COOPخبز"),
    po("C066", "hyphen", "ru", "Bread is good", "Хлеб - это хорошо"),
    po("C066", "no spaces", "ru", "Bread is good", "Хлеб—это хорошо"),
    po("C070", "open", "fr", "A (good) word", "Un (bon mot"),
    po("C070", "closed", "fr", "A (good) word", "Un bon) mot"),
    po("C070", "crossed", "fr", "A (good) word", "Un (bon] mot"),
    po("C071", "override", "ar", "A word", "كلمة\u202e"),
    po("C071", "open isolate", "ar", "A word", "\u2067كلمة"),
    po("C071", "closed before opened", "ar", "A word", "\u2069كلمة\u2067"),
    po("C080", "label", "fr", "Search it", "Rechercher un mot dans toutes les pages de ce site", "sphinx"),
    po("O001", "empty", "fr", "A word", ""),
    raw("O002", "fuzzy", FR + '\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n', 8),
    raw("O003", "obsolete", FR + '\n#~ msgid "a"\n#~ msgstr "b"\n', 7),
    Plant("O004", "page", {**catalog("fr", ("It is *so*.", "Oui.")), "docs/page.md": "It is *so*.\n\nIt is\nnew.\n"}, "docs/page.md", 3),
    Plant("O004", "data", {**catalog("fr", ("A book.[^a]", "Un livre.[^a]")), "docs/_data/it.toml": LAYOUT.format("A bookcase.")}, "docs/_data/it.toml", 6),
    md("S001", "slug of this page", "(t)=\n# T\n\nSee [it](#the-slug).\n", 4),
    toml("S001", "in a record", LAYOUT.format("See [it](#the-slug)."), 6),
    md("S001", "slug of another page", "(t)=\n# T\n\nSee [it](page.md#t).\n", 4),
    md("S002", "link", "(t)=\n# T\n\nSee [it][there].\n", 4),
    md("S002", "definition", "(t)=\n# T\n\n[there]: https://example.org\n", 4),
    md("S003", "heading with a number", "(t)=\n# 1. T\n", 2),
    md("S003", "list item with a mark", "(t)=\n# T\n\n:::{table} x\n| - a |\n| --- |\n| b |\n:::\n", 5),
    toml("S003", "record", LAYOUT.format("1. first"), 6),
    toml("S003", "source", SOURCE.format("- A source"), 3),
    toml("S005", "record", LAYOUT.format("word " * 121), 6),
    toml("S005", "source", SOURCE.format("word " * 121), 3),
    Plant("S004", "setting", {"conf.py": 'x = 1\ngettext_additional_targets = ["literal-block"]\n'}, "conf.py", 2),
    md("S005", "long", f"(t)=\n# T\n\n{'word ' * 121}\n", 4),
    md("S006", "here", "(t)=\n# T\n\nSee [here](#t).\n", 4),
    md("S006", "click here", "(t)=\n# T\n\n[Click here](#t) to see.\n", 4),
    md("S007", "Markdown", "(t)=\n# T\n\n![](a.png)\n", 4),
    md("S007", "directive", "(t)=\n# T\n\n```{image} a.png\n:width: 5\n```\n", 4),
    md("S008", "heading", "(t)=\n# T\n\nText.\n\n## U\n", 6),
    md("S009", "table without a year", TABLE.format("X (source: me)"), 4),
    md("S009", "table without a source", TABLE.format("X in 2017"), 4),
    md("S009", "figure", "(t)=\n# T\n\n```{figure} a.png\n:alt: a\n\nSome 12 loaves in 2017\n```\n", 4),
    Plant("W001", "of no use", {**catalog("fr", (LINK, LINK)), "locales/waivers.toml": WAIVER}, "locales/waivers.toml", 1),
    Plant("W001", "file is gone", {"locales/waivers.toml": WAIVER}, "locales/waivers.toml", 1),
    Plant("W002", "not TOML", {"locales/waivers.toml": "[[waiver"}, "locales/waivers.toml", 1),
    Plant("W002", "no reason", {"locales/waivers.toml": f"\n{WAIVER.replace('a test', '')}"}, "locales/waivers.toml", 2),
    Plant("W002", "unknown key", {"locales/waivers.toml": f"{WAIVER}x = 1\n"}, "locales/waivers.toml", 1),
    Plant("W002", "unknown code", {"locales/waivers.toml": WAIVER.replace("C010", "C999")}, "locales/waivers.toml", 1),
]

# Source and good translation: nothing may be found.
