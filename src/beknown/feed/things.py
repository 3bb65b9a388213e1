"""What stands on a page, read in the person's own scope: what can't be read isn't shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from beknown.feed.made_read import find_made
from beknown.feed.made_types import MadeItem
from beknown.feed.types import ItemRef, Reason
from beknown.kit.db import Tx
from beknown.social import PostCard, PostWords, Ref, find_cards_and_words
from beknown.sources import OutletItem, find_items_by_id

Thing: TypeAlias = PostCard | OutletItem | MadeItem


@dataclass(frozen=True, slots=True)
class Things:
    """Things by their ids, and the words of posts that reasons name."""

    cards: Mapping[UUID, PostCard]
    words: Mapping[UUID, PostWords]
    outlet_items: Mapping[UUID, OutletItem]
    made: Mapping[UUID, MadeItem]

    def find(self, item: ItemRef) -> Thing | None:
        """Give one; None where it can't be read."""
        match item.kind:
            case "post":
                return self.cards.get(item.id)
            case "source":
                return self.outlet_items.get(item.id)
            case "made":
                return self.made.get(item.id)

    def find_words(self, post: UUID) -> PostWords | None:
        """Give the words of a post that a reason names; None where it can't be read."""
        card = self.cards.get(post)
        return (
            self.words.get(post) if card is None else PostWords(card.author_id, card.id, card.name, card.text)
        )

    def with_more(self, more: "Things") -> "Things":
        """Give these and others."""
        return Things(
            {**self.cards, **more.cards},
            {**self.words, **more.words},
            {**self.outlet_items, **more.outlet_items},
            {**self.made, **more.made},
        )


async def find_things(tx: Tx, items: Sequence[ItemRef], reasons: Sequence[tuple[Reason, ...]]) -> Things:
    """Read things, and the words of posts that their reasons name, as far as the person may read them."""
    posts = {Ref(item.author, item.id) for item in items if item.author is not None}
    because = (each.because for why in reasons for each in why if each.because is not None)
    named = {Ref(item.author, item.id) for item in because if item.author is not None} - posts
    made = [item.id for item in items if item.kind == "made"]
    ids = [item.id for item in items if item.kind == "source"]
    cards, words = await find_cards_and_words(tx, list(posts), list(named)) if posts or named else ([], [])
    return Things(
        cards={card.id: card for card in cards},
        words={each.id: each for each in words},
        outlet_items={item.id: item for item in await find_items_by_id(tx, ids)} if ids else {},
        made={item.id: item for item in await find_made(tx, made)} if made else {},
    )
