"""Which settings differ by language? They are chosen here, once the language is known.

`-D language=…` is applied after `conf.py` has run, so an `if` there would see the
wrong language; and MyST freezes its settings at `builder-inited`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.locale import get_translation, init

from .errors import ProjectError
from .languages import Language, load_languages

_PLAIN_SCHEMES: dict[str, None] = {"http": None, "https": None, "mailto": None}


def url_schemes(table: dict[str, dict[str, str]], code: str) -> dict[str, str | None]:
    """Choose each scheme's address template for one language; `*` serves the rest."""
    chosen = {scheme: by_code.get(code, by_code["*"]) for scheme, by_code in table.items()}
    return {**_PLAIN_SCHEMES, **chosen}


def current_language(config: Config) -> Language:
    """Return the language that this build writes."""
    code = config.language
    for language in config.multilingual_table:
        if language.code == code:
            return language  # type: ignore[no-any-return]
    raise ConfigError(f"language '{code}' is not in {config.multilingual_languages}; add an entry for it")


def is_site(app: Sphinx) -> bool:
    """Tell whether pages of the site are written, not those of an e-book or anything else."""
    return app.builder.format == "html" and not app.builder.name.startswith("epub")


def locales_of(app: Sphinx) -> Path:
    """Return the folder of the table of languages and of what is known of each."""
    return Path(app.confdir, app.config.multilingual_languages).parent


def interface(config: Config, message: str) -> str:
    """Translate one of the engine's or the project's own labels."""
    return str(get_translation("interface")(message)) if message else ""


def label(message: str) -> str:
    """Mark a label that is translated elsewhere, so that `make catalogs` finds it."""
    return message


def config_inited(app: Sphinx, config: Config) -> None:
    """Load the language table and give each setting its value in this language."""
    try:
        table = load_languages(Path(app.confdir) / config.multilingual_languages)
    except ProjectError as error:
        raise ConfigError(str(error)) from error
    config.multilingual_table = table
    language = current_language(config)
    init([Path(app.srcdir) / folder for folder in config.locale_dirs], language.code, "interface")
    config.myst_url_schemes = url_schemes(config.multilingual_url_schemes, language.code)
    config.multilingual_source_title = config.project
    for name in ("project", "html_title", "author", "multilingual_notice"):
        setattr(config, name, interface(config, getattr(config, name)))
    if config.html_baseurl:
        if not config.html_baseurl.startswith(("https://", "http://")):
            raise ConfigError(f"html_baseurl is '{config.html_baseurl}'; give the whole address, with https://")
        config.multilingual_baseurl = config.html_baseurl.rstrip("/") + "/"
        config.html_baseurl = f"{config.multilingual_baseurl}{language.segment}/"
    config.translation_progress_classes = "untranslated"
    config.epub_title = config.epub_title or config.project
    config.templates_path.append(str(Path(__file__).parent / "templates"))


def setup_settings(app: Sphinx) -> dict[str, Any]:
    """Give the settings their values once the language is known."""
    app.connect("config-inited", config_inited, priority=100)
    return {}
