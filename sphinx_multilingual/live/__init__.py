"""How does a translator see a page while writing it? A warm Sphinx, a small server, and a page that renews itself."""

from __future__ import annotations

from threading import Thread

from ..build import Project
from ..errors import ProjectError
from ..languages import Language
from . import watch
from .server import LiveServer
from .session import Session


def run(project: Project, language: Language, port: int) -> int:
    """Show one language in the browser until Ctrl-C; raises ProjectError where it cannot start."""
    session = Session(project, language)
    with session, LiveServer(session, port) as server:
        known = watch.look(session.folders)
        session.update({path for path in known if path.suffix == ".po"})
        if session.app is None:
            raise ProjectError("live could not start: " + "\n".join(session.errors()))
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            print(f"live: {server.address} ({language.code}); Ctrl-C ends it", flush=True)
            for paths in watch.watch(session.folders, known):
                session.update(paths)
        except KeyboardInterrupt:
            print("\nlive ended", flush=True)
        finally:
            server.shutdown()
    return 0
