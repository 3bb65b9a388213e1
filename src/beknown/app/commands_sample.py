"""`beknown sample-people`: thirty invented people to look around with, and how to be rid of them."""

from dataclasses import asdict
from functools import partial
from typing import Annotated

from cyclopts import App, Parameter

from beknown.app.commands import AsJson, get_person, show, show_progress, with_house
from beknown.app.house import House
from beknown.app.sample_people import (
    Added,
    add_sample_people,
    plan_months,
    read_community,
    remove_sample_people,
)
from beknown.kit import clock

sample_people = App(name="sample-people", help="Add invented people to look around with, or remove them.")


@sample_people.command
def add(
    *,
    beside: Annotated[str | None, Parameter(name="--person")] = None,
    seed: int = 7,
    as_json: AsJson = False,
) -> None:
    """Add thirty invented people who have posted, followed, reacted and talked for three months. It takes a minute.

    They are for an empty place, to see what it is like with people in it. Nobody can sign in as one of them.

    Args:
        beside: The email of who is taken into their groups; nobody is when left out.
        seed: Another number gives other months.
        as_json: Print one JSON document.
    """
    community = read_community()
    deeds = plan_months(community.people, until=clock.now(), seed=seed)

    async def work(house: House) -> Added:
        person = await get_person(house, beside) if beside else None
        return await add_sample_people(
            house, community, deeds, beside=person, progress=partial(show_progress, what="deeds")
        )

    done = with_house(work)
    line = (
        f"{done.people} invented people have made {done.posts:,} posts and said {done.messages} things in groups. "
        "`beknown sample-people remove` erases them."
    )
    show(asdict(done), [line], as_json=as_json)


@sample_people.command
def remove(*, as_json: AsJson = False) -> None:
    """Erase all invented people with everything that is theirs.

    Args:
        as_json: Print one JSON document.
    """
    removed = with_house(remove_sample_people)
    show({"removed": removed}, [f"{removed} invented people are gone."], as_json=as_json)
