"""Which page is asked when? One at a time of each host with a pause between, many hosts at once, and again later.

The pause counts for the host of an address; a redirect to another host is followed at once.
"""

from __future__ import annotations

import heapq
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from queue import Queue
from threading import Condition, Thread
from urllib.parse import urlsplit

from .answer import Answer, Fault
from .options import Options

Ask = Callable[[str], Answer]
_BACKOFF = 4  # The pause grows so from one try to the next.
# A host that did not speak so often in a row is left alone until the next run.
_SILENT = 3


@dataclass(slots=True)
class _Job:
    page: str
    host: str
    tries: int = 0


class Schedule:
    """The pages still to be asked, by host."""

    def __init__(self, pages: Iterable[str], options: Options) -> None:
        self.options = options
        self.waiting: dict[str, deque[_Job]] = defaultdict(deque)
        for page in pages:
            host = urlsplit(page).netloc
            self.waiting[host].append(_Job(page, host))
        self.left = sum(map(len, self.waiting.values()))
        # The longest list first: it decides how long the whole takes.
        order = sorted(self.waiting, key=lambda host: -len(self.waiting[host]))
        self.turns = [(0.0, number, host) for number, host in enumerate(order)]
        self.number = {host: number for number, host in enumerate(order)}
        self.silent: dict[str, int] = defaultdict(int)
        self.changed = Condition()

    def take(self) -> _Job | None:
        """Wait for the next page; nothing when all have been asked."""
        with self.changed:
            while self.left:
                wait = self.turns[0][0] - time.monotonic() if self.turns else None
                if wait is not None and wait <= 0:
                    _, _, host = heapq.heappop(self.turns)
                    return self.waiting[host].popleft()
                self.changed.wait(wait)
            return None

    def give_back(self, job: _Job, wait: float | None) -> None:
        """End a page's turn; with a wait, in seconds, it comes again."""
        with self.changed:
            if wait is None:
                self.left -= 1
            else:
                self.waiting[job.host].append(job)
            if self.waiting[job.host]:
                due = time.monotonic() + max(self.options.pause, wait or 0)
                heapq.heappush(self.turns, (due, self.number[job.host], job.host))
            self.changed.notify_all()

    def one(self, job: _Job, ask: Ask) -> tuple[Answer | Fault, float | None]:
        """Ask a page; return what came and how long to wait before it is asked again, or None."""
        if self.silent[job.host] >= _SILENT:
            fault = Fault(f"not asked: {job.host} did not speak {_SILENT} times", is_broken=False, is_silent=True)
            return fault, None
        job.tries += 1
        try:
            answer: Answer | Fault = ask(job.page)
        except Fault as fault:
            answer = fault
        wait = self._again(job, answer) if isinstance(answer, Fault) else None
        if wait is None:
            is_silent = isinstance(answer, Fault) and answer.is_silent
            self.silent[job.host] = self.silent[job.host] + 1 if is_silent else 0
        return answer, wait

    def _again(self, job: _Job, fault: Fault) -> float | None:
        if not fault.passes or job.tries >= self.options.tries:
            return None
        if fault.wait > self.options.longest_wait:
            fault.reason += f", and asks to wait for {fault.wait:.0f} s"
            return None
        return fault.wait or min(self.options.pause * _BACKOFF**job.tries, self.options.longest_wait)


def ask_all(pages: Iterable[str], options: Options, ask: Ask) -> Iterator[tuple[str, Answer | Fault]]:
    """Ask every page, and yield (page, what came) as it comes."""
    schedule, results = Schedule(pages, options), Queue[tuple[str, Answer | Fault]]()
    total = schedule.left

    def work() -> None:
        while job := schedule.take():
            answer, wait = schedule.one(job, ask)
            if wait is None:
                results.put((job.page, answer))
            schedule.give_back(job, wait)

    for _ in range(min(options.workers, len(schedule.waiting))):
        Thread(target=work, daemon=True).start()
    for _ in range(total):
        yield results.get()
