"""The command line: `serve`, `worker`, and the commands of all domains, each loaded when it is called."""

import asyncio
import contextlib
import gc
import os
import sys

from cyclopts import App, CycloptsError

from beknown.kit.errors import BeknownError
from beknown.kit.settings import load_settings

COMMANDS = {
    "ask": "commands_assistant:ask",
    "doctor": "commands_doctor:doctor",
    "erase": "commands_you:erase_for_good",
    "export": "commands_you:export_person",
    "import": "commands_sources:import_archives",
    "key": "commands_gateway:key",
    "person": "commands_person:person",
    "rebuild": "commands_understanding:rebuild",
    "recall": "commands_understanding:recall",
    "sample-people": "commands_sample:sample_people",
    "settings": "commands_settings:list_settings",
    "source": "commands_follow:source",
}
"""Where the commands are, by their names: a module of this package, and the function or group in it."""

cli = App(
    name="beknown",
    help="Beknown: an open personal AI that you run for your own people.",
    help_epilogue="`beknown settings` lists every setting with its meaning, default and present value.",
)
for _name, _where in COMMANDS.items():
    cli.command(f"{__package__}.{_where}", name=_name)


@cli.command
def serve(*, host: str | None = None, port: int | None = None) -> None:
    """Start Beknown: web server, worker and, unless BEKNOWN_DATABASE_URL names another, its database.

    Args:
        host: Address to listen on (BEKNOWN_HOST).
        port: Port to listen on (BEKNOWN_PORT).
    """
    from beknown.app.database import begin_database  # noqa: PLC0415 - a command loads what it needs
    from beknown.app.listen import open_listener  # noqa: PLC0415 - as above
    from beknown.kit.telemetry import configure_logs  # noqa: PLC0415 - as above

    given = {"host": host, "port": port}
    settings = load_settings(**{name: value for name, value in given.items() if value is not None})
    configure_logs(settings)
    with open_listener(settings) as listener, begin_database(settings) as database:
        # The database starts while the rest is loaded: both take seconds. Nothing of what is loaded is ever garbage.
        gc.disable()
        from beknown.app.event_loop import fast_loop  # noqa: PLC0415 - as above
        from beknown.app.serve import serve_until_signal  # noqa: PLC0415 - as above

        gc.freeze()
        gc.enable()
        with asyncio.Runner(loop_factory=fast_loop()) as runner:
            runner.run(serve_until_signal(settings, listener, database))


@cli.command
def worker() -> None:
    """Run only a worker, for instance on another machine."""
    from beknown.app.event_loop import fast_loop  # noqa: PLC0415 - a command loads what it needs
    from beknown.app.worker import run_until_signal  # noqa: PLC0415 - as above
    from beknown.kit.telemetry import configure_logs  # noqa: PLC0415 - as above

    settings = load_settings()
    configure_logs(settings)
    with asyncio.Runner(loop_factory=fast_loop()) as runner:
        runner.run(run_until_signal(settings))


def main() -> None:
    """Run the command line. Codes: 1 it failed, 2 it was called wrongly, 130 Ctrl-C."""
    try:
        if sys.argv[1:2] in ([], ["-h"], ["--help"]):
            cli.resolved_commands()  # all are loaded for the help, which says what each does
        cli(sys.argv[1:], exit_on_error=False, print_error=False)
    except CycloptsError as error:
        _fail(f"{error} (`beknown --help` lists the commands.)", code=2)
    except BeknownError as error:
        _fail(error.message)
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:
        # Whoever read our output has gone; nothing may be written when Python closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except Exception as error:
        if _wants_traceback():
            raise
        _fail(f"Unexpected error ({type(error).__name__}). BEKNOWN_LOG_LEVEL=debug shows where.")


def _fail(message: str, *, code: int = 1) -> None:
    sys.stderr.write(f"beknown: {' '.join(message.split())}\n")
    raise SystemExit(code)


def _wants_traceback() -> bool:
    with contextlib.suppress(BeknownError):
        return load_settings().log_level == "debug"
    return False


if __name__ == "__main__":
    main()
