"""How narrow a feed is, over HTTP, and how wide the person wants it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from beknown.feed import bubble_store
from beknown.feed.feed import Feed
from beknown.kit.web import Db, SignedIn, get_part

router = APIRouter(prefix="/bubble")


def _get_feed(request: Request) -> Feed:
    return get_part(request, Feed)


Feeding = Annotated[Feed, Depends(_get_feed)]


class WidthOut(BaseModel):
    """How wide one kind of groups is seen.

    `mine` and `everybody` are effective numbers of groups; `apart` goes from 0, the same, to 1, nothing in common.
    """

    model_config = ConfigDict(from_attributes=True)

    mine: float
    everybody: float
    apart: float
    seen: int


class TopicShareOut(BaseModel):
    """A topic by its words, and its share of what the person and everybody saw."""

    model_config = ConfigDict(from_attributes=True)

    words: list[str]
    mine: float
    everybody: float


class BubbleOut(BaseModel):
    """How narrow a feed has become; null where too little is known.

    `is_shared` says whether everybody's is what five or more people looked at; otherwise it is what there was to see.
    `weeks` are effective numbers of topics, the oldest week first.
    """

    model_config = ConfigDict(from_attributes=True)

    widening: float
    seen: int
    is_shared: bool
    topics: WidthOut | None
    sources: WidthOut | None
    viewpoints: WidthOut | None
    weeks: list[float | None]
    shares: list[TopicShareOut]


class WideningIn(BaseModel):
    """How wide the feed is to be: 0 as it comes, 1 as wide as can be."""

    widening: Annotated[float, Field(ge=0, le=1)]


@router.get("")
async def view_bubble(caller: SignedIn, feed: Feeding) -> BubbleOut:
    """Tell how narrow the feed has become beside what everybody saw."""
    return BubbleOut.model_validate(await feed.view_bubble(caller.person))


@router.put("", status_code=204)
async def set_widening(caller: SignedIn, db: Db, body: WideningIn) -> None:
    """Set how wide the feed is to be, from the next page on."""
    async with db.begin(caller.scope("export")) as tx:
        await bubble_store.set_widening(tx, body.widening)
