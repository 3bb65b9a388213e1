"""Count and time requests by route."""

import time

from beknown.app.gate.asgi import App, Message, Receive, Scope, Send
from beknown.kit import telemetry

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Counting:
    """The outermost gate: every answer is counted, those of the other gates too."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and note its route, method, status and duration."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 499

        async def send_and_see(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_and_see)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            method = scope["method"] if scope["method"] in METHODS else "other"
            telemetry.REQUESTS.labels(route, method, status).inc()
            telemetry.REQUEST_SECONDS.labels(route).observe(time.perf_counter() - started)
