"""What a test says to somebody, through the API."""

from typing import Any

from beknown.kit.ids import PersonId, new_id
from tests.clients import Client


async def open_direct(client: Client, other: PersonId) -> str:
    """Open the conversation with somebody; give its id."""
    answer = await client.post("/api/chats/direct", json={"person_id": str(other)})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


async def say(client: Client, chat: str, text: str) -> dict[str, Any]:
    """Say something; give the message."""
    answer = await client.post(f"/api/chats/{chat}/messages", json={"id": str(new_id()), "text": text})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def read(client: Client, chat: str, **query: int) -> list[str]:
    """Read a page of a conversation; give the texts."""
    answer = await client.get(f"/api/chats/{chat}/messages", params=query)
    assert answer.status_code == 200, answer.text
    return [each["text"] for each in answer.json()["messages"]]


async def list_chats(client: Client) -> list[dict[str, Any]]:
    """Give the first page of somebody's conversations."""
    return (await client.get("/api/chats")).json()["chats"]
