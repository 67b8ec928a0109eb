"""Theme labels: what Furo writes literally passes through gettext."""

from __future__ import annotations

import re
from pathlib import Path

import furo

from sphinx_multilingual.theme import translate_literals

TEMPLATES = sorted((Path(furo.__file__).parent / "theme" / "furo").rglob("*.html"))


def test_a_literal_label_becomes_a_call() -> None:
    """Accessible names and titles are wrapped; what is already a call stays."""
    source = '<button aria-label="Toggle it"><title>Menu</title><a title="{{ _("Edit") }}">'

    assert (
        '<button aria-label="{{ _("Toggle it") }}"><title>{{ _("Menu") }}</title><a title="{{ _("Edit") }}">'
        == translate_literals(source)
    )


def test_the_html_tag_of_the_theme_can_take_a_direction() -> None:
    """The direction is written into the first `<html `: the theme must have exactly one."""
    assert 1 == sum(path.read_text(encoding="utf-8").count("<html ") for path in TEMPLATES)


def test_no_literal_label_is_left_in_the_theme() -> None:
    """A new literal label of a later Furo, of a kind not yet handled, fails here."""
    literal = re.compile(r'(?:aria-label|title|alt|placeholder)="[A-Za-z][^"{]*"|<title>[A-Za-z][^<{]*<')

    left = {
        found for path in TEMPLATES for found in literal.findall(translate_literals(path.read_text(encoding="utf-8")))
    }

    # The box that Read the Docs adds on its own servers.
    assert {'aria-label="versions"'} == left
