"""Jobs of the assistant."""

from uuid import UUID

from beknown.assistant.answer_room import answer_room
from beknown.assistant.assistant import Assistant
from beknown.assistant.remind import REMIND_JOB, mark_due
from beknown.kit.db import Scope
from beknown.kit.ids import PersonId
from beknown.kit.jobs import JobContext, job
from beknown.social import ANSWER, ChatId


@job(REMIND_JOB)
async def remind(ctx: JobContext, *, person_id: str, reminder_id: str) -> None:
    """Turn a reminder due at its moment; one that was deleted or done meanwhile is left alone."""
    async with ctx.db.begin(Scope(PersonId(UUID(person_id)), "assistant")) as tx:
        await mark_due(tx, UUID(reminder_id))


@job(ANSWER)
async def answer(ctx: JobContext, *, person_id: str, chat_id: str, seq: str) -> None:
    """Answer a mention of @beknown in a conversation between people, once."""
    await answer_room(ctx.part(Assistant), PersonId(UUID(person_id)), ChatId(UUID(chat_id)), int(seq))
