"""Mentions of terms are found in the forms of a language, and nowhere else."""

from __future__ import annotations

import pytest

from sphinx_multilingual.mentions import Finder, key


def found(language: str, text: str, *terms: str, names: tuple[str, ...] = (), begins: bool = True) -> list[str]:
    """List what is found of some terms, as it stands in the text."""
    finder = Finder(language, [(term, term) for term in terms] + [("", name) for name in names])
    return [text[start:end] for start, end, _ in finder.find(text, begins)]


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("en", "mutual society", "All mutual societies agreed."),
        ("en", "pseudo cooperative", "Two “pseudo cooperatives” closed."),
        ("fr", "coopérative agricole", "des coopératives agricoles"),
        ("es", "organización de grado superior", "las organizaciones de grado superior"),
        ("de", "menschenwürdige Arbeit", "der menschenwürdigen Arbeit"),
        ("de", "Verband", "zwei Verbände"),
        ("de", "sozialer Dialog", "im sozialen Dialog"),
        ("ru", "достойный труд", "для достойного труда"),
        ("ru", "социальная экономика", "о социальной экономике"),
        ("ru", "кооперативная идентичность", "кооперативной идентичности"),
        ("ar", "تعاونية زراعية", "عن التعاونيات الزراعية"),
        ("ar", "العمل اللائق", "للعَمَلِ اللائق"),
        ("zh_CN", "合作社原则", "七项合作社原则的说明"),
        ("en", "My.COOP", "It is called My.COOP."),
        ("fr", "Conseil d’administration", "le Conseil d'administration"),
        ("es", "Recomendación núm. 193", "la Recomendación núm.\u00a0193."),
        ("xx", "leaven", "old leaven"),
    ],
)
def test_a_term_is_found_in_its_forms(language: str, term: str, text: str) -> None:
    """Endings, articles, accents, spaces and apostrophes may differ."""
    assert 1 == len(found(language, text, term))


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("en", "cooperative", "cooperation among cooperators"),
        ("en", "cooperative", "the Cooperatives Unit"),
        ("en", "Office", "an office in town"),
        ("en", "COOP", "the coop"),
        ("en", "COOP", "Start.COOP and x/COOP and COOP-2"),
        ("en", "social dialogue", "all that is social. dialogue helps"),
        ("de", "Genossenschaft", "ein Genossenschafter"),
        ("ru", "член", "членство"),
        ("ru", "скрытые отношения", "скрыть отношения"),
        ("zh_CN", "合作社", "合作的社会"),
        ("xx", "leaven", "leavens"),
    ],
)
def test_another_word_is_not_found(language: str, term: str, text: str) -> None:
    """What only looks like a term, is a part of a name or is parted by a full stop is none."""
    assert [] == found(language, text, term)


def test_a_capital_counts_where_no_sentence_begins() -> None:
    """The first word of a sentence may have a capital that the term has not."""
    text = "Prongs matter. “Prongs” too; all Prongs do."

    assert ["Prongs", "Prongs"] == found("en", text, "prong")
    assert ["Prongs"] == found("en", text, "prong", begins=False)


def test_the_longest_term_is_found() -> None:
    """A shorter term in a longer one, or in a name, is not meant."""
    assert ["worker cooperatives"] == found("en", "worker cooperatives", "cooperative", "worker cooperative")
    assert [] == found("en", "World Health Organization", "Organization", names=("World Health Organization",))
    assert ["国际合作社日"] == found("zh_CN", "在国际合作社日前", "合作社", "国际合作社日")


def test_an_acronym_is_its_own_key() -> None:
    """Capitals within a word distinguish it; of other words the endings fall away."""
    assert ["COOP", "mutual", "societ"] == [key(word, "en") for word in ("COOP", "mutual", "societies")]
