"""The person's switches: what each source may serve. Row security reads them, so a change holds at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.events import timeline_store
from beknown.events.append import append, ensure_source
from beknown.events.purposes import SWITCHABLE
from beknown.events.store import SourceRow
from beknown.events.types import EventDraft
from beknown.kit import clock
from beknown.kit.db import Purpose, Tx
from beknown.kit.errors import Invalid
from beknown.kit.ids import SourceId, new_id


@dataclass(frozen=True, slots=True)
class Switch:
    """Whether a source may serve a purpose, and how many of its events could serve it at most."""

    purpose: Purpose
    is_on: bool
    events: int


@dataclass(frozen=True, slots=True)
class SourceCard:
    """A source as its owner sees it."""

    id: UUID
    kind: str
    account: str
    created_at: datetime
    events: int
    first_at: datetime | None
    last_at: datetime | None
    switches: tuple[Switch, ...]


async def find_source_cards(tx: Tx) -> list[SourceCard]:
    """Give every source with its counts and switches, in the order they came."""
    return [
        SourceCard(
            id=row.id,
            kind=row.kind,
            account=row.account,
            created_at=row.created_at,
            events=row.events,
            first_at=row.first_at,
            last_at=row.last_at,
            switches=_switches(row.purposes, row.reach),
        )
        for row in await timeline_store.find_sources(tx)
    ]


async def set_switch(tx: Tx, source: SourceId, purpose: Purpose, *, is_on: bool) -> None:
    """Let a source serve a purpose, or no longer; the change itself is an event.

    Args:
        tx: A transaction with purpose `export`: only the person's own hand turns switches.
        source: Which source.
        purpose: One of `SWITCHABLE`.
        is_on: What it shall be; setting what is set already does nothing.

    Raises:
        NotFound: The person has no such source.
        Invalid: The purpose can't be switched.
    """
    if purpose not in SWITCHABLE:
        raise Invalid(f"The purpose {purpose!r} can't be switched; these can: {', '.join(SWITCHABLE)}.")
    row = await timeline_store.get_source(tx, source)
    if (purpose in row.purposes) == is_on:
        return
    wanted = {*row.purposes, purpose} if is_on else {*row.purposes} - {purpose}
    await timeline_store.set_source_purposes(tx, source, sorted(wanted))
    await append(tx, await ensure_source(tx, "account"), _changed(row, purpose, is_on=is_on))


def _changed(row: SourceRow, purpose: Purpose, *, is_on: bool) -> EventDraft:
    name = f"{row.kind} ({row.account})" if row.account else row.kind
    return EventDraft(
        type="account.consent.changed.v1",
        key=str(new_id()),
        occurred_at=clock.now(),
        text=f"Switched {'on' if is_on else 'off'}: {name} for {purpose}",
        is_mine=True,
        payload={"source_id": str(row.id), "source_kind": row.kind, "purpose": purpose, "is_on": is_on},
    )


def _switches(purposes: list[str], reach: Mapping[str, int]) -> tuple[Switch, ...]:
    return tuple(
        Switch(purpose, is_on=purpose in purposes, events=reach.get(purpose, 0)) for purpose in SWITCHABLE
    )
