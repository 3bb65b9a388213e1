"""Keep what a person said about their feed as rules; each saying is an event, and its rules go with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from beknown.events import EventDraft, append, ensure_source
from beknown.feed import steer_store as store
from beknown.feed.note import SOURCE_KIND
from beknown.feed.steer_check import check_draft
from beknown.feed.steer_grammar import fold_letters
from beknown.feed.steer_match import find_roots
from beknown.feed.steer_types import (
    ALL_HOURS,
    MOST_TOPIC,
    Amount,
    Hours,
    Known,
    Reading,
    Rule,
    RuleDraft,
    Target,
)
from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.errors import Conflict, Invalid, NotFound
from beknown.kit.ids import new_id
from beknown.kit.words import tidy_line

STEERED = "feed.feed.steered.v1"
MOST_KEPT = 60
MOST_NAMEABLE = 3_000
SEEN_SINCE = timedelta(days=30)
_HANDLE = re.compile(r"@([a-z0-9_]{3,30})")


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a saying: all rules there are now, and the ids of those that are new and that it ended."""

    rules: tuple[Rule, ...]
    new: tuple[UUID, ...]
    ended: tuple[UUID, ...]


async def find_rules(tx: Tx) -> list[Rule]:
    """Give the person's rules that aren't over, the latest first."""
    return await store.find_rules(tx, clock.now())


async def find_known(tx: Tx, text: str) -> Known:
    """Give whom the person can mean by a name in what they say.

    A name that several have means nobody; a handle says which.
    """
    handles = _HANDLE.findall(fold_letters(text))
    since = clock.now() - SEEN_SINCE
    people: dict[str, Target] = {}
    names: dict[str, set[UUID]] = {}
    for row in await store.find_nameable(tx, handles=handles, since=since, most=MOST_NAMEABLE):
        person = Target("author", str(row.id), row.name)
        people[f"@{row.handle}"] = person
        for name in {fold_letters(row.name), fold_letters(row.name).split()[0]}:
            names.setdefault(name, set()).add(row.id)
            people[name] = person
    return Known({name: each for name, each in people.items() if len(names.get(name, ())) < 2})  # noqa: PLR2004 - one, or none for a handle


async def keep_reading(tx: Tx, text: str, reading: Reading) -> Kept:
    """Keep what was read; a rule about the same thing takes the place of the one before.

    Args:
        tx: A transaction with purpose `export`.
        text: What was said.
        reading: What was made of it.

    Raises:
        Conflict: There are very many rules already.
    """
    at = clock.now()
    await store.delete_rules_over(tx, at)
    before = await store.find_rules(tx, at)
    ended = [rule.id for rule in before if _is_ended(rule.draft, reading)]
    await store.end_rules(tx, ended, at)
    _check_room(len(before) - len(ended) + len(reading.rules))
    if reading.rules:
        draft = EventDraft(STEERED, f"steered/{new_id()}", at, text, is_mine=True)
        event = await append(tx, await ensure_source(tx, SOURCE_KIND), draft)
        if event is None:
            raise Conflict("This couldn't be kept just now. Try again.")
        await store.add_rules(tx, _last_of_each(reading.rules), event, at)
    known, rules = {each.id for each in before}, await store.find_rules(tx, at)
    return Kept(tuple(rules), tuple(each.id for each in rules if each.id not in known), tuple(ended))


async def mute_topic(tx: Tx, topic: str) -> list[Rule]:
    """Want nothing of a topic, until that is taken back; gives all rules.

    Args:
        tx: A transaction with purpose `export`.
        topic: A word or a few.

    Raises:
        Invalid: It says nothing, or too much.
        Conflict: There are very many rules already.
    """
    topic = tidy_line(topic)
    if not find_roots(topic) or len(topic) > MOST_TOPIC:
        raise Invalid(f"A topic to mute is a word or a few, in at most {MOST_TOPIC} letters, not {topic!r}.")
    draft = RuleDraft("nothing", (Target("topic", topic),), words=topic)
    return list((await keep_reading(tx, topic, Reading((draft,)))).rules)


async def change_rule(
    tx: Tx, rule: UUID, *, amount: Amount, strength: float, until_at: datetime | None, hours: Hours
) -> Rule:
    """Change a rule by hand.

    Raises:
        NotFound: There is no such rule, or its time is over.
        Invalid: The end is past, or strength or hours are out of bounds.
    """
    at = clock.now()
    found = next((each for each in await store.find_rules(tx, at) if each.id == rule), None)
    if found is None:
        raise NotFound("This rule is over, or was taken back.")
    draft = replace(found.draft, amount=amount, strength=strength, until_at=until_at, hours=hours)
    check_draft(draft, at)
    await store.set_rule(tx, rule, draft, at)
    return replace(found, draft=draft)


async def end_rule(tx: Tx, rule: UUID) -> None:
    """Take a rule back; for a day it can be had again.

    Raises:
        NotFound: There is no such rule.
    """
    if not await store.end_rules(tx, [rule], clock.now()):
        raise NotFound("This rule is over, or was taken back already.")


async def set_again(tx: Tx, rule: UUID) -> list[Rule]:
    """Have a rule again that was taken back; one about the same thing that came since gives way. Gives all rules.

    Args:
        tx: A transaction with purpose `export`.
        rule: Which; nothing of it comes from outside, so what was never read from the person's words can't be had.

    Raises:
        NotFound: The person took no such rule back within a day, or its time is over.
        Conflict: There are very many rules already.
    """
    at = clock.now()
    found = await store.find_ended_rule(tx, rule, at)
    if found is None:
        raise NotFound(
            "No such rule was taken back within the last day. Say again what you want more or less of."
        )
    before = await store.find_rules(tx, at)
    ended = [each.id for each in before if _is_ended(each.draft, Reading((found.draft,)))]
    await store.end_rules(tx, ended, at)
    _check_room(len(before) - len(ended) + 1)
    await store.renew_rule(tx, rule, at)
    return await store.find_rules(tx, at)


async def end_rules(tx: Tx, rules: Sequence[UUID]) -> None:
    """Take rules back; those that are over or gone stay so."""
    await store.end_rules(tx, rules, clock.now())


def _check_room(rules: int) -> None:
    if rules > MOST_KEPT:
        raise Conflict(f"There are {MOST_KEPT} rules at most. Take some back first.")


def _is_ended(before: RuleDraft, reading: Reading) -> bool:
    """Say whether a rule gives way: to one about the same thing at the same hours or always, or to 'as usual'."""
    usual = {RuleDraft("less", targets).about for targets in reading.usual}
    return before.about in usual or any(
        each.about == before.about and each.hours in {ALL_HOURS, before.hours} for each in reading.rules
    )


def _last_of_each(drafts: Sequence[RuleDraft]) -> list[RuleDraft]:
    """Give the last of those that are about the same thing at the same hours."""
    return list({(each.about, each.hours): each for each in drafts}.values())
