"""Have a person say things, and see what is believed of it; by an extractor that understands three sentences."""

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from beknown.events import (
    EventDraft,
    append_many,
    ensure_source,
)
from beknown.kit.db import Database, Scope
from beknown.kit.ids import EventId, PersonId
from beknown.understanding import find_beliefs, why
from beknown.understanding.belief_types import Proposal, Utterance
from beknown.understanding.beliefs import LISTED, Belief
from beknown.understanding.believe import BeliefLearner
from beknown.understanding.deeds import Deed
from beknown.understanding.hand import do
from beknown.understanding.held_types import State
from beknown.understanding.learn import learn_slice
from tests.understanding.believing import DAY, propose

ALL: tuple[State, ...] = ("held", "ended", "in_question", "rejected", "superseded")
HOME = re.compile(r"I (?P<not>no longer )?live in (?P<where>\w+)")
LIKES = re.compile(r"I like (?P<what>\w+)")
ILL = re.compile(r"I have (?P<what>asthma)")


class Plain:
    """An extractor that understands three sentences."""

    async def propose(self, said: Sequence[Utterance]) -> list[list[Proposal]]:
        """Give what each utterance says in one of them."""
        return [list(find_plain(each.text)) for each in said]


def find_plain(text: str) -> list[Proposal]:
    """Find the three sentences in a text."""
    homes = [
        replace(
            propose(f"lives in {found['where']}", text, slot="home", value=found["where"].lower()),
            start=found.start(),
            end=found.end(),
            is_ended=bool(found["not"]),
        )
        for found in HOME.finditer(text)
    ]
    likes = [
        replace(
            propose(f"likes {found['what']}", text, value=found["what"], kind="preference"),
            start=found.start(),
            end=found.end(),
        )
        for found in LIKES.finditer(text)
    ]
    ills = [
        propose(f"has {found['what']}", text, value=found["what"], kind="health")
        for found in ILL.finditer(text)
    ]
    return [*homes, *likes, *ills]


LEARNER = BeliefLearner(Plain())


def draft(
    text: str, *, day: int | None = 0, key: str = "", event_type: str = "social.message.sent.v1"
) -> EventDraft:
    """Write a message of the person."""
    at = None if day is None else DAY + timedelta(days=day)
    return EventDraft(event_type, key or f"{day}:{text}", at, text, speaker="Ana", is_mine=True)


async def hear(
    db: Database, person: PersonId, *drafts: EventDraft, source: str = "whatsapp"
) -> list[EventId]:
    """Append and learn."""
    async with db.begin(Scope(person, "export")) as tx:
        added = await append_many(tx, await ensure_source(tx, source), drafts)
    await learn_slice(db, Scope(person, "export"), [LEARNER])
    return list(added.new.values())


async def listed(
    db: Database, person: PersonId, states: Sequence[State] = tuple(LISTED)
) -> dict[str, Belief]:
    """Give the beliefs by statement."""
    async with db.begin(Scope(person, "export")) as tx:
        return {each.statement: each for each in await find_beliefs(tx, states=states)}


async def by_hand(db: Database, person: PersonId, deed: Deed) -> EventId:
    """Do something by hand."""
    async with db.begin(Scope(person, "export")) as tx:
        return await do(tx, deed)


async def snapshot(db: Database, person: PersonId) -> list[dict[str, Any]]:
    """Give all that is stored of beliefs, for comparison."""
    async with db.begin(Scope(person, "export")) as tx:
        found = await find_beliefs(tx, states=ALL, limit=10_000)
        quotes = {each.id: [asdict(quote) for quote in (await why(tx, each.id)).quotes] for each in found}
    return sorted(({**asdict(each), "quotes": quotes[each.id]} for each in found), key=lambda one: one["id"])


async def erase_rows(db: Database, person: PersonId) -> None:
    """Erase a person."""
    async with db.begin(Scope(person, "account")) as tx:
        await tx.connection.execute("DELETE FROM person WHERE id = %s", (person,))
