"""The command line: `serve`, `worker`, and the commands of all domains."""

import asyncio

from beknown.app import (
    commands_assistant,
    commands_doctor,
    commands_gateway,
    commands_person,
    commands_settings,
    commands_sources,
    commands_understanding,
    commands_you,
)
from beknown.app.commands import cli, main
from beknown.app.event_loop import fast_loop
from beknown.app.serve import serve as serve_until_signal
from beknown.app.worker import run_until_signal
from beknown.kit.settings import load_settings
from beknown.kit.telemetry import configure_logs

COMMANDS = (
    commands_assistant,
    commands_doctor,
    commands_gateway,
    commands_person,
    commands_settings,
    commands_sources,
    commands_understanding,
    commands_you,
)
"""Modules that register their commands with `cli` by being imported."""


@cli.command
def serve(*, host: str | None = None, port: int | None = None) -> None:
    """Start Beknown: web server, worker and, unless BEKNOWN_DATABASE_URL names another, its database.

    Args:
        host: Address to listen on (BEKNOWN_HOST).
        port: Port to listen on (BEKNOWN_PORT).
    """
    given = {"host": host, "port": port}
    settings = load_settings(**{name: value for name, value in given.items() if value is not None})
    configure_logs(settings)
    with asyncio.Runner(loop_factory=fast_loop()) as runner:
        runner.run(serve_until_signal(settings))


@cli.command
def worker() -> None:
    """Run only a worker, for instance on another machine."""
    settings = load_settings()
    configure_logs(settings)
    with asyncio.Runner(loop_factory=fast_loop()) as runner:
        runner.run(run_until_signal(settings))


__all__ = ["COMMANDS", "cli", "main"]

if __name__ == "__main__":
    main()
