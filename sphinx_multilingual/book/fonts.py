"""Which fonts does a book use? Those of installed Python packages, so that all machines make the same book."""

from __future__ import annotations

from importlib.metadata import distributions
from pathlib import Path

import typst

from ..errors import ProjectError
from ..languages import Language


def font_folders() -> list[str]:
    """List the folders with fonts of all installed packages that have `font` in their name."""
    packages = [package for package in distributions() if "font" in package.name.lower()]
    files = [Path(str(file.locate())) for package in packages for file in package.files or []]
    return sorted({str(file.parent) for file in files if file.suffix in {".ttf", ".otf", ".ttc"}})


def load_fonts(language: Language) -> typst.Fonts:
    """Load the installed fonts; raise ProjectError where a family of the language is not among them."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=font_folders())
    for family in language.fonts:
        if family not in fonts.families():
            found = f"font family '{family}' of language '{language.code}' is not installed"
            raise ProjectError(f"{found}; run `make` to set the environment up again, or mend the language table")
    return fonts
