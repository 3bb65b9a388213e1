"""Makes the day's brief: whose day it is, who answered, what those posted and published whom the person follows."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from beknown.feed import made_store as store
from beknown.feed.made_read import as_item, as_post, read_materials
from beknown.feed.made_store import RefRow
from beknown.feed.made_types import Draft, Moment, Page, SourceRef
from beknown.feed.made_words import cut
from beknown.kit.db import Tx
from beknown.social import PostCard, Ref, find_cards
from beknown.sources import find_source_items
from beknown.understanding import find_coming_dates, notice

A_DAY = timedelta(days=1)
MOST_READ = 60
MOST_EACH = 2
MOST_DATES = 3
LEAST_LINES = 2
"""A brief of less isn't worth a place."""


async def make_today(tx: Tx, moment: Moment) -> list[Draft]:
    """Give the brief of the person's day, or none where little is new."""
    page = Page()
    await _add_dates(tx, page, moment)
    since = moment.at - A_DAY
    await _add_posts(
        tx, page, await store.find_answers_to_me(tx, since=since, most=MOST_READ), is_answer=True
    )
    await _add_posts(
        tx, page, await store.find_new_of_followed(tx, since=since, most=MOST_READ), is_answer=False
    )
    await _add_published(tx, page, since)
    if len(page.lines) < LEAST_LINES:
        return []
    day = moment.today
    ends = datetime.combine(day + A_DAY, time(), moment.zone).astimezone(UTC)
    return [Draft("today", "", day.isoformat(), "", tuple(page.lines), tuple(page.materials), ends)]


async def _add_dates(tx: Tx, page: Page, moment: Moment) -> None:
    """Add birthdays and the like of today and tomorrow that the feed may know."""
    coming = await find_coming_dates(tx, moment.today + A_DAY, since=moment.today)
    refs = {SourceRef("event", event) for each in coming for event in each.evidence[:1]}
    known = await read_materials(tx, refs)
    for each in coming[:MOST_DATES]:
        material = next((known.get(SourceRef("event", event)) for event in each.evidence[:1]), None)
        if each.name is None or material is None or notice(material.text).level != "none":
            continue
        days = (each.on_day - moment.today).days
        page.add("date", material, text=each.what, name=each.name, amount=days)


async def _add_posts(tx: Tx, page: Page, rows: Sequence[RefRow], *, is_answer: bool) -> None:
    """Add what others took up most, one of each who writes."""
    cards = await find_cards(tx, [Ref(row.author_id, row.id) for row in rows]) if rows else []
    quotable = [
        card for card in cards if card.text.strip() and not card.marks and notice(card.text).level == "none"
    ]
    best: dict[UUID, PostCard] = {}
    for card in sorted(quotable, key=lambda each: (-each.replies - sum(each.reactions.values()), each.id)):
        best.setdefault(card.author_id, card)
    for card in list(best.values())[:MOST_EACH]:
        said = "answered" if is_answer else "posted"
        page.add(said, as_post(card), text=cut(card.text, 140), name=card.name)


async def _add_published(tx: Tx, page: Page, since: datetime) -> None:
    newest = {
        item.follow_id: item for item in reversed(await find_source_items(tx, limit=MOST_READ, since=since))
    }
    for item in sorted(newest.values(), key=lambda each: each.published_at, reverse=True)[:MOST_EACH]:
        material = as_item(item)
        if notice(material.text).level == "none":
            page.add("published", material, text=cut(item.title or item.text, 140), name=item.source)
