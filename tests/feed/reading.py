"""Reading a feed, over HTTP and below it."""

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from beknown.feed.embed import embed_posts
from beknown.kit.db import Database, Scope
from beknown.models import Counted, Vector
from tests.social.posting import Post, Someone

TOPICS = ("rowing", "bread", "chess", "tides", "violin", "moss", "trains", "glass")


class TopicEmbedder:
    """An embedder made for tests: whatever names the same topic means nearly the same."""

    name = "topics"
    dims = 32

    async def embed_counted(self, texts: Sequence[str]) -> Counted:
        """Give a vector for each text; tokens aren't counted."""
        return Counted([self._embed(text) for text in texts], 0)

    async def embed_query(self, text: str) -> Vector:
        """Give one vector."""
        return self._embed(text)

    async def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """Give a vector for each text."""
        return [self._embed(text) for text in texts]

    def _embed(self, text: str) -> Vector:
        topic = np.zeros(self.dims)
        for number, name in enumerate(TOPICS):
            topic[number] = name in text
        noise = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(self.dims)
        return (1.0 + 2.0 * topic + 0.25 * noise).astype(np.float32)


async def know_meanings(db: Database, *people: Someone) -> None:
    """Have the meaning of all posts of these people known."""
    for someone in people:
        await embed_posts(db, Scope(someone.id, "export"), TopicEmbedder())


async def read(someone: Someone, page: str = "") -> dict[str, Any]:
    """Give a page of somebody's feed."""
    answer = await someone.client.get("/api/feed", params={"page": page})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def read_all(someone: Someone, most: int = 20) -> list[dict[str, Any]]:
    """Give all items of a new run, at most so many pages."""
    page = await read(someone)
    items: list[dict[str, Any]] = []
    for _ in range(most):
        items += page["items"]
        if page["next"] is None:
            break
        page = await read(someone, page["next"])
    return items


def texts(items: list[dict[str, Any]]) -> list[str]:
    """Give what the posts say, in order."""
    return [item["post"]["text"] for item in items]


def causes(item: dict[str, Any]) -> list[str]:
    """Give why an item is there, the weightiest first."""
    return [reason["cause"] for reason in item["reasons"]]


async def hide(someone: Someone, post: Post, **place: object) -> str:
    """Want less of what is like a post; give the id of the wish."""
    body = {"author_id": post["author"]["id"], "post_id": post["id"], **place}
    answer = await someone.client.post("/api/feed/less", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def do(someone: Someone, run: str, position: int, action: str, seconds: int | None = None) -> int:
    """Say what was done with something on the feed; give the status."""
    deed = {"run": run, "position": position, "action": action, "seconds": seconds}
    return (await someone.client.post("/api/feed/deeds", json={"deeds": [deed]})).status_code
