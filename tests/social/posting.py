"""What people do with each other, over HTTP."""

from dataclasses import dataclass
from typing import Any

from beknown.kit.ids import PersonId
from tests.clients import Client

Post = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Someone:
    """A person who shows themselves, and their client."""

    id: PersonId
    client: Client

    async def post(self, text: str, shown_to: str = "everyone", **more: Any) -> Post:  # noqa: ANN401 - JSON
        """Post; give the post."""
        body = {"text": text, "shown_to": shown_to, **more}
        answer = await self.client.post("/api/social/posts", json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def reply(self, post: Post, text: str) -> Post:
        """Reply to a post."""
        return await self.post(text, parent={"author_id": post["author"]["id"], "id": post["id"]})

    async def sees(self, post: Post) -> bool:
        """Say whether this person can open a post."""
        return (await self.client.get(address(post))).status_code == 200

    async def page_of(self, other: "Someone") -> list[str]:
        """Give the texts on somebody's page."""
        answer = await self.client.get(f"/api/social/people/{other.id}/posts")
        return [each["text"] for each in answer.json()["posts"]]

    async def following(self) -> list[str]:
        """Give the texts on this person's page 'Following'."""
        return [each["text"] for each in (await self.client.get("/api/social/following")).json()["posts"]]

    async def follow(self, other: "Someone") -> str:
        """Follow somebody, or ask to; give what it is now."""
        return (await self.client.put(f"/api/social/people/{other.id}/follow")).json()["mine"]

    async def answer(self, other: "Someone", *, is_accepted: bool) -> int:
        """Let somebody follow, or not; give the status."""
        address = f"/api/social/people/{other.id}/answer"
        return (await self.client.put(address, json={"is_accepted": is_accepted})).status_code

    async def block(self, other: "Someone") -> int:
        """Block somebody; give the status."""
        return (await self.client.put(f"/api/social/people/{other.id}/block")).status_code

    async def people(self) -> list[str]:
        """Give the names that this person sees."""
        found = (await self.client.post("/api/social/people", json={})).json()["people"]
        return [each["name"] for each in found]

    async def go_private(self, handle: str) -> None:
        """Let only those follow who ask and are let in."""
        body = {"handle": handle, "name": handle.capitalize(), "is_private": True}
        assert (await self.client.put("/api/social/profile", json=body)).status_code == 200


def address(post: Post) -> str:
    """Give the address of a post."""
    return f"/api/social/posts/{post['author']['id']}/{post['id']}"


async def show(client: Client, person: PersonId, handle: str, name: str) -> Someone:
    """Make a profile."""
    answer = await client.put("/api/social/profile", json={"handle": handle, "name": name})
    assert answer.status_code == 200, answer.text
    return Someone(person, client)
