"""How do the languages share the machine? Each in a clean process, as many at once as there are cores."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from sphinx.application import builtin_extensions
from sphinx.locale import translators

from .worker import Outcome, Task, run

Report = Callable[[str, str], None]
# How rarely Python looks for garbage in a child: as often as it does by itself, a third of a build goes into it.
_RARELY = (50_000, 20, 10)
# What Sphinx and its extensions import when a build starts.
_NEEDED = (
    "docutils.languages.en", "furo", "jinja2.ext", "myst_parser.parsers.docutils_", "myst_parser.sphinx_ext.main",
    "sphinx.builders.latex.transforms", "sphinx_basic_ng", f"{__package__}.extension",
)


def preload() -> None:
    """Import what a build needs once, not once in each child."""
    for name in (*builtin_extensions, *_NEEDED):
        import_module(name)


def _child(task: Task, channel: Connection) -> None:
    gc.set_threshold(*_RARELY)
    channel.send(run(task, channel.send))


@contextmanager
def _crew() -> Iterator[dict[Connection, tuple[BaseProcess, Task]]]:
    crew: dict[Connection, tuple[BaseProcess, Task]] = {}
    try:
        yield crew
    finally:
        for process, _ in crew.values():
            process.kill()
            process.join()


def run_all(tasks: Iterable[Task], report: Report, jobs: int | None = None) -> list[Outcome]:
    """Run each task in a process of its own; `report` hears of (language code, format) as they end.

    A process that dies without a word becomes an outcome with a finding.
    """
    # The children find everything imported. They are clean as long as no locale
    # was set here, which would leak into them.
    assert not translators, "run_all must come before anything sets Sphinx's locale in this process"
    preload()
    gc.freeze()  # Nobody looks for garbage in what is there now.
    context = get_context("fork")
    queue, outcomes = deque(tasks), []
    with _crew() as crew:
        while queue or crew:
            while queue and len(crew) < (jobs or os.cpu_count() or 1):
                task = queue.popleft()
                ours, theirs = context.Pipe(duplex=False)
                process = context.Process(target=_child, args=(task, theirs), daemon=True)
                # Ctrl-C reaches every process of the terminal; only this one answers it.
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
                process.start()
                signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
                theirs.close()
                crew[ours] = (process, task)
            for channel in wait(list(crew)):
                assert isinstance(channel, Connection)
                outcome = _receive(channel, *crew[channel], report)
                if outcome:
                    outcomes.append(outcome)
                    crew.pop(channel)[0].join()
    return outcomes


def _receive(channel: Connection, process: BaseProcess, task: Task, report: Report) -> Outcome | None:
    try:
        message = channel.recv()
    except EOFError:
        process.join()
        reason = f"its process ended with code {process.exitcode}; memory may be short: try ONLY={task.language.code}"
        return Outcome(task.language.code, (reason,))
    if isinstance(message, Outcome):
        return message
    report(task.language.code, message)
    return None
