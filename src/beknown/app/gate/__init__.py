"""The gates that every request passes, from the outermost to the innermost."""

from fastapi import FastAPI

from beknown.app.accounts.cookie import is_https
from beknown.app.gate.bodies import Bodies
from beknown.app.gate.counting import Counting
from beknown.app.gate.flood import Flood, KnownTokens
from beknown.app.gate.forgery import Forgery
from beknown.app.gate.hardening import Hardening
from beknown.app.gate.hosts import Hosts
from beknown.app.gate.origins import Origins, read_origins
from beknown.app.gate.sessions import Sessions
from beknown.app.gate.trouble import Trouble
from beknown.kit.settings import Settings


def add_gates(app: FastAPI, settings: Settings) -> None:
    """Put the gates before the routes. The one that is added last is the outermost.

    Raises:
        Invalid: The origins in the settings can't be read.
    """
    known, origins = KnownTokens(), read_origins(settings.gateway_origins)
    app.add_middleware(Bodies, settings=settings)
    app.add_middleware(Forgery, settings=settings, origins=origins)
    app.add_middleware(Sessions, settings=settings, known=known)
    app.add_middleware(Flood, settings=settings, known=known)
    app.add_middleware(Hosts, settings=settings)
    app.add_middleware(Trouble)
    app.add_middleware(Origins, origins=origins)
    app.add_middleware(Hardening, is_https=is_https(settings))
    app.add_middleware(Counting)


__all__ = ["add_gates"]
