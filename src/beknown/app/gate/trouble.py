"""Turn what a gate raised, or what nobody expected, into a problem+json answer."""

from beknown.app.gate.asgi import App, Message, Receive, Scope, Send
from beknown.app.problems import answer_ours, problem
from beknown.kit.errors import BeknownError
from beknown.kit.telemetry import get_logger

_log = get_logger(__name__)


class Trouble:
    """Catches every error that comes out, so that no answer misses the headers of the gates outside of it."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; an error after the answer began can only break it off."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def send_and_see(message: Message) -> None:
            nonlocal has_begun
            has_begun = has_begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_and_see)
        except BeknownError as error:
            if has_begun:
                raise
            await answer_ours(error)(scope, receive, send)
        except Exception:
            _log.exception("unexpected error")
            if has_begun:
                raise
            detail = "An error on our side; it has been logged. Try again in a moment."
            await problem(500, "Something went wrong", detail)(scope, receive, send)
