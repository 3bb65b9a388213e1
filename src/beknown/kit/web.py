"""What every route needs: who calls, the door to the database, the parts that `app` put together."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, cast
from uuid import UUID

from fastapi import Depends, Request
from fastapi.telemetry import TelemetryConfig

from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Purpose, Scope
from beknown.kit.errors import Refused, Unauthorised
from beknown.kit.ids import PersonId
from beknown.kit.settings import Settings

Part = TypeVar("Part")
Endpoint = TypeVar("Endpoint", bound=Callable[..., object])

BODY_LIMIT = "max_body_bytes"
"""The attribute that `takes_up_to` sets on a route's function."""


NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
"""The framework's own telemetry: off, since `app/traces.py` sends what the operator asks for."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is signed in. Set by the session middleware of `app`, nowhere else."""

    person: PersonId
    session: UUID
    role: str
    display_name: str
    locale: str
    time_zone: str

    def scope(self, purpose: Purpose) -> Scope:
        """Give the caller's scope for a purpose."""
        return Scope(self.person, purpose)


def get_caller(request: Request) -> Caller:
    """Give who is signed in.

    Raises:
        Unauthorised: Nobody is.
    """
    caller = getattr(request.state, "caller", None)
    if not isinstance(caller, Caller):
        raise Unauthorised("Sign in to go on.")
    return caller


def get_operator(request: Request) -> Caller:
    """Give who is signed in if they are an operator.

    Raises:
        Unauthorised: Nobody is signed in.
        Refused: Somebody else is.
    """
    caller = get_caller(request)
    if caller.role != "operator":
        raise Refused("Only an operator of this Beknown may do that. Ask the one who invited you.")
    return caller


def get_part(request: Request, kind: type[Part]) -> Part:
    """Give the part of this type that `app` registered at start (`Models`, `Blobs`, ...)."""
    state = request.app.state
    parts = cast("dict[type, Any]", getattr(state, "house", request.app).state.parts)
    return cast("Part", parts[kind])


def takes_up_to(max_bytes: int | None) -> Callable[[Endpoint], Endpoint]:
    """Say, below a route's decorator, how much its requests may send; None is the operator's `max_upload_bytes`.

    Routes that don't say so take 1 MB. It is checked as the body comes in, before anything is kept of it.
    """

    def mark(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, BODY_LIMIT, max_bytes)
        return endpoint

    return mark


def _get_db(request: Request) -> Database:
    return get_part(request, Database)


def _get_blobs(request: Request) -> Blobs:
    return get_part(request, Blobs)


def _get_settings(request: Request) -> Settings:
    return get_part(request, Settings)


SignedIn = Annotated[Caller, Depends(get_caller)]
Operator = Annotated[Caller, Depends(get_operator)]
Db = Annotated[Database, Depends(_get_db)]
Files = Annotated[Blobs, Depends(_get_blobs)]
Config = Annotated[Settings, Depends(_get_settings)]
