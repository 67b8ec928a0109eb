"""How does a page show what the reviews found? With the directive `translation-reviews`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx

from .catalogs import LABELS
from .drawn import Drawing, setup_drawing
from .review import Review, reviews_of
from .settings import label

# Two tables: nine columns are too wide for a book.
_READ = label("Language"), label("Pages translated"), label("Pages reviewed"), label("Words read")
_FOUND = (
    label("Language"), label("Critical errors"), label("Major errors"), label("Minor errors"), label("Corrected"),
    label("Major errors per 1,000 words"),
)


class Figures(NamedTuple):
    """What the records of a language add up to; `pages` and `reviewed` are pages, the rest counts labels too."""

    pages: int
    reviewed: int
    words: int
    critical: int
    major: int
    minor: int
    corrected: int


def figures(reviews: Mapping[str, Review]) -> Figures:
    """Add up the records; words and errors are those of what was reviewed."""
    pages = [review for name, review in reviews.items() if name not in LABELS]
    read = [review for review in reviews.values() if review.reviewer]
    critical, major, minor = (sum(review.errors[severity] for review in read) for severity in range(3))
    return Figures(
        len(pages), sum(review.reviewer is not None for review in pages), sum(review.words for review in read),
        critical, major, minor, sum(review.corrected for review in read),
    )


class DrawReviews(Drawing):
    """Show how much of each translation was reviewed, and the errors that were found."""

    directive = "translation-reviews"

    def draw(self) -> Iterator[nodes.Node]:
        """Add up the records of all languages that have some."""
        records = [(each, self.of_this_site(reviews_of(self.app, each))) for each in self.translations]
        if found := [(each, figures(reviews)) for each, reviews in records if reviews]:
            yield self.table(_READ, [[self.name(each), *map(self.number, sums[:3])] for each, sums in found])
            yield self.table(_FOUND, [
                [self.name(each), *map(self.number, sums[3:]), self._share(sums)] for each, sums in found
            ])

    def _share(self, found: Figures) -> nodes.Text:
        return self.number(1000 * found.major / found.words, "#,##0.0") if found.words else nodes.Text("–")


def setup_review_table(app: Sphinx) -> None:
    """Register the directive."""
    setup_drawing(app, DrawReviews)
