"""How do keys, voices and magnifiers reach everything on a page?

Furo's templates are adapted as Jinja loads them: the link that skips to the text
comes first, each part of the page is a landmark with a name, and the drawers of
narrow windows get a button that closes them. The rest is in access.css and access.js.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from .settings import is_site, label

_SIDEBAR = label("Languages, search and contents")
_CLOSE = '<button type="button" class="drawer-close" aria-label="{{ interface(\'Close\') }}">×</button>'
_SKIP = """<a class="skip-to-content muted-link" href="#furo-main-content">
  {%- trans -%}
  Skip to content
  {%- endtrans -%}
</a>
"""
_FIRST = '<input type="checkbox" class="sidebar-toggle" name="__navigation"'
_TO_TOP = """<a href="#" class="back-to-top muted-link">
          <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
            <path d="M13 20h-2V8l-5.5 5.5-1.42-1.42L12 4.16l7.92 7.92-1.42 1.42L13 8v12z"></path>
          </svg>
          <span>{% trans %}Back to top{% endtrans %}</span>
        </a>
"""
_CONTENTS = "{{ furo_navigation_tree }}"
# What Furo's templates have, and what a page has in its place.
REWRITES = (
    (_SKIP, ""),
    (_FIRST, _SKIP + _FIRST),
    (_TO_TOP, ""),
    ("<footer>", f"<footer>\n        {_TO_TOP}"),
    (
        '<aside class="sidebar-drawer">',
        f'<aside class="sidebar-drawer" aria-label="{{{{ interface(\'{_SIDEBAR}\') }}}}">{_CLOSE}',
    ),
    (
        f'<div class="sidebar-tree">\n  {_CONTENTS}\n</div>',
        f'<nav class="sidebar-tree" aria-label="{{{{ interface(\'Contents\') }}}}">\n  {_CONTENTS}\n</nav>',
    ),
    ('<aside class="toc-drawer', '<nav aria-label="{{ _("On this page") }}" class="toc-drawer'),
    ("{% block right_sidebar %}", f"{_CLOSE}{{% block right_sidebar %}}"),
    ("{% endblock right_sidebar %}\n    </aside>", "{% endblock right_sidebar %}\n    </nav>"),
)


def accessible(source: str) -> str:
    """Return a template with landmarks, and in the order in which keys should reach its parts."""
    for old, new in REWRITES:
        source = source.replace(old, new)
    return source


def builder_inited(app: Sphinx) -> None:
    """Add the style sheet and the script."""
    if is_site(app):
        app.add_css_file("access.css", priority=720)
        app.add_js_file("access.js", loading_method="defer")


def setup_access(app: Sphinx) -> None:
    """Register what opens the pages to everybody."""
    app.connect("builder-inited", builder_inited)
