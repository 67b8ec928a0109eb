"""What a hostile catalog costs the builder is bounded in time and memory, and is a finding, not a crash."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_multilingual.catalogs import LARGEST
from tests.conftest import ROOT

SECONDS, BYTES = 20, 1 << 30  # of processor time and of memory, for one run of the check
ROOM = LARGEST if "PROVE" in os.environ else LARGEST // 5  # what the dearest attacks fill
START = 'msgid ""\nmsgstr ""\n"Language: pt\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {plural};\\n"\n\n'
PLURAL = "nplurals=2; plural=(n != 1)"
HEAD = START.format(plural=PLURAL)


def many(row: str) -> str:
    """Fill a catalog with messages as far as there is room."""
    return HEAD + "".join(row.format(number=number) for number in range((ROOM - 1000) // (len(row) + 8)))


def text(pieces: str) -> Callable[[Path], None]:
    return lambda path: path.write_text(pieces, encoding="utf-8") and None


def link(target: str) -> Callable[[Path], None]:
    def attack(path: Path) -> None:
        path.unlink()
        path.symlink_to(target)

    return attack


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def plural(rule: str) -> Callable[[Path], None]:
    return text(START.format(plural=rule) + 'msgid "loaf"\nmsgid_plural "loaves"\nmsgstr[0] "a"\nmsgstr[1] "b"\n')


ATTACKS: dict[str, Callable[[Path], None]] = {
    "half a billion plural forms": plural("nplurals=500000000; plural=0"),
    "more plural forms than numbers": plural(f"nplurals={'9' * 30}; plural=0"),
    "a deep plural rule": plural(f"nplurals=2; plural={'(' * 100_000}n{')' * 100_000}"),
    "a dear plural rule": plural("nplurals=2; plural=" + "*".join(["n"] * 300)),
    "a huge file": text(HEAD + 'msgid "a"\nmsgstr "' + "a" * LARGEST + '"\n'),
    "many messages": text(many('msgid "{number}"\nmsgstr "{number}"\n\n')),
    "a long translation": text(HEAD + 'msgid "Dough"\nmsgstr "' + "[(" * (LARGEST // 4) + '"\n'),
    "a long pair": text(HEAD + f'msgid "{"[a](b" * (ROOM // 20)}"\nmsgstr "{"[b](a" * (ROOM // 20)}"\n'),
    "quotes without end": text(HEAD + 'msgid "a"\nmsgstr ' + '"\\' * (LARGEST // 4)),
    "a device": link("/dev/zero"),
    "a circle": link("dough.po"),
    "a pipe": pipe,
}


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


@pytest.mark.parametrize("name", ATTACKS)
def test_no_catalog_takes_more_than_its_share(tiny: Path, name: str) -> None:
    """The check ends by itself, within its limits: it finds nothing, or names the catalog."""
    ATTACKS[name](tiny / "locales/pt/LC_MESSAGES/dough.po")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_multilingual", "check"], cwd=tiny, env={**os.environ, "PYTHONPATH": str(ROOT), "ONLY": "pt"},
        capture_output=True, text=True, check=False, preexec_fn=_limits, timeout=10 * SECONDS,
    )

    told = done.stdout + done.stderr
    assert (done.returncode, True) in ((0, "no errors found" in told), (1, "locales/pt/LC_MESSAGES/dough.po:" in told)), told[-2000:]
    assert "Traceback" not in done.stderr
