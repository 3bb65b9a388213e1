"""The page 'You': timeline, sources with switches, forgetting, the access log."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from beknown.events import access, consent, export_routes, media_routes, timeline
from beknown.events.forget import Scale, What, allow_again, count_kept_away, forget, preview
from beknown.events.timeline import Cursor, Filters, Page
from beknown.kit.ids import EventId, SourceId
from beknown.kit.web import Db, Files, SignedIn

router = APIRouter(prefix="/you", tags=["you"])
router.include_router(export_routes.router)
router.include_router(media_routes.router)

Switchable = Literal["assistant", "live", "feed", "business", "ads"]
Name = Annotated[str, Field(max_length=500)]


class Out(BaseModel):
    """An answer made from a frozen dataclass."""

    model_config = ConfigDict(from_attributes=True)


class MediaOut(Out):
    """A file of an event; its bytes are at `/api/you/media/{blob_id}`."""

    event_id: UUID
    position: int
    blob_id: UUID
    media_type: str
    size_bytes: int
    name: str
    caption: str


class TimelineEventOut(Out):
    """One event in the timeline; `is_cut` says that its text goes on."""

    id: UUID
    source_id: UUID
    source_kind: str
    type: str
    occurred_at: datetime | None
    speaker: str | None
    is_mine: bool
    thread: str | None
    thread_title: str | None
    text: str
    is_cut: bool
    media: list[MediaOut] = []


class TimelineOut(BaseModel):
    """One page, newest first; `next` is the cursor of the next page, null when this was the last."""

    events: list[TimelineEventOut]
    next: str | None


class TimelineIn(BaseModel):
    """Which events are wanted; what is null lets everything pass. `to_at` is exclusive."""

    words: str = Field("", max_length=1000)
    sources: list[UUID] | None = Field(None, max_length=200)
    types: list[str] | None = Field(None, max_length=100)
    speaker: Name | None = None
    thread: Annotated[str, Field(max_length=2000)] | None = None
    from_at: AwareDatetime | None = None
    to_at: AwareDatetime | None = None
    cursor: str | None = Field(None, max_length=64)
    limit: int = Field(60, ge=1, le=200)

    def to_filters(self) -> Filters:
        """Give the filters without the place in the list."""
        return Filters(
            words=self.words,
            sources=tuple(self.sources) if self.sources else None,
            types=tuple(self.types) if self.types else None,
            speaker=self.speaker,
            thread=self.thread,
            from_at=self.from_at,
            to_at=self.to_at,
        )


class TypeOut(Out):
    """How many events of a type there are."""

    type: str
    events: int


class SpeakerOut(Out):
    """How often somebody speaks in the log."""

    name: str
    events: int


class ChoicesIn(BaseModel):
    """Part of a name; empty for those who speak most."""

    name_part: Name = ""


class ChoicesOut(Out):
    """What the timeline can be filtered by."""

    types: list[TypeOut]
    speakers: list[SpeakerOut]


class EventOut(Out):
    """One event in full."""

    id: UUID
    source_id: UUID
    source_kind: str
    type: str
    occurred_at: datetime | None
    recorded_at: datetime
    speaker: str | None
    is_mine: bool
    thread: str | None
    thread_title: str | None
    text: str
    payload: dict[str, object]


class SurroundingsOut(Out):
    """One event, its conversation around it in time order (itself included), and the files of all of them."""

    event: EventOut
    around: list[EventOut]
    media: list[MediaOut]


class SwitchOut(Out):
    """Whether a source may serve a purpose, and how many of its events could serve it at most."""

    purpose: Switchable
    is_on: bool
    events: int


class SourceCardOut(Out):
    """A source with its counts, the time it spans, and its switches."""

    id: UUID
    kind: str
    account: str
    created_at: datetime
    events: int
    first_at: datetime | None
    last_at: datetime | None
    switches: list[SwitchOut]


class ConsentIn(BaseModel):
    """What a switch shall be."""

    is_on: bool


class ForgetIn(BaseModel):
    """What shall be forgotten. `event` (any of its conversation for `thread`), `source`, `speaker`, or a span."""

    scale: Scale
    event: UUID | None = None
    source: UUID | None = None
    speaker: Name | None = None
    from_at: AwareDatetime | None = None
    to_at: AwareDatetime | None = None

    def to_what(self) -> What:
        """Give what the domain understands."""
        return What(
            scale=self.scale,
            event=EventId(self.event) if self.event else None,
            source=SourceId(self.source) if self.source else None,
            speaker=self.speaker,
            from_at=self.from_at,
            to_at=self.to_at,
        )


class ForgetConfirmedIn(ForgetIn):
    """The same, with the number of events that the preview named."""

    events: int = Field(ge=0)


class DoomedOut(Out):
    """What would go in the sources of one kind; `mine` of the events are the person's own words."""

    source_kind: str
    events: int
    mine: int
    threads: int
    first_at: datetime | None
    last_at: datetime | None


class PreviewOut(Out):
    """What would go. `shared_threads` lose some messages and keep others; `also` counts what is derived."""

    events: int
    by_source: list[DoomedOut]
    files: int
    shared_threads: int
    also: dict[str, int]


class ForgottenOut(BaseModel):
    """How many events are gone."""

    events: int


class KeptAwayOut(BaseModel):
    """How many forgotten events stay away when their archive is brought again."""

    events: int


class AccessOut(Out):
    """How often a purpose read a kind of data on a day of the person's time zone."""

    day: date
    purpose: str
    kind: str
    reads: int
    last_at: datetime


@router.post("/timeline")
async def find_timeline(body: TimelineIn, caller: SignedIn, db: Db) -> TimelineOut:
    """Give a page of the timeline. A POST, so that what is searched for stands in no address."""
    after = Cursor.decode(body.cursor) if body.cursor else None
    async with db.begin(caller.scope("export")) as tx:
        page = await timeline.find_timeline(tx, body.to_filters(), after=after, limit=body.limit)
    return _timeline_out(page)


@router.post("/timeline/choices")
async def find_choices(body: ChoicesIn, caller: SignedIn, db: Db) -> ChoicesOut:
    """Give what the timeline can be filtered by."""
    async with db.begin(caller.scope("export")) as tx:
        return ChoicesOut.model_validate(await timeline.find_choices(tx, name_part=body.name_part))


@router.get("/events/{event_id}")
async def get_event(
    event_id: UUID,
    caller: SignedIn,
    db: Db,
    before: Annotated[int, Query(ge=0, le=50)] = 6,
    after: Annotated[int, Query(ge=0, le=50)] = 6,
) -> SurroundingsOut:
    """Give one event with what stood around it."""
    async with db.begin(caller.scope("export")) as tx:
        found = await timeline.get_surroundings(tx, EventId(event_id), before=before, after=after)
    return SurroundingsOut.model_validate(found)


@router.get("/sources")
async def find_sources(caller: SignedIn, db: Db) -> list[SourceCardOut]:
    """Give every source with counts and switches."""
    async with db.begin(caller.scope("export")) as tx:
        return [SourceCardOut.model_validate(card) for card in await consent.find_source_cards(tx)]


@router.put("/sources/{source_id}/switches/{purpose}", status_code=204)
async def set_switch(source_id: UUID, purpose: Switchable, body: ConsentIn, caller: SignedIn, db: Db) -> None:
    """Let a source serve a purpose, or no longer; it holds from the next reading on."""
    async with db.begin(caller.scope("export")) as tx:
        await consent.set_switch(tx, SourceId(source_id), purpose, is_on=body.is_on)


@router.post("/forget/preview")
async def preview_forgetting(body: ForgetIn, caller: SignedIn, db: Db) -> PreviewOut:
    """Count what would be forgotten; nothing changes."""
    async with db.begin(caller.scope("export")) as tx:
        return PreviewOut.model_validate(await preview(tx, body.to_what()))


@router.post("/forget")
async def forget_for_good(body: ForgetConfirmedIn, caller: SignedIn, db: Db, files: Files) -> ForgottenOut:
    """Forget it for good; refused with 409 when it would be another number than the preview named."""
    async with db.begin(caller.scope("export")) as tx:
        gone = await forget(tx, files, body.to_what(), events=body.events)
    return ForgottenOut(events=gone)


@router.get("/forgotten")
async def count_forgotten(caller: SignedIn, db: Db) -> KeptAwayOut:
    """Count the forgotten events that stay away when their archive is brought again."""
    async with db.begin(caller.scope("export")) as tx:
        return KeptAwayOut(events=await count_kept_away(tx))


@router.delete("/forgotten")
async def allow_forgotten(caller: SignedIn, db: Db) -> KeptAwayOut:
    """Let what was forgotten come back with the next archive that holds it."""
    async with db.begin(caller.scope("export")) as tx:
        return KeptAwayOut(events=await allow_again(tx))


@router.get("/access")
async def find_access(
    caller: SignedIn, db: Db, days: Annotated[int, Query(ge=1, le=366)] = 30
) -> list[AccessOut]:
    """Give which purpose read what kind of data how often, by day, newest first."""
    async with db.begin(caller.scope("export")) as tx:
        rows = await access.find_access(tx, days=days, zone=caller.time_zone)
    return [AccessOut.model_validate(row) for row in rows]


def _timeline_out(page: Page) -> TimelineOut:
    files: dict[UUID, list[MediaOut]] = {}
    for each in page.media:
        files.setdefault(each.event_id, []).append(MediaOut.model_validate(each))
    events = [TimelineEventOut.model_validate(row) for row in page.rows]
    for event in events:
        event.media = files.get(event.id, [])
    return TimelineOut(events=events, next=page.next.encode() if page.next else None)
