"""The rewriting of the theme's templates for keys and voices fails loudly where the theme changes."""

from __future__ import annotations

from pathlib import Path

import furo
import pytest

from sphinx_multilingual.access import REWRITES

TEMPLATES = [path.read_text(encoding="utf-8") for path in (Path(furo.__file__).parent / "theme/furo").rglob("*.html")]


@pytest.mark.parametrize("old", [old for old, _ in REWRITES])
def test_the_theme_still_has_what_is_rewritten(old: str) -> None:
    """Each text that is looked for stands once in Furo's templates: a later Furo that changes it fails here."""
    assert 1 == sum(template.count(old) for template in TEMPLATES)
