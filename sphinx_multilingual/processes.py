"""How do the languages share the machine? Each in clean processes, as many at once as there are cores.

Where more languages than cores wait, a language takes several turns: its checks, then each of its formats. Whole
languages would be as long as each other, and seven of them leave one of two cores idle for the last.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from sphinx.application import builtin_extensions
from sphinx.locale import translators

from .languages import Language
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


def _child(tasks: list[Task], channel: Connection) -> None:
    gc.enable()  # See `build`.
    gc.set_threshold(*_RARELY)
    for task in tasks:
        channel.send(run(task, channel.send))


def _turns(task: Task) -> list[tuple[str, ...]]:
    """Say which formats are made in each turn; the catalogs of a translation come before the first."""
    return [*([] if task.language.is_source else [()]), *((form,) for form in task.formats)]


def _shared(tasks: list[Task], most: int) -> Iterator[list[Task]]:
    """Put checks together, as each of them reads the same source texts, on the cores that nothing else waits for."""
    checks = [task for task in tasks if task.part == ()]
    yield from ([task] for task in tasks if task.part != ())
    free = max(1, most - (len(tasks) - len(checks)))
    yield from filter(None, (checks[start::free] for start in range(free)))


Crew = dict[Connection, tuple[BaseProcess, list[Task]]]


@contextmanager
def _crew() -> Iterator[Crew]:
    crew: Crew = {}
    try:
        yield crew
    finally:
        for process, _ in crew.values():
            process.kill()
            process.join()


def run_all(tasks: Iterable[Task], report: Report, jobs: int | None = None) -> list[Outcome]:
    """Run each task in processes of its own; `report` hears of (language code, format) as they end.

    A process that dies without a word becomes an outcome with a finding.
    """
    # The children find everything imported. They are clean as long as no locale
    # was set here, which would leak into them.
    assert not translators, "run_all must come before anything sets Sphinx's locale in this process"
    whole, most, outcomes = list(tasks), jobs or os.cpu_count() or 1, list[Outcome]()
    turns = {task.language: [] if len(whole) <= most else _turns(task) for task in whole}
    queue = deque(_shared([_next(task, turns) for task in whole], most))
    with _crew() as crew:
        for checks in [each for each in queue if each[0].part == ()][: most - 1]:  # They need no more than is there.
            queue.remove(checks)
            _start(crew, checks)
        preload()
        gc.freeze()  # Nobody looks for garbage in what is there now.
        gc.enable()
        while queue or crew:
            while queue and len(crew) < most:
                _start(crew, queue.popleft())
            for channel in wait(list(crew)):
                assert isinstance(channel, Connection)
                for task, outcome in _receive(channel, crew, queue, report):
                    if outcome.findings or not turns[task.language]:
                        outcomes.append(outcome)
                    else:
                        queue.append([_next(replace(task, so_far=outcome), turns)])
    return outcomes


def _next(task: Task, turns: Mapping[Language, list[tuple[str, ...]]]) -> Task:
    left = turns[task.language]
    return replace(task, part=left.pop(0)) if left else task


def _start(crew: Crew, tasks: list[Task]) -> None:
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(tasks, theirs), daemon=True)
    # Ctrl-C reaches every process of the terminal; only this one answers it.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    process.start()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    theirs.close()
    crew[ours] = (process, tasks)


def _receive(
    channel: Connection, crew: Crew, queue: deque[list[Task]], report: Report
) -> Iterator[tuple[Task, Outcome]]:
    """Hear from a child, and yield what it is done with; what a dead one has not begun goes back into the queue."""
    process, tasks = crew[channel]
    code = tasks[0].language.code
    try:
        message = channel.recv()
    except EOFError:
        process.join()
        reason = f"its process ended with code {process.exitcode}; memory may be short: try ONLY={code}"
        yield tasks.pop(0), Outcome(code, (reason,))
        if tasks:
            queue.append(list(tasks))
            tasks.clear()
    else:
        if isinstance(message, Outcome):
            yield tasks.pop(0), message
        else:
            report(code, message)
    if not tasks:
        crew.pop(channel)[0].join()
