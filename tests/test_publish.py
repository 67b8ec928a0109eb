"""Publishing: readers see a whole site at every moment, whatever happens to the run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sphinx_multilingual.errors import ProjectError
from sphinx_multilingual.publish import KEPT, publish, rollback, stamped, versions
from tests.publishing import DAYS_AGO, faults, make_site, published, seen


@pytest.fixture
def to(tmp_path: Path) -> Path:
    """A folder where generation 1 of the made-up site is published."""
    return published(tmp_path)


def test_readers_see_the_last_version_published(to: Path, tmp_path: Path) -> None:
    """After each publication, `live` leads to all files of that site, and nothing is left beside it."""
    publish(make_site(tmp_path / "two", 2), to)

    assert {2} == seen(to)
    assert [] == faults(to)
    assert 2 == len(versions(to))


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (".html", '<a src="x.js"> <a href="../a/y.css?v=1">', '<a src="x.js?v=V"> <a href="../a/y.css?v=V">'),
        (".html", '<img src="x.png"> <use href="x.svg#arrow">', '<img src="x.png?v=V"> <use href="x.svg?v=V#arrow">'),
        (".html", '<a href="x.html"> <a href="x.pdf"> <a href="#css">', '<a href="x.html"> <a href="x.pdf"> <a href="#css">'),
        (".html", '<a href="https://x.org/a.css"> <img src="data:x.png">', '<a href="https://x.org/a.css"> <img src="data:x.png">'),
        (".css", "url(x.png) url('y.svg#z') url(\"z.woff2?v=1\")", "url(x.png?v=V) url('y.svg?v=V#z') url(\"z.woff2?v=V\")"),
        (".css", "url(data:image/png;x) url(#id) url(//x.org/y.png)", "url(data:image/png;x) url(#id) url(//x.org/y.png)"),
        (".js", 'src="x.js"', 'src="x.js"'),
    ],
)
def test_a_page_asks_for_its_own_version(name: str, before: str, after: str) -> None:
    """What a page or a style sheet loads by itself carries the version; what readers see in the address bar does not."""
    assert after == stamped(before.encode(), name, "V").decode()
    assert after == stamped(after.encode(), name, "V").decode()


def test_compressed_files_have_no_date_of_their_own(to: Path) -> None:
    """The same text gives the same compressed bytes."""
    data = (to / "live/en/index.html.gz").read_bytes()

    assert b"\0\0\0\0" == data[4:8]
    assert not (to / "live/en/_static/sign.png.gz").exists()


def test_what_did_not_change_is_one_file(to: Path, tmp_path: Path) -> None:
    """A book of all versions takes its room once, and keeps its date, so that browsers need not load it again."""
    publish(make_site(tmp_path / "two", 2), to)
    books = [to / "versions" / name / "en/book.pdf" for name in versions(to)]

    assert books[0].samefile(books[1])
    assert not (tmp_path / "two/en/book.pdf").samefile(books[1])


def test_each_version_has_dates_of_its_own(to: Path, tmp_path: Path) -> None:
    """A server's mark of a file (date and size) never stays when the file changes, even within one second."""
    for generation in range(2, 5):
        publish(make_site(tmp_path / str(generation), generation), to)
    pages = [to / "versions" / name / "en/index.html" for name in versions(to)]

    assert len(pages) == len({int(page.stat().st_mtime) for page in pages})
    assert 1 == len({page.stat().st_size for page in pages})


def test_everybody_may_read_what_is_published(tmp_path: Path) -> None:
    """A server runs as another user, whatever the mask of the person who publishes."""
    old = os.umask(0o077)
    try:
        publish(make_site(tmp_path / "one", 1), tmp_path / "srv")
    finally:
        os.umask(old)
    modes = {path.is_dir(): path.stat().st_mode & 0o777 for path in (tmp_path / "srv/live/").rglob("*")}

    assert {True: 0o755, False: 0o644} == modes
    folders = [tmp_path / "srv", tmp_path / "srv/versions", (tmp_path / "srv/live").resolve()]
    assert [0o755] * 3 == [path.stat().st_mode & 0o777 for path in folders]


def test_the_last_five_stay_and_none_goes_within_a_day(to: Path, tmp_path: Path) -> None:
    """Older versions go when readers left them more than a day ago; until then their pages may still ask for them."""
    for generation in range(2, KEPT + 3):
        publish(make_site(tmp_path / str(generation), generation), to)
    assert KEPT + 2 == len(versions(to))

    first, second, *_ = versions(to)
    os.utime(to / "versions" / first, (DAYS_AGO, DAYS_AGO))
    publish(make_site(tmp_path / "last", 99), to)

    assert [second, KEPT + 2] == [versions(to)[0], len(versions(to))]


def test_rollback_shows_what_readers_saw_before(to: Path, tmp_path: Path) -> None:
    """Each rollback goes one back; after a new publication, it goes to the last that was seen, not to one taken back."""
    for generation in (2, 3):
        publish(make_site(tmp_path / str(generation), generation), to)
    back = []
    for _ in range(2):
        rollback(to)
        back.append(seen(to))
    assert [{2}, {1}] == back

    publish(make_site(tmp_path / "4", 4), to)
    rollback(to)
    assert {1} == seen(to)
    assert [] == faults(to)


def test_rollback_without_an_older_version_says_so(to: Path, tmp_path: Path) -> None:
    """With nothing to go back to, the site stays and the exit code is that of wrong use."""
    with pytest.raises(ProjectError, match="no older version") as error:
        rollback(to)
    with pytest.raises(ProjectError, match="no such folder"):
        rollback(tmp_path / "none")

    assert 2 == error.value.code
    assert {1} == seen(to)
