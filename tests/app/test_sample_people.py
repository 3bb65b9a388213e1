"""The sample community: what is planned, that it is lived through like anybody's days, and that nothing of it stays."""

from collections import Counter
from datetime import UTC, datetime

import psycopg
import pytest

from beknown.app.accounts import find_person
from beknown.app.accounts.people import find_people
from beknown.app.house import House
from beknown.app.sample_people import (
    Added,
    add_sample_people,
    plan_months,
    read_community,
    remove_sample_people,
)
from beknown.app.sample_people.plan import Deed
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.errors import Conflict
from beknown.kit.ids import PersonId
from tests.people import add_operator

UNTIL = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def months() -> list[Deed]:
    """What all thirty do."""
    return plan_months(read_community().people, until=UNTIL, seed=7)


def test_thirty_people_with_different_tastes_do_all_kinds_of_things(months: list[Deed]) -> None:
    people = read_community().people
    acts = Counter(deed.act for deed in months)
    assert len(people) == 30
    assert len({tuple(person.tastes) for person in people}) > 25
    assert {deed.who for deed in months if deed.act == "post"} == set(range(30))
    assert min(acts[act] for act in ("post", "reply", "react", "save", "follow")) > 50


def test_nothing_is_answered_before_it_was_said(months: list[Deed]) -> None:
    said = {deed.post: deed.at for deed in months if deed.act == "post"}
    assert all(deed.at >= said[deed.post] for deed in months if deed.act in {"reply", "react", "save"})
    assert max(deed.at for deed in months) < UNTIL


def test_the_same_seed_gives_the_same_months(months: list[Deed]) -> None:
    assert plan_months(read_community().people, until=UNTIL, seed=7) == months
    assert plan_months(read_community().people, until=UNTIL, seed=8) != months


def test_what_is_written_of_people_and_groups_fits_together() -> None:
    community = read_community()
    names = {person.name for person in community.people}
    assert all(set(group.people) <= names for group in community.groups)
    assert all(name in group.people for group in community.groups for name, _ in group.lines)
    assert all(set(person.tastes) <= set(community.tastes) for person in community.people)


async def live_a_while(house: House, beside: PersonId | None = None, *, groups: int = 1) -> Added:
    """Let those of a group (four in the first) live through their first forty deeds, until now, for a test's time."""
    all_of_them = read_community()
    chosen = all_of_them.groups[:groups]
    people = [person for person in all_of_them.people if any(person.name in group.people for group in chosen)]
    some = all_of_them.model_copy(update={"people": people, "groups": chosen})
    deeds = plan_months(people, until=clock.now(), seed=7)[:40]
    return await add_sample_people(house, some, deeds, beside=beside)


async def test_who_is_in_several_groups_talks_in_each(db: Database, house: House) -> None:
    await add_operator(db, "ana@example.org", "Ana")
    groups = read_community().groups
    done = await live_a_while(house, groups=len(groups))
    assert done.messages == sum(len(group.lines) for group in groups)


async def test_they_live_here_and_are_gone_without_a_trace(
    db: Database, house: House, database_url: str
) -> None:
    ana = await add_operator(db, "ana@example.org", "Ana")
    done = await live_a_while(house, ana)
    assert (done.people, done.messages) == (4, 9)
    async with db.begin(Scope(ana, "export")) as tx:
        cursor = await tx.connection.execute("SELECT count(*), count(DISTINCT person_id) FROM chat_message")
        assert await cursor.fetchone() == (9, 4)
    assert await remove_sample_people(house) == 4
    assert [known.email for known in await find_people(db)] == ["ana@example.org"]
    async with await psycopg.AsyncConnection.connect(database_url) as owner:
        cursor = await owner.execute("SELECT count(*) FROM post")
        assert await cursor.fetchone() == (0,)


async def test_none_of_them_becomes_the_first_account_which_is_the_operators(
    house: House, db: Database
) -> None:
    with pytest.raises(Conflict, match="Make yours first"):
        await live_a_while(house)
    assert await find_people(db) == []


async def test_what_they_said_lies_in_the_past_in_which_it_was_said(db: Database, house: House) -> None:
    await add_operator(db, "ana@example.org", "Ana")
    await live_a_while(house)
    ines = await find_person(db, "ines.almeida@sample.invalid")
    assert ines is not None
    async with db.begin(Scope(ines, "export")) as tx:
        cursor = await tx.connection.execute(
            "SELECT bool_and(occurred_at < now() - interval '20 hours') FROM event"
        )
        assert await cursor.fetchone() == (True,)


async def test_they_come_once_and_not_among_real_people(db: Database, house: House) -> None:
    await add_operator(db, "ana@example.org", "Ana")
    await live_a_while(house)
    with pytest.raises(Conflict, match="remove"):
        await live_a_while(house)
    await remove_sample_people(house)
    for name in ("ben", "cleo", "dora"):
        await add_operator(db, f"{name}@example.org", name)
    with pytest.raises(Conflict, match="BEKNOWN_HOME"):
        await live_a_while(house)
