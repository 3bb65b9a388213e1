"""Bound what a request may send. A route that takes more than most says so with `takes_up_to`."""

from fastapi import HTTPException

from beknown.app.gate.asgi import App, Message, Receive, Scope, Send, header_of
from beknown.kit.settings import Settings
from beknown.kit.web import BODY_LIMIT

MAX_BODY_BYTES = 1_000_000


class Bodies:
    """Refuses a body when the route begins to read it: by its stated length, else once it has become too long."""

    def __init__(self, app: App, *, settings: Settings) -> None:
        self._app = app
        self._max_upload_bytes = settings.max_upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a bounded body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        stated = header_of(scope, "content-length") or ""
        seen = 0

        async def receive_bounded() -> Message:
            nonlocal seen
            most = self._most(scope)
            if stated.isdigit() and int(stated) > most:
                raise _too_large(most)
            message = await receive()
            if message["type"] == "http.request":
                seen += len(message.get("body", b""))
                if seen > most:
                    raise _too_large(most)
            return message

        await self._app(scope, receive_bounded, send)

    def _most(self, scope: Scope) -> int:
        """The route is known by now: routing comes before reading. Who has neither session nor key sends no files."""
        if not {"caller", "key"} & scope.get("state", {}).keys():
            return MAX_BODY_BYTES
        declared = getattr(scope.get("endpoint"), BODY_LIMIT, MAX_BODY_BYTES)
        return self._max_upload_bytes if declared is None else declared


def _too_large(most: int) -> HTTPException:
    """FastAPI takes this one kind of error for what it is; any other becomes a 400 while it reads a body."""
    return HTTPException(413, f"That is more than the {most} bytes that are taken here at once.")
