"""Put into the log what stood on a person's pages and what they did with it: many at once, by a job, within a minute.

The log is for the person; what ranks reads its own tables. Forgetting the event takes along what it tells of.
"""

from datetime import timedelta

from beknown.events import EventDraft, append_many, ensure_source
from beknown.feed import store
from beknown.feed.store import UnnotedDeedRow, UnnotedRow
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.ids import NOBODY, PersonId
from beknown.kit.jobs import defer
from beknown.kit.telemetry import get_logger
from beknown.sources import find_items_by_id

NOTE_JOB = "feed.note"
SOURCE_KIND = "feed"
AFTER = timedelta(seconds=20)
MOST = 500
MOST_PEOPLE = 1000
MOST_TITLE = 200
TYPES = {"open": "feed.item.opened.v1", "dwell": "feed.item.looked.v1", "share": "feed.item.shared.v1"}

_log = get_logger(__name__)


async def defer_noting(tx: Tx) -> None:
    """Have it noted soon: by one job for everybody, so that most pages needn't ask for one."""
    await defer(tx, NOTE_JOB, at=clock.now() + AFTER, once=NOTE_JOB)


async def note_all(db: Database) -> None:
    """Note everybody's. One whose noting fails holds nobody else up: it is tried again by a job of their own."""
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        people = await store.find_unnoted_people(tx, most=MOST_PEOPLE)
    for person in people:
        try:
            await note_for(db, PersonId(person))
        except Exception as error:  # noqa: BLE001 - whatever it is: it is logged here, and raised by the job of their own
            _log.warning("feed.noting_put_off", error_kind=type(error).__name__)
            await _defer_own(db, PersonId(person))
    if len(people) == MOST_PEOPLE:
        async with db.begin(Scope(NOBODY, "safety")) as tx:
            await defer_noting(tx)


async def note_for(db: Database, person: PersonId) -> None:
    """Note all of one person."""
    is_more = True
    while is_more:
        async with db.begin(Scope(person, "export")) as tx:
            is_more = await note(tx)


async def _defer_own(db: Database, person: PersonId) -> None:
    async with db.begin(Scope(person, "export")) as tx:
        await defer(tx, NOTE_JOB, at=clock.now() + AFTER, once=f"{NOTE_JOB}:{person}", person_id=person)


async def note(tx: Tx) -> bool:
    """Note what isn't in the log yet; tells whether more may be left.

    Args:
        tx: A transaction with purpose `export`.
    """
    source = await ensure_source(tx, SOURCE_KIND)
    pages, deeds = await store.find_unnoted(tx, most=MOST), await store.find_unnoted_deeds(tx, most=MOST)
    drafts = [(_key_of_page(page), _draft_page(page)) for page in pages]
    opened = [deed.item_id for deed in deeds if deed.kind == "source" and deed.action == "open"]
    titles = (
        {item.id: item.title or item.text for item in await find_items_by_id(tx, opened)} if opened else {}
    )
    drafts += [
        (_key_of_deed(deed), _draft_deed(deed, titles.get(deed.item_id, "") if deed.action == "open" else ""))
        for deed in deeds
    ]
    new = (await append_many(tx, source, [draft for _, draft in drafts])).new
    await store.set_noted(
        tx, [(page, new[_key_of_page(page)]) for page in pages if _key_of_page(page) in new]
    )
    await store.set_deeds_noted(
        tx, [(deed, new[_key_of_deed(deed)]) for deed in deeds if _key_of_deed(deed) in new]
    )
    return len(pages) == MOST or len(deeds) == MOST


def _key_of_page(page: UnnotedRow) -> str:
    return f"shown/{page.run_id}/{page.first}"


def _key_of_deed(deed: UnnotedDeedRow) -> str:
    return f"{deed.action}/{deed.run_id}/{deed.position}/{deed.seconds or 0}"


def _draft_page(page: UnnotedRow) -> EventDraft:
    items = [str(item) for item in page.items]
    return EventDraft(
        type="feed.page.shown.v1",
        key=_key_of_page(page),
        occurred_at=page.made_at,
        text="",
        payload={"run": str(page.run_id), "positions": page.positions, "items": items},
    )


def _draft_deed(deed: UnnotedDeedRow, title: str) -> EventDraft:
    """Tell of a deed. What was opened elsewhere has its title: the person knows it again, and it tells an interest."""
    seconds = {} if deed.seconds is None else {"seconds": deed.seconds}
    place = {"run": str(deed.run_id), "position": deed.position}
    return EventDraft(
        type=TYPES[deed.action],
        key=_key_of_deed(deed),
        occurred_at=deed.at,
        text=title[:MOST_TITLE],
        is_mine=True,
        payload={"kind": deed.kind, "item": str(deed.item_id), **place, **seconds},
    )
