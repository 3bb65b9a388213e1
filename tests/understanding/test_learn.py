"""Learners read the log: each event once, with what stood before it, whatever is killed meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from beknown.events import subscribe
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.ids import EventId, PersonId
from beknown.understanding import note_unread
from beknown.understanding.learn import Heard, learn_slice, rebuild
from tests.understanding.remembering import as_drafts, lines, remember

subscribe(note_unread)
TALK = lines(
    ("Rui", "Shall we take the ferry?"),
    ("Ana", "Yes, at nine."),
    ("Rui", "Bring a coat."),
    ("Ana", "I will."),
)


@dataclass(slots=True)
class Listener:
    """A learner that keeps what it has heard, and stumbles as often as it is told to."""

    name: str = "listener"
    stumbles: int = 0
    heard: dict[EventId, Heard] = field(default_factory=dict[EventId, Heard])
    settled: int = 0

    async def learn(self, db: Database, scope: Scope, heard: Sequence[Heard]) -> None:
        """Keep a batch."""
        async with db.begin(scope):
            self.heard |= {each.id: each for each in heard}
        if self.stumbles:
            self.stumbles -= 1
            raise ConnectionError("gone in mid-batch")

    async def settle(self, db: Database, scope: Scope) -> None:
        """Count."""
        del db, scope
        self.settled += 1

    async def clear(self, tx: Tx) -> None:
        """Drop."""
        del tx
        self.heard.clear()


async def test_an_event_is_heard_with_the_turns_before_it(db: Database, ana: PersonId) -> None:
    await remember(db, ana, as_drafts(TALK))
    listener = Listener()
    assert await learn_slice(db, Scope(ana, "export"), [listener])
    last = next(each for each in listener.heard.values() if each.text == "I will.")
    assert [turn.text for turn in last.before] == [each.text for each in as_drafts(TALK)[:3]]
    assert listener.settled == 1


async def test_what_was_read_is_not_read_again(db: Database, ana: PersonId) -> None:
    await remember(db, ana, as_drafts(TALK))
    await learn_slice(db, Scope(ana, "export"), [Listener()])
    again = Listener()
    assert await learn_slice(db, Scope(ana, "export"), [again])
    assert again.heard == {}


async def test_a_batch_that_failed_is_read_again(db: Database, ana: PersonId) -> None:
    await remember(db, ana, as_drafts(TALK))
    scope = Scope(ana, "export")
    with pytest.raises(ConnectionError):
        await learn_slice(db, scope, [Listener(stumbles=1)])
    second = Listener()
    assert await learn_slice(db, scope, [second])
    assert len(second.heard) == len(TALK)


async def test_rebuilding_reads_the_whole_log_again(db: Database, ana: PersonId) -> None:
    await remember(db, ana, as_drafts(TALK))
    scope, listener = Scope(ana, "export"), Listener()
    await learn_slice(db, scope, [listener])
    before = dict(listener.heard)
    assert await rebuild(db, scope, [listener]) == len(TALK)
    assert listener.heard == {}
    await learn_slice(db, scope, [listener])
    assert listener.heard == before


async def test_one_persons_learning_hears_nobody_else(db: Database, ana: PersonId, ben: PersonId) -> None:
    await remember(db, ben, as_drafts(TALK))
    listener = Listener()
    assert await learn_slice(db, Scope(ana, "export"), [listener])
    assert listener.heard == {}
