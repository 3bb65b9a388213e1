"""SQL of steering rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.feed.steer_types import Hours, Rule, RuleDraft, Target, TargetKind
from beknown.feed.types import ItemRef
from beknown.kit.columns import as_columns
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import EventId, new_id

_sql = SqlFiles(__file__)

RULE = (
    "id", "amount", "kinds", "targets", "from_minute", "until_minute", "weekdays", "from_at", "until_at", "strength",
    "words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule; `names` of people, by the place of their target, null for other targets and for whoever is gone."""

    id: UUID
    amount: str
    kinds: list[TargetKind]
    targets: list[str]
    from_minute: int
    until_minute: int
    weekdays: list[int]
    from_at: datetime | None
    until_at: datetime | None
    strength: float
    words: str
    made_at: datetime
    names: list[str | None]


@dataclass(frozen=True, slots=True)
class NameableRow:
    """Somebody whom the person can mean."""

    id: UUID
    handle: str
    name: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Where the person is: an IANA time zone."""

    time_zone: str


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """The id of a post that quotes another one, or that holds a video."""

    id: UUID


@dataclass(frozen=True, slots=True)
class TextRow:
    """What a post says."""

    id: UUID
    text: str


async def add_rules(tx: Tx, drafts: Sequence[RuleDraft], event: EventId, at: datetime) -> None:
    """Keep rules that come of one saying."""
    columns = as_columns(RULE, (_as_row(each) for each in drafts))
    await tx.run(_sql("add_rules"), {"person": tx.person, "event": event, "at": at, **columns})


async def find_rules(tx: Tx, at: datetime) -> list[Rule]:
    """Give the person's rules that aren't over, the latest first."""
    rows = await tx.all(_sql("find_rules"), RuleRow, {"person": tx.person, "at": at})
    return [_as_rule(row) for row in rows]


async def set_rule(tx: Tx, rule: UUID, draft: RuleDraft, at: datetime) -> int:
    """Change a rule's amount, strength, end and hours; give 0 where there is none (any more)."""
    params = {
        "id": rule,
        "amount": draft.amount,
        "strength": draft.strength,
        "until_at": draft.until_at,
        "from_minute": draft.hours.from_minute,
        "until_minute": draft.hours.until_minute,
        "weekdays": sorted(draft.hours.weekdays),
        "at": at,
    }
    return await tx.run(_sql("set_rule"), {"person": tx.person, **params})


async def end_rules(tx: Tx, rules: Sequence[UUID], at: datetime) -> int:
    """Take rules back; give how many of them held."""
    return await tx.run(_sql("end_rules"), {"person": tx.person, "ids": list(rules), "at": at})


async def find_ended_rule(tx: Tx, rule: UUID, at: datetime) -> Rule | None:
    """Give a rule that the person took back within a day, its people without their names; None where there is none."""
    row = await tx.first(_sql("find_ended_rule"), RuleRow, {"person": tx.person, "id": rule, "at": at})
    return _as_rule(row) if row else None


async def renew_rule(tx: Tx, rule: UUID, at: datetime) -> None:
    """Have a rule hold again that was taken back, as said last."""
    await tx.run(_sql("renew_rule"), {"person": tx.person, "id": rule, "at": at})


async def delete_rules_over(tx: Tx, at: datetime) -> None:
    """Delete the person's rules that are over, and what they took back longer than a day ago."""
    await tx.run(_sql("delete_rules_over"), {"person": tx.person, "at": at})


async def sweep_rules(tx: Tx, before: datetime) -> None:
    """Delete rules that were taken back before a moment; for the worker, in the name of nobody."""
    await tx.run(_sql("sweep_rules"), {"before": before})


async def find_nameable(tx: Tx, *, handles: Sequence[str], since: datetime, most: int) -> list[NameableRow]:
    """Give whom the person can mean by a name."""
    params = {"handles": list(handles), "since": since, "most": most}
    return await tx.all(_sql("find_nameable"), NameableRow, {"person": tx.person, **params})


async def find_time_zone(tx: Tx) -> str:
    """Give the person's time zone."""
    return (await tx.one(_sql("find_time_zone"), PlaceRow, {"person": tx.person})).time_zone


async def find_texts(tx: Tx, items: Sequence[ItemRef]) -> dict[UUID, str]:
    """Give the words of posts, as far as the person may read them."""
    columns = as_columns(("authors", "ids"), ((each.author, each.id) for each in items))
    return {row.id: row.text for row in await tx.all(_sql("find_texts"), TextRow, columns)}


async def find_quotes(tx: Tx, items: Sequence[ItemRef]) -> frozenset[UUID]:
    """Give the ids of those posts that quote another one, as far as the person may read them."""
    columns = as_columns(("authors", "ids"), ((each.author, each.id) for each in items))
    return frozenset(row.id for row in await tx.all(_sql("find_quotes"), QuoteRow, columns))


async def find_videos(tx: Tx, items: Sequence[ItemRef]) -> frozenset[UUID]:
    """Give the ids of those posts that hold a video, as far as the person may read them."""
    columns = as_columns(("authors", "ids"), ((each.author, each.id) for each in items))
    return frozenset(row.id for row in await tx.all(_sql("find_videos"), QuoteRow, columns))


def _as_row(draft: RuleDraft) -> tuple[object, ...]:
    """Give a draft as columns; lists within lists are written as PostgreSQL reads arrays."""
    return (
        new_id(), draft.amount, _as_array([each.kind for each in draft.targets]),
        _as_array([each.value for each in draft.targets]), draft.hours.from_minute, draft.hours.until_minute,
        "{" + ",".join(str(day) for day in sorted(draft.hours.weekdays)) + "}", draft.from_at, draft.until_at,
        draft.strength, draft.words,
    )  # fmt: skip


def _as_array(words: Sequence[str]) -> str:
    escaped = (each.replace("\\", "\\\\").replace('"', '\\"') for each in words)
    return "{" + ",".join(f'"{each}"' for each in escaped) + "}"


def _as_rule(row: RuleRow) -> Rule:
    targets = tuple(
        Target(kind, value, name or "")
        for kind, value, name in zip(row.kinds, row.targets, row.names, strict=True)
    )
    draft = RuleDraft(
        amount=row.amount,  # pyright: ignore[reportArgumentType] - the table's CHECK lets no other in
        targets=targets,
        hours=Hours(row.from_minute, row.until_minute, frozenset(row.weekdays)),
        from_at=row.from_at,
        until_at=row.until_at,
        strength=row.strength,
        words=row.words,
    )
    return Rule(row.id, draft, row.made_at)
