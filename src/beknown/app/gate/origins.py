"""Let pages of other sites that the operator names ask the model API with a key (CORS). Nobody's cookie counts there.

They may also ask a person for access (OAuth), so that no key need be pasted into a page.

Source: WHATWG Fetch standard, "CORS protocol"; draft-ietf-oauth-browser-based-apps, "CORS".
"""

import re

from beknown.app.gate.asgi import App, Receive, Scope, Send, header_of, with_headers
from beknown.gateway import OAUTH_PATHS, SURFACE_PATHS
from beknown.kit.errors import Invalid

OPEN_PATHS = (*SURFACE_PATHS, *OAUTH_PATHS)
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://([a-z0-9._-]+|\[[0-9a-f:]+\])(:\d{1,5})?")
_USUAL_PORT = re.compile(r"http://.*:80|https://.*:443")
VARIES = (b"vary", b"Origin")
PREFLIGHT: tuple[tuple[bytes, bytes], ...] = (
    (b"access-control-allow-methods", b"GET, POST, DELETE"),
    (b"access-control-allow-headers", b"*, Authorization"),
    (b"access-control-max-age", b"600"),
)
"""`*` names every header but Authorization, and only where no cookie is sent along."""

READABLE = (b"access-control-expose-headers", b"Retry-After, WWW-Authenticate, Content-Disposition")


class Origins:
    """Answers a browser that asks whether a page may ask, and lets the page read the answers.

    Args:
        app: What comes next.
        origins: Of the pages that may.
    """

    def __init__(self, app: App, *, origins: frozenset[str]) -> None:
        self._app = app
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; its answer may be read by the page it comes from if that is one of those named."""
        if not self._origins or scope["type"] != "http" or not scope["path"].startswith(OPEN_PATHS):
            await self._app(scope, receive, send)
            return
        origin = header_of(scope, "origin")
        if origin is None or origin not in self._origins:
            await self._app(scope, receive, with_headers(send, [VARIES]))
            return
        allowed = [VARIES, (b"access-control-allow-origin", origin.encode())]
        if scope["method"] == "OPTIONS" and header_of(scope, "access-control-request-method"):
            await send({"type": "http.response.start", "status": 204, "headers": [*allowed, *PREFLIGHT]})
            await send({"type": "http.response.body", "body": b""})
            return
        await self._app(scope, receive, with_headers(send, [*allowed, READABLE]))


def read_origins(text: str) -> frozenset[str]:
    """Read origins such as `https://app.example.org http://localhost:5173 app://notes.example`.

    Raises:
        Invalid: One isn't an origin as browsers write it; the message names it.
    """
    for each in text.split():
        if not _ORIGIN.fullmatch(each) or _USUAL_PORT.fullmatch(each):
            raise Invalid(
                f"BEKNOWN_GATEWAY_ORIGINS: {each!r} isn't an origin as browsers write it: http or https, a name in "
                "lower case, a port only where it isn't the usual one, and no path, such as https://app.example.org. "
                "There is no sign for all of them."
            )
    return frozenset(text.split())
