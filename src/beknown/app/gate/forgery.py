"""Refuse requests that another site makes a browser send (CSRF), by three signs that such a site can't forge."""

import hmac
from urllib.parse import urlsplit

from beknown.app.gate.asgi import App, Receive, Scope, Send, header_of
from beknown.gateway import OAUTH_PATHS, SURFACE_PATHS
from beknown.kit.errors import Refused
from beknown.kit.settings import Settings

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
WITHOUT_TOKEN = frozenset(
    {
        "/api/session",
        "/api/session/passkey",
        "/api/session/passkey/options",
        "/api/accounts",
        "/api/invitations/check",
    }
)
"""POST to these acts on what is in the body, not as whom the cookie names."""


class Forgery:
    """Checks Sec-Fetch-Site and Origin of every unsafe request, and the session's token where there is a session.

    Args:
        app: What comes next.
        settings: Say where our own pages are.
        origins: Of other pages that may ask for tokens.
    """

    def __init__(self, app: App, *, settings: Settings, origins: frozenset[str]) -> None:
        self._app = app
        self._named = origins
        address = urlsplit(settings.address)
        self._origin = f"{address.scheme}://{address.netloc}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if it comes from our own page, or from no page at all.

        Raises:
            Refused: It comes from elsewhere, or lacks the token.
        """
        if self._is_open(scope):
            await self._app(scope, receive, send)
            return
        if scope["type"] == "websocket" and not self._is_ours(scope):
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] == "http" and scope["method"] not in SAFE:
            if not self._is_ours(scope):
                raise Refused("This request comes from another site. Open Beknown itself to do that.")
            _check_token(scope)
        await self._app(scope, receive, send)

    def _is_open(self, scope: Scope) -> bool:
        """Whether nothing counts there that a browser adds by itself: a key is sent by hand, and so is a code."""
        path = scope.get("path", "")
        if path.startswith(SURFACE_PATHS):
            return True
        return path.startswith(OAUTH_PATHS) and header_of(scope, "origin") in self._named

    def _is_ours(self, scope: Scope) -> bool:
        if header_of(scope, "sec-fetch-site") not in {None, "same-origin", "none"}:
            return False
        origin = header_of(scope, "origin")
        return origin is None or origin == self._origin or urlsplit(origin).netloc == header_of(scope, "host")


def _check_token(scope: Scope) -> None:
    session = scope.get("state", {}).get("session")
    if session is None or (scope["method"] == "POST" and scope["path"] in WITHOUT_TOKEN):
        return
    given = header_of(scope, "x-csrf-token") or ""
    if not hmac.compare_digest(given.encode(), session.csrf_token.encode()):
        raise Refused(
            "The header X-CSRF-Token doesn't fit this session. Reload the page and try again.", csrf=True
        )
