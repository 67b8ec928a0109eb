"""The engine stays small, typed, and free of what belongs to the site."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

MODULES = sorted((ROOT / "sphinx_multilingual").rglob("*.py"))
SITE_WORDS = re.compile(r"\bILO\b|\bCOOP\b|cooperativ|labour", re.IGNORECASE)


def too_long(source: str) -> list[str]:
    """Name the functions of over 40 lines, and `module` where there are over 250."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= 40]
    return long + ["module"] * (len(source.splitlines()) > 250)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_modules_and_functions_are_short(path: Path) -> None:
    """No module over 250 lines, no function over 40, and each module says which question it answers."""
    source = path.read_text(encoding="utf-8")

    assert [] == too_long(source)
    assert ast.get_docstring(ast.parse(source))


def test_a_long_function_is_found() -> None:
    """The limit bites: 40 lines pass, 41 do not."""
    assert [] == too_long("def f():\n" + "    pass\n" * 39)
    assert ["f"] == too_long("def f():\n" + "    pass\n" * 40)
    assert ["module"] == too_long("x = 1\n" * 251)


def test_the_engine_knows_nothing_of_the_site() -> None:
    """No word of the site's matter stands in the engine: a second site must be able to use it."""
    files = [path for path in (ROOT / "sphinx_multilingual").rglob("*.*") if path.suffix != ".pyc"]

    assert [] == [str(path) for path in files if SITE_WORDS.search(path.read_text(encoding="utf-8"))]
    assert SITE_WORDS.search("the Cooperatives Unit")


@pytest.mark.parametrize("tool", [["mypy"], ["ruff", "check", "."]], ids=["mypy", "ruff"])
def test_the_code_is_clean(tool: list[str]) -> None:
    """`mypy --strict` on the engine and ruff on everything find nothing."""
    done = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stdout
