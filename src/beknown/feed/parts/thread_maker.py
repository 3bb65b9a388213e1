"""Makes a long thread short: how it began, and what those in it say that others took up most, in their own words."""

from collections.abc import Sequence
from datetime import timedelta

from beknown.feed import made_store as store
from beknown.feed.made_read import as_post
from beknown.feed.made_store import ThreadRow
from beknown.feed.made_types import Draft, Moment, Page
from beknown.feed.made_words import cut
from beknown.kit.db import Tx
from beknown.social import PostCard, Ref, find_cards
from beknown.understanding import notice

LONG = 12
"""So many answers make a thread long. A choice."""

GROWS_BY = 10
"""With so many more it is worth another look."""

LASTS = timedelta(days=4)
TOOK_PART = timedelta(days=30)
GROWN = timedelta(days=7)
MOST_THREADS = 2
MOST_READ = 300
MOST_QUOTES = 3
MOST_MATERIALS = 12


async def make_thread(tx: Tx, moment: Moment) -> list[Draft]:
    """Give at most two: of threads that the person began, answered in or saved, and that grew this week."""
    threads = await store.find_long_threads(
        tx, since=moment.at - TOOK_PART, grown_since=moment.at - GROWN, fewest=LONG, most=MOST_THREADS
    )
    drafts = [await _make(tx, each, moment) for each in threads]
    return [each for each in drafts if each is not None]


async def _make(tx: Tx, thread: ThreadRow, moment: Moment) -> Draft | None:
    rows = await store.find_thread_posts(tx, author=thread.author_id, root=thread.id, most=MOST_READ)
    refs = [Ref(thread.author_id, thread.id), *(Ref(row.author_id, row.id) for row in rows)]
    cards = {card.id: card for card in await find_cards(tx, refs)}
    root = cards.pop(thread.id, None)
    others = [card for card in cards.values() if card.author_id != tx.person and _may_quote(card)]
    if root is None or not _may_quote(root) or len(cards) < LONG or not others:
        return None
    page = Page()
    page.add("quote", as_post(root), text=cut(root.text), name=root.name)
    chosen = choose(others)
    for card in sorted(chosen[:MOST_QUOTES], key=lambda each: each.made_at):
        page.add("quote", as_post(card), text=cut(card.text), name=card.name)
    for card in chosen[MOST_QUOTES:MOST_MATERIALS]:
        page.number(as_post(card))
    occasion, about = str(len(cards) // GROWS_BY), str(len(cards))
    lines, materials = tuple(page.lines), tuple(page.materials)
    return Draft("thread", str(thread.id), occasion, about, lines, materials, moment.at + LASTS)


def choose(cards: Sequence[PostCard]) -> list[PostCard]:
    """Give the posts that others took up most, first one of each who writes."""
    best = sorted(cards, key=lambda card: (-_weigh(card), card.made_at, card.id))
    first = list({card.author_id: card for card in reversed(best)}.values())
    firsts = {card.id for card in first}
    return sorted(best, key=lambda card: card.id not in firsts)


def _weigh(card: PostCard) -> int:
    return 2 * card.replies + sum(card.reactions.values())


def _may_quote(card: PostCard) -> bool:
    return bool(card.text.strip()) and not card.marks and notice(card.text).level == "none"
