"""Are lines broken where a reader expects it, and do they stay within their place?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_multilingual.diagrams.measure import fits, measure, pieces, wrap

TEXT = st.text(st.sampled_from("abc ÄШщмж العمل、，。（）国际劳工 -–/“”\u00a0"), max_size=60)


@given(text=TEXT)
def test_nothing_is_lost(text: str) -> None:
    """The pieces of a text are the text."""
    assert text == "".join(pieces(text))


@given(text=TEXT, width=st.integers(60, 400))
def test_each_line_has_room(text: str, width: int) -> None:
    """No line is wider than its place, by the measure; a word that is longer is cut."""
    assert [] == [line for line in wrap(text, width, 15) if measure(line, 15) > width]


@pytest.mark.parametrize(("text", "width", "expected"), [
    ("One two three", 70, ["One two", "three"]),
    ("Section of Co-operation", 110, ["Section of", "Co-operation"]),
    ("Rechts- und Politikberatung", 150, ["Rechts- und", "Politikberatung"]),
    ("国际劳工组织（UN-NGLS），新闻", 135, ["国际劳工组织", "（UN-NGLS），", "新闻"]),
    ("principalement dans l’agriculture", 200, ["principalement dans", "l’agriculture"]),
    ("nennt es „Wort“ und", 80, ["nennt es", "„Wort“", "und"]),
    ("称为“合作”。", 50, ["称为", "“合", "作”。"]),
    ("联合国，新闻。", 50, ["联合", "国，新", "闻。"]),
    ("solidaire\u202f; l’OIT\u00a0: oui", 95, ["solidaire\u202f;", "l’OIT\u00a0: oui"]),
    ("", 100, []),
])
def test_a_line_breaks_where_its_script_allows(text: str, width: float, expected: list[str]) -> None:
    """Words stay whole, no line begins with a Chinese comma or ends with a bracket that opens."""
    assert expected == wrap(text, width, 15)


def test_a_word_without_room_is_told() -> None:
    """A word that is longer than its place does not fit, a long text of short words does."""
    assert not fits("Entwicklungszusammenarbeit", 100, 15)
    assert fits("to be or not to be, that is the question", 100, 15)
    assert ["Entwicklun-", "gszusamme-", "narbeit"] == wrap("Entwicklungszusammenarbeit", 100, 15)
