"""What hangs on the turn before it is the same in whatever order turns arrive, and goes when that turn is forgotten."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from beknown.events import EventDraft, append_many, ensure_source, forget_events, subscribe
from beknown.kit.db import Database, Scope
from beknown.kit.ids import EventId, PersonId, new_id
from beknown.understanding import note_unread
from beknown.understanding.believe import BeliefLearner
from beknown.understanding.extract import LanguageRules
from beknown.understanding.learn import learn_slice
from beknown.understanding.rebuild import rebuild_now
from tests.people import add_person
from tests.thorough import examples
from tests.understanding.believing import DAY
from tests.understanding.hearing import erase_rows, listed, snapshot

subscribe(note_unread)

LEARNER = BeliefLearner(LanguageRules())
ASKED = (
    "Where do you live now?",
    "How old are you?",
    "What do you do for work?",
    "Do you like figs?",
    "Hello!",
)
ANSWERED = ("In Porto.", "43", "Yes", "I am a nurse", "No, I don't", "I live in Lisbon", "Lisbon")


def turn(number: int, text: str, *, is_mine: bool, thread: str = "rui") -> EventDraft:
    """Make a turn of a conversation, so many minutes after its beginning."""
    return EventDraft(
        "social.message.sent.v1" if is_mine else "social.message.received.v1",
        key=f"{thread}:{number}",
        occurred_at=DAY + timedelta(minutes=number),
        text=text,
        speaker="Ana" if is_mine else "Rui",
        is_mine=is_mine,
        thread=thread,
    )


async def arrive(db: Database, person: PersonId, drafts: Sequence[EventDraft]) -> list[EventId]:
    """Append and learn."""
    async with db.begin(Scope(person, "export")) as tx:
        added = await append_many(tx, await ensure_source(tx, "whatsapp"), drafts)
    await learn_slice(db, Scope(person, "export"), [LEARNER])
    return list(added.new.values())


async def test_an_answer_that_came_before_its_question_is_understood_once_that_comes(
    db: Database, ana: PersonId
) -> None:
    await arrive(db, ana, [turn(2, "In Porto.", is_mine=True)])
    assert await listed(db, ana) == {}
    await arrive(db, ana, [turn(1, "Where do you live now?", is_mine=False)])
    assert [each.value for each in (await listed(db, ana)).values()] == ["porto"]


async def test_what_was_answered_to_a_question_goes_at_once_when_the_question_is_forgotten(
    db: Database, ana: PersonId
) -> None:
    asked, _ = await arrive(
        db, ana, [turn(1, "Where do you live now?", is_mine=False), turn(2, "In Porto.", is_mine=True)]
    )
    async with db.begin(Scope(ana, "export")) as tx:
        await forget_events(tx, [asked])
    assert await listed(db, ana) == {}
    await learn_slice(db, Scope(ana, "export"), [LEARNER])
    assert await listed(db, ana) == {}


async def test_what_stands_by_itself_is_found_again_after_the_turn_before_it_was_forgotten(
    db: Database, ana: PersonId
) -> None:
    asked, _ = await arrive(
        db, ana, [turn(1, "Hello!", is_mine=False), turn(2, "I live in Porto.", is_mine=True)]
    )
    before = await listed(db, ana)
    async with db.begin(Scope(ana, "export")) as tx:
        await forget_events(tx, [asked])
    await learn_slice(db, Scope(ana, "export"), [LEARNER])
    assert await listed(db, ana) == before != {}


async def test_only_what_comes_right_after_is_read_again_and_that_once(db: Database, ana: PersonId) -> None:
    await arrive(db, ana, [turn(number, "Well.", is_mine=True) for number in range(10, 20)])
    async with db.begin(Scope(ana, "export")) as tx:
        await append_many(tx, await ensure_source(tx, "whatsapp"), [turn(1, "Hello!", is_mine=False)])
    read = Counting()
    await learn_slice(db, Scope(ana, "export"), [read])
    assert read.events == 4


class Counting:
    """A learner that counts what it reads."""

    name = "counting"

    def __init__(self) -> None:
        self.events = 0

    async def learn(self, db: Database, scope: Scope, heard: Sequence[object]) -> None:
        """Count."""
        del db, scope
        self.events += len(heard)

    async def settle(self, db: Database, scope: Scope) -> None:
        """Nothing depends on it."""

    async def clear(self, tx: object) -> None:
        """Nothing is kept."""


SAID = st.tuples(st.booleans(), st.sampled_from(["rui", "eva"]), st.sampled_from(ASKED + ANSWERED))


@settings(
    max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(SAID, min_size=2, max_size=12), st.integers(0, 1 << 30), st.integers(1, 4), st.integers(0, 2))
@example([(False, "rui", ASKED[0]), (True, "rui", "In Porto.")] * 3, 7, 1, 1)
async def test_in_whatever_order_turns_arrive_beliefs_are_those_of_a_rebuild(
    db: Database, said: list[tuple[bool, str, str]], seed: int, at_once: int, forgotten: int
) -> None:
    person = await add_person(db, f"p{new_id()}@example.org", "Pia")
    drafts = [
        turn(number, text, is_mine=is_mine, thread=thread)
        for number, (is_mine, thread, text) in enumerate(said)
    ]
    Random(seed).shuffle(drafts)  # noqa: S311 - it chooses in which order a test brings them
    events: list[EventId] = []
    for start in range(0, len(drafts), at_once):
        events += await arrive(db, person, drafts[start : start + at_once])
    async with db.begin(Scope(person, "export")) as tx:
        await forget_events(tx, events[:forgotten])
    await learn_slice(db, Scope(person, "export"), [LEARNER])
    before = await snapshot(db, person)
    await rebuild_now(db, Scope(person, "export"), [LEARNER])
    assert await snapshot(db, person) == before
    await erase_rows(db, person)
