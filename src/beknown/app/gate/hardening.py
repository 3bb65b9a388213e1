"""Headers that tell browsers what this site never does."""

from beknown.app.gate.asgi import App, Receive, Scope, Send, with_headers

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
)
NEVER_USED = (
    "camera",
    "geolocation",
    "payment",
    "usb",
    "serial",
    "display-capture",
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (
        b"permissions-policy",
        ", ".join([*(f"{name}=()" for name in NEVER_USED), "microphone=(self)"]).encode(),
    ),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
ONLY_HTTPS = (b"strict-transport-security", b"max-age=31536000")
NOT_KEPT = (b"cache-control", b"no-store")


class Hardening:
    """Adds the headers to every answer; a route that set one itself keeps its own.

    Args:
        app: What comes next.
        is_https: People reach this server by HTTPS.
    """

    def __init__(self, app: App, *, is_https: bool) -> None:
        self._app = app
        self._headers = (*HEADERS, ONLY_HTTPS) if is_https else HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers; answers of the API are kept by no cache."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_api = scope["path"].startswith("/api/")
        await self._app(
            scope, receive, with_headers(send, (*self._headers, NOT_KEPT) if is_api else self._headers)
        )
