"""Let a sample community live through its months, by what people do everywhere else here; and remove it again."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from beknown.app.accounts import find_person
from beknown.app.accounts.people import add_person, find_people
from beknown.app.accounts.types import NewAccount
from beknown.app.erase import clean_up, erase_person
from beknown.app.house import House
from beknown.app.sample_people.plan import SAMPLE_HOST, Community, Deed, Group, Someone
from beknown.kit import clock
from beknown.kit.db import Scope, Tx
from beknown.kit.errors import Conflict, TooMany
from beknown.kit.ids import PersonId, new_id
from beknown.social import (
    Draft,
    PostDraft,
    ReactionKind,
    Ref,
    follow,
    make_group,
    make_post,
    react,
    save,
    send,
    show_oneself,
)

MOST_REAL = 3
"""Invented people are for looking around alone; a place where more than so many live gets none."""

LINES_APART = timedelta(minutes=7)
GROUPS_BEFORE = timedelta(hours=30)

Progress = Callable[[int, int], None]
"""Called with how much is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Added:
    """How many came, and how much they have said."""

    people: int
    posts: int
    messages: int


async def add_sample_people(
    house: House,
    community: Community,
    deeds: Sequence[Deed],
    *,
    beside: PersonId | None = None,
    progress: Progress | None = None,
) -> Added:
    """Add invented people with their months behind them.

    Args:
        house: Open.
        community: Who they are, and what they say in groups.
        deeds: What they have done, as `plan_months` gives it.
        beside: Who is taken into their groups.
        progress: Told after each deed.

    Raises:
        Conflict: They are here already, or this is a place of nobody or of many real people.
    """
    await _check_place(house)
    until = clock.now()
    with clock.frozen(deeds[0].at - timedelta(days=1)):
        ids = [
            await _settle(house, person, community.tastes[person.tastes[0]].lang)
            for person in community.people
        ]
    posts: dict[int, Ref] = {}
    for done, deed in enumerate(deeds, start=1):
        await _do(house, ids, deed, posts)
        if progress is not None:
            progress(done, len(deeds))
    names = {person.name: one for person, one in zip(community.people, ids, strict=True)}
    for group in community.groups:
        await _talk(house, group, names, beside, until - GROUPS_BEFORE)
    return Added(len(ids), len(posts), sum(len(group.lines) for group in community.groups))


async def remove_sample_people(house: House) -> int:
    """Erase the accounts of all invented people, with everything that is theirs; give how many there were."""
    removed = 0
    for known in await find_people(house.db):
        if known.email.endswith(f"@{SAMPLE_HOST}"):
            person = await find_person(house.db, known.email)
            if person is not None:
                await erase_person(house.db, house.blobs, person)
                removed += 1
    if removed:
        await clean_up(house.db, house.blobs)
    return removed


async def _check_place(house: House) -> None:
    emails = [known.email for known in await find_people(house.db)]
    invented = [email for email in emails if email.endswith(f"@{SAMPLE_HOST}")]
    if invented:
        raise Conflict(
            f"{len(invented)} invented people are here already. `beknown sample-people remove` erases them."
        )
    if not emails:
        raise Conflict("Nobody has an account here yet. Make yours first: the first one is the operator's.")
    if len(emails) > MOST_REAL:
        raise Conflict(
            f"{len(emails)} people have an account here. Invented ones are for an empty place: start one with "
            "BEKNOWN_HOME set to another folder."
        )


async def _settle(house: House, person: Someone, lang: str) -> PersonId:
    """Make an account that nobody can sign in to: its link for a password is made and thrown away."""
    new = NewAccount(
        email=person.email, display_name=person.name, password="", time_zone="Europe/Lisbon", locale=lang
    )
    await add_person(house.db, house.settings, new, is_operator=False)
    found = cast("PersonId", await find_person(house.db, person.email))
    bio = f"{' and '.join(person.tastes).capitalize()}. I am invented, for looking around."
    async with house.db.begin(Scope(found, "export")) as tx:
        await show_oneself(tx, handle=person.handle, name=person.name, bio=bio, is_private=False)
    return found


async def _do(house: House, ids: Sequence[PersonId], deed: Deed, posts: dict[int, Ref]) -> None:
    """Do one deed at its time. Who does too much at once leaves it, like anybody."""
    with clock.frozen(deed.at):
        try:
            async with house.db.begin(Scope(ids[deed.who], "export")) as tx:
                await _DEEDS[deed.act](tx, deed, ids, posts)
        except TooMany:
            return


async def _post(tx: Tx, deed: Deed, _ids: Sequence[PersonId], posts: dict[int, Ref]) -> None:
    card = await make_post(tx, PostDraft(deed.text, shown_to="everyone"))
    posts[deed.post] = Ref(card.author_id, card.id)


async def _reply(tx: Tx, deed: Deed, _ids: Sequence[PersonId], posts: dict[int, Ref]) -> None:
    await make_post(tx, PostDraft(deed.text, parent=posts[deed.post]))


async def _react(tx: Tx, deed: Deed, _ids: Sequence[PersonId], posts: dict[int, Ref]) -> None:
    await react(tx, posts[deed.post], cast("ReactionKind", deed.text))


async def _save(tx: Tx, deed: Deed, _ids: Sequence[PersonId], posts: dict[int, Ref]) -> None:
    await save(tx, posts[deed.post])


async def _follow(tx: Tx, deed: Deed, ids: Sequence[PersonId], _posts: dict[int, Ref]) -> None:
    await follow(tx, ids[deed.whom])


_DEEDS: dict[str, Callable[[Tx, Deed, Sequence[PersonId], dict[int, Ref]], Awaitable[None]]] = {
    "post": _post,
    "reply": _reply,
    "react": _react,
    "save": _save,
    "follow": _follow,
}


async def _talk(
    house: House, group: Group, names: dict[str, PersonId], beside: PersonId | None, start: datetime
) -> None:
    people: list[UUID] = [names[name] for name in group.people[1:]]
    founder = names[group.people[0]]
    with clock.frozen(start):
        async with house.db.begin(Scope(founder, "export")) as tx:
            chat = await make_group(tx, group.name, [*people, *([beside] if beside else [])])
    for place, (name, text) in enumerate(group.lines, start=1):
        with clock.frozen(start + place * LINES_APART):
            async with house.db.begin(Scope(names[name], "export")) as tx:
                await send(tx, chat, new_id(), Draft(text))
