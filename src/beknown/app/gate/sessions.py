"""Find out who calls, from the session cookie."""

from typing import cast

from starlette.requests import HTTPConnection

from beknown.app.accounts.cookie import make_cookie, read_cookie
from beknown.app.accounts.sessions import Opened, open_session
from beknown.app.gate.asgi import App, Receive, Scope, Send, with_headers
from beknown.app.gate.flood import KnownTokens
from beknown.kit.db import Database
from beknown.kit.ids import PersonId
from beknown.kit.settings import Settings
from beknown.kit.web import Caller


class Sessions:
    """Sets `request.state.caller` and `request.state.session`, and hands out the next token when it is time."""

    def __init__(self, app: App, *, settings: Settings, known: KnownTokens) -> None:
        self._app = app
        self._settings = settings
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its caller, if the cookie opens a session."""
        is_asking = scope["type"] in {"http", "websocket"} and scope["path"].startswith("/api/")
        token = read_cookie(self._settings, HTTPConnection(scope)) if is_asking else None
        opened = await self._open(scope, token) if token else None
        if opened is None or token is None:
            await self._app(scope, receive, send)
            return
        self._known.add(opened.next_token or token)
        _introduce(scope, opened)
        if opened.next_token is not None:
            cookie = make_cookie(self._settings, opened.next_token)
            send = with_headers(send, [(b"set-cookie", cookie.encode())])
        await self._app(scope, receive, send)

    async def _open(self, scope: Scope, token: str) -> Opened | None:
        db = cast("Database", scope["app"].state.parts[Database])
        return await open_session(db, self._settings, token)


def _introduce(scope: Scope, opened: Opened) -> None:
    session = opened.session
    state = scope.setdefault("state", {})
    state["session"] = session
    state["caller"] = Caller(
        person=PersonId(session.person_id),
        session=session.id,
        role=session.role,
        display_name=session.display_name,
        locale=session.locale,
        time_zone=session.time_zone,
    )
