"""A group of people, and an assistant that is mentioned there."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from beknown.assistant import Assistant
from beknown.assistant.answer_room import answer_room
from beknown.kit.ids import PersonId
from beknown.social import ChatId
from tests.clients import Client
from tests.social.talk import say

SECRET = "Ana keeps the spare key under the blue flowerpot"
ALLOWED = "I am allergic to walnuts"
EVENING = "The pottery evening begins on Thursday at seven"


@dataclass
class Group:
    """Ana and Ben in a group, and an assistant that answers there."""

    id: str
    people: dict[str, PersonId]
    clients: dict[str, Client]
    assistant: Assistant

    async def ask(self, who: str, text: str) -> list[dict[str, Any]]:
        """Ask, have it answered, and give what stands in the conversation after the question."""
        asked = await say(self.clients[who], self.id, text)
        await self.answer(who, asked["seq"])
        return [each for each in await self.read(who) if each["seq"] > asked["seq"]]

    async def answer(self, who: str, seq: int) -> None:
        """Do what the job does."""
        await answer_room(self.assistant, self.people[who], ChatId(UUID(self.id)), seq)

    async def read(self, who: str) -> list[dict[str, Any]]:
        """Read the conversation."""
        answer = await self.clients[who].get(f"/api/chats/{self.id}/messages")
        assert answer.status_code == 200, answer.text
        return answer.json()["messages"]

    async def allow(self, who: str, text: str) -> dict[str, Any]:
        """Let @beknown know something here."""
        answer = await self.clients[who].post(f"/api/chats/{self.id}/shares", json={"text": text})
        assert answer.status_code == 201, answer.text
        return answer.json()
