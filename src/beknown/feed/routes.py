"""The feed over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from beknown.feed import deeds, made_store, shapes
from beknown.feed.bubble_routes import router as bubble_router
from beknown.feed.feed import Feed
from beknown.feed.made_types import MadeKind
from beknown.feed.steer_routes import router as steer_router
from beknown.feed.token import new_token, read_token
from beknown.feed.training_routes import router as training_router
from beknown.kit.later import load
from beknown.kit.web import Db, SignedIn, get_part
from beknown.social import Ref

router = APIRouter(prefix="/feed", tags=["feed"])
router.include_router(steer_router)
router.include_router(bubble_router)
router.include_router(training_router)


def _get_feed(request: Request) -> Feed:
    return get_part(request, Feed)


Feeding = Annotated[Feed, Depends(_get_feed)]


@router.get("")
async def get_page(caller: SignedIn, feed: Feeding, page: str = "") -> shapes.FeedOut:
    """Give a page of the feed that is ranked for the person: the first of a new one, or that of a token."""
    token = read_token(page) if page else new_token()
    return shapes.show_page(await feed.make_page(caller.person, token), caller.person)


@router.post("/deeds", status_code=204)
async def note_deeds(caller: SignedIn, db: Db, body: shapes.FeedDeedsIn) -> None:
    """Note what the person opened, looked at and shared."""
    async with db.begin(caller.scope("export")) as tx:
        await deeds.note_deeds(tx, [each.deed() for each in body.deeds])


@router.get("/less")
async def find_less(caller: SignedIn, db: Db) -> list[shapes.LessPostOut]:
    """Give what the person wants less of, the latest first."""
    await load("beknown.feed.setting")
    from beknown.feed.setting import find_less_posts  # noqa: PLC0415 - heavy, and a start doesn't need it

    async with db.begin(caller.scope("export")) as tx:
        found = await find_less_posts(tx)
    return [shapes.LessPostOut(id=less, post=shapes.show_because(card)) for less, card in found]


@router.post("/less", status_code=201)
async def want_less(caller: SignedIn, db: Db, body: shapes.LessIn) -> shapes.LessOut:
    """Hide a post, and show less of what is like it from the next page on."""
    async with db.begin(caller.scope("export")) as tx:
        less = await deeds.want_less(tx, Ref(body.author_id, body.post_id), body.deed())
    return shapes.LessOut(id=less)


@router.get("/less/sources")
async def find_less_sources(caller: SignedIn, db: Db) -> list[shapes.LessSourceOut]:
    """Give the sources that the person wants less of, the latest first."""
    await load("beknown.feed.setting")
    from beknown.feed.setting import find_less_sources  # noqa: PLC0415 - heavy, and a start doesn't need it

    async with db.begin(caller.scope("export")) as tx:
        found = await find_less_sources(tx)
    return [shapes.LessSourceOut.model_validate(each) for each in found]


@router.post("/less/sources", status_code=201)
async def want_less_of_source(caller: SignedIn, db: Db, body: shapes.LessSourceIn) -> shapes.LessOut:
    """Hide something published elsewhere, and show less of its source from the next page on."""
    async with db.begin(caller.scope("export")) as tx:
        less = await deeds.want_less_of_source(tx, body.item_id, body.deed())
    return shapes.LessOut(id=less)


@router.get("/less/made")
async def find_less_made(caller: SignedIn, db: Db) -> list[shapes.LessMadeOut]:
    """Give of which kinds of what is made the person wants less, the latest first."""
    async with db.begin(caller.scope("export")) as tx:
        found = await made_store.find_less_made(tx)
    return [shapes.LessMadeOut.model_validate(each) for each in found]


@router.post("/less/made", status_code=201)
async def want_less_of_made(caller: SignedIn, db: Db, body: shapes.LessMadeIn) -> shapes.LessOut:
    """Hide something that was made, and make less of its kind."""
    async with db.begin(caller.scope("export")) as tx:
        less = await deeds.want_less_of_made(tx, body.item_id, body.deed())
    return shapes.LessOut(id=less)


@router.delete("/less/made/{kind}", status_code=204)
async def want_kind_again(caller: SignedIn, db: Db, kind: MadeKind) -> None:
    """Take back all wishes for less of a kind of what is made."""
    async with db.begin(caller.scope("export")) as tx:
        await deeds.want_kind_again(tx, kind)


@router.delete("/less/sources/{follow_id}", status_code=204)
async def want_source_again(caller: SignedIn, db: Db, follow_id: UUID) -> None:
    """Take back all wishes for less of a source."""
    async with db.begin(caller.scope("export")) as tx:
        await deeds.want_source_again(tx, follow_id)


@router.delete("/less/{less_id}", status_code=204)
async def want_again(caller: SignedIn, db: Db, less_id: UUID) -> None:
    """Take one wish for less back, by its id."""
    async with db.begin(caller.scope("export")) as tx:
        await deeds.want_again(tx, less_id)


@router.get("/setting")
async def get_setting(caller: SignedIn, db: Db) -> shapes.FeedSettingOut:
    """Give what actions are worth, to everybody and to the person, and how else the feed is set."""
    await load("beknown.feed.setting")
    from beknown.feed.setting import read_setting  # noqa: PLC0415 - heavy, and a start doesn't need it

    async with db.begin(caller.scope("export")) as tx:
        return shapes.FeedSettingOut.model_validate(await read_setting(tx), from_attributes=True)


@router.put("/setting")
async def set_setting(caller: SignedIn, db: Db, body: shapes.FeedSettingIn) -> shapes.FeedSettingOut:
    """Set the feed; what isn't named counts as for everybody."""
    await load("beknown.feed.setting")
    from beknown.feed.setting import set_feed  # noqa: PLC0415 - heavy, and a start doesn't need it

    async with db.begin(caller.scope("export")) as tx:
        setting = await set_feed(tx, body.weights, has_made=body.has_made)
    return shapes.FeedSettingOut.model_validate(setting, from_attributes=True)


@router.get("/why-not/{author_id}/{post_id}")
async def find_reason_against(
    caller: SignedIn, feed: Feeding, author_id: UUID, post_id: UUID
) -> shapes.AgainstOut:
    """Say why a post isn't on the person's feed, as it stands now."""
    return shapes.AgainstOut(reason=await feed.find_reason_against(caller.person, author_id, post_id))
