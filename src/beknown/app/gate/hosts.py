"""Answer only under our own names: a page elsewhere must not reach us by a name it points at this machine."""

import ipaddress
import socket
from urllib.parse import urlsplit

from beknown.app.gate.asgi import App, Receive, Scope, Send, header_of
from beknown.app.problems import problem
from beknown.kit.settings import Settings

OPEN_PATHS = frozenset({"/api/health", "/metrics"})
"""Asked by programs that watch us, under whatever name their network gives us; they hold no one's data."""


class Hosts:
    """Refuses requests for a name that isn't ours (DNS rebinding)."""

    def __init__(self, app: App, *, settings: Settings) -> None:
        self._app = app
        self._names = own_names(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if its Host is ours."""
        if scope["type"] not in {"http", "websocket"} or scope["path"] in OPEN_PATHS:
            await self._app(scope, receive, send)
            return
        name = name_in(header_of(scope, "host"))
        if name in self._names or _is_address(name):
            await self._app(scope, receive, send)
            return
        detail = (
            f"This server isn't known as {name[:100]!r}. Its operator can name it in BEKNOWN_PUBLIC_URL or "
            "BEKNOWN_ALLOWED_HOSTS."
        )
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        await problem(421, "Not our name", detail)(scope, receive, send)


def own_names(settings: Settings) -> frozenset[str]:
    """Give every name that people may reach this server by, in lower case."""
    machine = socket.gethostname().lower()
    named = [each.strip() for each in settings.allowed_hosts.split(",") if each.strip()]
    public = urlsplit(settings.address).hostname or ""
    return frozenset(
        {"localhost", settings.host.lower(), public, machine, f"{machine}.local", *map(str.lower, named)}
        - {""}
    )


def name_in(host: str | None) -> str:
    """Give the name in a Host header, without the port and in lower case."""
    try:
        return urlsplit(f"//{host or ''}").hostname or ""
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    """A bare IP address can't be pointed elsewhere by anybody's DNS."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
