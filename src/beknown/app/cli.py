"""The command line. With `--json` a command prints one JSON document; errors are one line on standard error."""

import asyncio
import sys

from cyclopts import App

from beknown.app.serve import serve as serve_until_signal
from beknown.app.worker import run_until_signal
from beknown.kit.errors import BeknownError
from beknown.kit.settings import load_settings
from beknown.kit.telemetry import configure_logs

cli = App(name="beknown", help="Beknown: an open personal AI that you run for your own people.")


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
    asyncio.run(serve_until_signal(settings))


@cli.command
def worker() -> None:
    """Run only a worker, for instance on another machine."""
    settings = load_settings()
    configure_logs(settings)
    asyncio.run(run_until_signal(settings))


def main() -> None:
    """Run a command; a failure of ours is one clear line and exit code 1."""
    try:
        cli()
    except BeknownError as error:
        print(f"beknown: {error.message}", file=sys.stderr)  # noqa: T201 - the promise of the command line
        raise SystemExit(1) from error
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
