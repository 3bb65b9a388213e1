"""What is said of 'my sister' and of 'Ana' is of one person where the world knows it, and of two where it doesn't."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from beknown.events import EventDraft, append_many, ensure_source, forget_events
from beknown.kit.db import Database, Scope
from beknown.kit.ids import EventId, PersonId
from beknown.understanding.aliases import name_people
from beknown.understanding.believe import BeliefLearner
from beknown.understanding.deeds import Rejected
from beknown.understanding.extract import LanguageRules
from beknown.understanding.learn import learn_slice
from beknown.understanding.rebuild import rebuild_now
from beknown.understanding.world import find_people
from beknown.understanding.world_acts import merge, split, undo
from beknown.understanding.world_learner import WorldLearner
from beknown.understanding.world_read_store import KnownRow, find_aliases_of
from tests.understanding.believing import DAY
from tests.understanding.hearing import ALL, by_hand, listed, snapshot
from tests.understanding.remembering import switch_off
from tests.understanding.worlding import contact

LEARNERS = (WorldLearner(), BeliefLearner(LanguageRules()))


def known(number: int, name: str, *more: str, relation: str | None = None, is_open: bool = True) -> KnownRow:
    """Know somebody by names."""
    names = [name, *more]
    firsts = [each.split()[0].lower() for each in names]
    return KnownRow(UUID(int=number), name, relation, names, firsts, is_open)


def test_the_word_of_a_relation_and_all_names_mean_one() -> None:
    found = name_people([known(1, "Ana Duarte", "Ana", relation="sister"), known(2, "Rui Alves")])
    assert (found["sister"], found["schwester"], found["ana"]) == ("Ana Duarte",) * 3
    assert found["rui alves"] == "Rui Alves"


def test_what_may_mean_two_means_nobody() -> None:
    found = name_people(
        [
            known(1, "Ana Duarte", "Ana", relation="sister"),
            known(2, "Ana Costa", relation="sister"),
            known(3, "Eva Lima", relation="friend"),
            known(4, "Ida Berg", relation="mother", is_open=False),
        ]
    )
    assert not {"sister", "ana", "friend", "mother", "ida berg"} & found.keys()
    assert (found["ana duarte"], found["ana costa"]) == ("Ana Duarte", "Ana Costa")


async def hear(
    db: Database, person: PersonId, *said: str | EventDraft, event_type: str = "social.message.sent.v1"
) -> list[EventId]:
    """Have the person say things, and all learners learn."""
    drafts = [
        each
        if isinstance(each, EventDraft)
        else EventDraft(
            event_type, each, DAY + timedelta(days=at), each, speaker="Maya", is_mine=True, thread=f"t{at}"
        )
        for at, each in enumerate(said)
    ]
    async with db.begin(Scope(person, "export")) as tx:
        added = await append_many(tx, await ensure_source(tx, "whatsapp"), drafts)
    await learn_slice(db, Scope(person, "export"), LEARNERS)
    return list(added.new.values())


async def subjects(
    db: Database, person: PersonId, words: Sequence[str] = ("nurse", "vegetarian")
) -> set[str]:
    """Give of whom it is believed that they are a nurse or vegetarian."""
    return {
        each.subject
        for statement, each in (await listed(db, person)).items()
        if any(word in statement for word in words)
    }


OF_ANA = ("My sister Ana is vegetarian.", "My sister is a nurse.")


async def test_beliefs_of_my_sister_and_of_ana_are_of_one(db: Database, ana: PersonId) -> None:
    await hear(db, ana, *OF_ANA)
    assert await subjects(db, ana) == {"Ana"}


async def test_a_second_sister_makes_my_sister_nobody_again(db: Database, ana: PersonId) -> None:
    (first, *_) = await hear(db, ana, *OF_ANA)
    (other,) = await hear(db, ana, "My sister Karin lives in Oslo.")
    assert await subjects(db, ana) == {"sister", "Ana"}
    async with db.begin(Scope(ana, "export")) as tx:
        await forget_events(tx, [other])
    assert await subjects(db, ana) == {"Ana"}
    async with db.begin(Scope(ana, "export")) as tx:
        await forget_events(tx, [first])
    assert await subjects(db, ana) == {"sister"}


async def test_splitting_by_hand_parts_beliefs_and_undoing_it_joins_them(db: Database, ana: PersonId) -> None:
    await hear(db, ana, *OF_ANA, contact("Ana Duarte", "+351 912 345 678"))
    async with db.begin(Scope(ana, "export")) as tx:
        one, other = await find_people(tx)
        await merge(tx, one.id, other.id)
    assert await subjects(db, ana) == {"Ana Duarte"}
    async with db.begin(Scope(ana, "export")) as tx:
        (both,) = await find_people(tx)
        aliases = await find_aliases_of(tx, both.id)
        act = await split(tx, both.id, [each.id for each in aliases if "said" in each.key])
    assert "Ana Duarte" not in await subjects(db, ana)
    async with db.begin(Scope(ana, "export")) as tx:
        await undo(tx, act)
    assert await subjects(db, ana) == {"Ana Duarte"}
    before = await snapshot(db, ana)
    await rebuild_now(db, Scope(ana, "export"), LEARNERS)
    assert await snapshot(db, ana) == before


async def test_what_was_rejected_of_one_stays_rejected_when_they_turn_out_to_be_two(
    db: Database, ana: PersonId
) -> None:
    await hear(db, ana, *OF_ANA)
    belief = next(each for name, each in (await listed(db, ana)).items() if "nurse" in name)
    await by_hand(db, ana, Rejected(belief.id))
    await hear(db, ana, "My sister Karin lives in Oslo.")
    states = {name: each.state for name, each in (await listed(db, ana, ALL)).items() if "nurse" in name}
    assert set(states.values()) == {"rejected"}


async def test_what_is_public_keeps_its_own_word_and_a_switched_off_source_names_nobody(
    db: Database, ana: PersonId
) -> None:
    await hear(db, ana, OF_ANA[0])
    await hear(db, ana, OF_ANA[1], event_type="social.post.published.v1")
    assert await subjects(db, ana) == {"sister", "Ana"}
    await hear(db, ana, "My brother Leo is vegetarian.", "My brother is a nurse.")
    assert await subjects(db, ana) == {"sister", "Ana", "Leo"}
    await switch_off(db, ana, "whatsapp", "assistant")
    await hear(db, ana, "Well.")
    assert await subjects(db, ana) == {"sister", "Ana", "Leo", "brother"}
