"""Talking with the assistant over its API, and reading the stream of an answer."""

import json
from dataclasses import dataclass, field
from typing import Any

from httpx import AsyncClient, Response

Json = dict[str, Any]


@dataclass
class Heard:
    """An answer as it was streamed."""

    events: list[tuple[str, Json]] = field(default_factory=list[tuple[str, Json]])

    @property
    def start(self) -> Json:
        """Where the answer is written."""
        return self.events[0][1]

    @property
    def end(self) -> Json:
        """How it ended."""
        return self.events[-1][1]

    @property
    def text(self) -> str:
        """Its text, as the pieces make it."""
        return "".join(data["text"] for name, data in self.events if name == "text")

    @property
    def steps(self) -> list[Json]:
        """Each state of each step, in order."""
        return [data for name, data in self.events if name == "step"]


@dataclass
class Talk:
    """Somebody who talks with the assistant."""

    client: AsyncClient

    async def ask(self, text: str, **more: Any) -> Heard:  # noqa: ANN401 - fields of the request's JSON
        """Ask and hear the whole answer."""
        return hear(await self.client.post("/api/chat", json={"text": text, **more}))

    async def post(self, path: str, body: Json | None = None) -> Heard:
        """Post to a route that streams, and hear the whole answer."""
        return hear(await self.client.post(path, json=body or {}))

    async def get(self, path: str) -> Any:  # noqa: ANN401 - any JSON
        """Get JSON."""
        answer = await self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()


def hear(answer: Response) -> Heard:
    """Read a stream of server-sent events."""
    assert answer.status_code == 200, answer.text
    heard = Heard()
    for block in answer.text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if "event" in lines:
            heard.events.append((lines["event"], json.loads(lines["data"])))
    return heard
