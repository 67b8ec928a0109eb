"""Readers who load page after page through nginx, while runs of publishing are killed at random moments."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sphinx_multilingual import serving
from sphinx_multilingual.publish import publish, stamped, versions
from tests.publishing import LANGUAGES, SEGMENTS, faults, files, generations, leftovers, live_fault, make_site
from tests.serving import Answer, Server, nginx

KILLS = 200 if os.environ.get("PROVE") else 10
READERS = 4
LONGEST = 0.5  # seconds; half of the runs take as long under these readers
LOADED = re.compile(rb'(?:src|href)="(_static/[^"?]+)\?v=([^"]+)"')


@dataclass
class Reader:
    """A client that keeps what it has, as browsers do, and notes each answer that is wrong."""

    server: Server
    published: Any
    choice: random.Random
    wrong: list[str] = field(default_factory=list)
    answers: int = 0
    kept: dict[str, Answer] = field(default_factory=dict)

    def read(self, stop: Any) -> None:
        """Load pages until told to stop; each with its style, script and picture, and now and then a dead address."""
        while not stop.is_set():
            segment, name = self.choice.choice(SEGMENTS), self.choice.choice(["index", "more", "none"])
            least = self.published.value
            path, status = f"{segment}/{name}.html", 404 if name == "none" else 200
            page = self.load(path, status)
            (generation,) = generations(page) or {-1}
            loaded = LOADED.findall(page)
            version = loaded[0][1].decode() if loaded else ""
            whole = files(generation)
            if generation < least:
                self.wrong.append(f"{path}: generation {generation} after {least} was published")
            if page != stamped(whole[f"404-{segment}.html" if name == "none" else path], ".html", version):
                self.wrong.append(f"{path}: not the page of generation {generation}")
            for found in loaded:
                part = f"{segment}/{found[0].decode()}"
                if self.load(f"{part}?v={found[1].decode()}", 200) != stamped(whole[part], Path(part).suffix, version):
                    self.wrong.append(f"{path}: generation {generation} with another {part}")

    def load(self, path: str, status: int) -> bytes:
        """Ask for an address, with the mark of what is kept of it."""
        kept = self.kept.get(path)
        answer = self.server.get(f"/{path}", **({"If_None_Match": kept.headers["etag"]} if kept else {}))
        self.answers += 1
        if kept and answer.status == 304:
            return kept.body
        if answer.status != status:
            self.wrong.append(f"{path}: {answer.status} instead of {status}")
        if answer.status == 200:
            self.kept[path] = answer
        return answer.body


def _read(port: int, number: int, published: Any, stop: Any, result: Connection) -> None:
    reader = Reader(Server(port), published, random.Random(number))
    result.send(0)
    reader.read(stop)
    result.send((reader.answers, reader.wrong))


def _run(site: Path, to: Path, started: Connection) -> None:
    started.send(True)
    publish(site, to)


def kill_one(context: Any, site: Path, to: Path, moment: float) -> bool:
    """Publish in a process that is killed after some seconds; tell whether it was still running."""
    here, there = context.Pipe()
    process = context.Process(target=_run, args=[site, to, there])
    process.start()
    here.recv()
    process.join(moment)
    process.kill()
    process.join()
    here.close()
    there.close()
    return bool(process.exitcode != 0)


@contextmanager
def readers(context: Any, server: Server, published: Any) -> Iterator[list[tuple[int, list[str]]]]:
    """Start readers who go on until the end, and gather what each of them met."""
    stop, met = context.Event(), list[tuple[int, list[str]]]()
    pipes = [context.Pipe() for _ in range(READERS)]
    processes = [
        context.Process(target=_read, args=[server.port, number, published, stop, pipes[number][1]], daemon=True)
        for number in range(READERS)
    ]
    for process, (result, _) in zip(processes, pipes, strict=True):
        process.start()
        result.recv()
    yield met
    stop.set()
    met += [result.recv() for result, _ in pipes]
    for process in processes:
        process.join()


def test_killed_at_any_moment_readers_see_whole_sites(tmp_path: Path) -> None:
    """Under readers who load without pause, runs are killed: no answer is wrong, mixed or missing; the next run mends."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.test_publish_killed"])
    to, choice, kills, bad = tmp_path / "srv", random.Random(11), 0, []
    published, generation = context.Value("i", 1), 1
    publish(make_site(tmp_path / "1", 1), to)
    with nginx(serving.nginx(LANGUAGES, str(to)), tmp_path) as server, readers(context, server, published) as met:
        while kills < KILLS:
            generation += 1
            site = make_site(tmp_path / str(generation), generation)
            killed = kill_one(context, site, to, choice.uniform(0, LONGEST))
            kills += killed
            if not killed:
                published.value = generation
                bad += leftovers(to)
            bad += live_fault(to)
        publish(make_site(tmp_path / "last", generation + 1), to)

    answers = sum(number for number, _ in met)
    print(f"{kills} kills, {len(versions(to))} versions, {answers} answers to {READERS} readers")
    assert [] == [fault for _, wrong in met for fault in wrong]
    assert [] == bad + faults(to)
    assert answers > 10 * KILLS


class Rounds:
    """Stops a reader after some pages."""

    left = 40

    def is_set(self) -> bool:
        """Count one page."""
        self.left -= 1
        return self.left < 0


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda to: None, ""),
        (lambda to: (to / "live/en/more.html").unlink(), "en/more.html: 404 instead of 200"),
        (lambda to: (to / "live/en/index.html").write_bytes((to / "live/en/index.html").read_bytes()[:-9]), "not the page of generation 2"),
        (lambda to: (to / "live/fr/_static/start.js").unlink(), "generation 2 with another fr/_static/start.js"),
        (lambda to: (to / "live").rename(to / "gone"), "404 instead of 200"),
        (lambda to: ((to / "live").unlink(), (to / "live").symlink_to(f"versions/{versions(to)[0]}")), "generation 1 after 2 was published"),
        (lambda to: (to / "live/fr/_static/start.js").write_bytes(files(1)["fr/_static/start.js"]), "generation 2 with another fr/_static/start.js"),
    ],
    ids=["nothing", "page gone", "half a page", "script gone", "no site", "old site", "mixed"],
)
def test_a_reader_notices(tmp_path: Path, spoil: Callable[[Path], object], said: str) -> None:
    """The readers of these tests note a page that is gone, cut or old, and a script that is gone or of another version."""
    to = tmp_path / "srv"
    for generation in (1, 2):
        publish(make_site(tmp_path / str(generation), generation), to)
    spoil(to)
    with nginx(serving.nginx(LANGUAGES, str(to)), tmp_path) as server:
        reader = Reader(server, SimpleNamespace(value=2), random.Random(1))
        reader.read(Rounds())

    assert bool(said) == bool(reader.wrong)
    assert not said or any(said in wrong for wrong in reader.wrong)
