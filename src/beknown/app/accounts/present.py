"""What account routes ask of a request: the open session, where it comes from, which site it is for."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from beknown.app.accounts.cookie import read_cookie
from beknown.app.accounts.site import Site, site_of
from beknown.app.accounts.types import OpenSession, Visitor
from beknown.kit.buckets import network_of
from beknown.kit.errors import Unauthorised
from beknown.kit.web import Config


def _find_session(request: Request) -> OpenSession | None:
    session = getattr(request.state, "session", None)
    return session if isinstance(session, OpenSession) else None


def _get_session(request: Request) -> OpenSession:
    session = _find_session(request)
    if session is None:
        raise Unauthorised("Sign in to go on.")
    return session


def _get_visitor(request: Request, settings: Config) -> Visitor:
    address = network_of(request.client.host) if request.client else ""
    return Visitor(address, request.headers.get("user-agent", ""), read_cookie(settings, request))


def _get_site(request: Request, settings: Config) -> Site:
    came_by = urlsplit(str(request.base_url))
    return site_of(settings, f"{came_by.scheme}://{came_by.netloc}", came_by.hostname or "")


PossibleSession = Annotated[OpenSession | None, Depends(_find_session)]
PresentSession = Annotated[OpenSession, Depends(_get_session)]
PresentVisitor = Annotated[Visitor, Depends(_get_visitor)]
PresentSite = Annotated[Site, Depends(_get_site)]
