"""Following elsewhere over HTTP."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict, StringConstraints

from beknown.kit.web import Db, SignedIn, get_part, takes_up_to
from beknown.sources import follow_store as store
from beknown.sources.follow import (
    MOST_FOLDER,
    Outcome,
    bring_back,
    check_now,
    find_list,
    find_page,
    follow_address,
    follow_lines,
    keep_item,
    pause,
    resume,
    set_folder,
    unfollow,
)
from beknown.sources.outlet_address import MAX_ADDRESS
from beknown.sources.outlet_ask import Guest
from beknown.sources.outlet_opml import MAX_BYTES, read_opml, write_opml
from beknown.sources.outlet_shapes import OutletItemOut
from beknown.sources.outlet_types import OutletKind, OutletState, Trouble

router = APIRouter(prefix="/followed", tags=["followed"])


def _get_guest(request: Request) -> Guest:
    return get_part(request, Guest)


Asking = Annotated[Guest, Depends(_get_guest)]


class AddressIn(BaseModel):
    """What a person typed to follow something."""

    address: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_ADDRESS)]


class FolderIn(BaseModel):
    """The name of the folder that something that is followed shall be in; empty for none."""

    folder: Annotated[str, StringConstraints(strip_whitespace=True, max_length=MOST_FOLDER)]


class FollowOut(BaseModel):
    """Something that is followed; `trouble` says why it couldn't be read last, `status` the number of HTTP."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: OutletKind
    address: str
    page: str
    title: str
    folder: str | None
    made_at: datetime
    paused_at: datetime | None
    state: OutletState
    trouble: Trouble | None
    status: int | None
    checked_at: datetime | None
    fetched_at: datetime | None
    next_at: datetime
    items: int


class ListLineOut(BaseModel):
    """What became of a line of a list; `reason` says why it was refused."""

    model_config = ConfigDict(from_attributes=True)

    number: int
    title: str
    address: str
    outcome: Outcome
    reason: str


class OutletItemsOut(BaseModel):
    """A page of items; `next` is the cursor of the next one, null at the end."""

    items: list[OutletItemOut]
    next: UUID | None


@router.get("")
async def get_follows(caller: SignedIn, db: Db) -> list[FollowOut]:
    """Give what the person follows elsewhere, latest first."""
    async with db.begin(caller.scope("export")) as tx:
        return [FollowOut.model_validate(each) for each in await store.find_follows(tx)]


@router.post("", status_code=201)
async def post_follow(caller: SignedIn, guest: Asking, body: AddressIn) -> FollowOut:
    """Follow something by its address, once it was found and read."""
    return FollowOut.model_validate(await follow_address(guest, caller.person, body.address))


@router.post("/lists")
@takes_up_to(MAX_BYTES + 1024**2)
async def post_list(caller: SignedIn, db: Db, file: UploadFile) -> list[ListLineOut]:
    """Follow all of an OPML list; give what became of each line."""
    lines = read_opml(await file.read(MAX_BYTES + 1))
    async with db.begin(caller.scope("export")) as tx:
        return [ListLineOut.model_validate(each) for each in await follow_lines(tx, lines)]


@router.get("/lists", response_class=Response)
async def get_list(caller: SignedIn, db: Db) -> Response:
    """Give what the person follows elsewhere as an OPML list."""
    async with db.begin(caller.scope("export")) as tx:
        content = write_opml(await find_list(tx))
    names = {"Content-Disposition": 'attachment; filename="beknown.opml"'}
    return Response(content, media_type="text/x-opml", headers=names)


@router.get("/items")
async def get_items(
    caller: SignedIn, db: Db, before: UUID | None = None, follow: UUID | None = None
) -> OutletItemsOut:
    """Give what those published whom the person follows, newest first."""
    async with db.begin(caller.scope("feed")) as tx:
        items, following = await find_page(tx, before=before, follow=follow)
    return OutletItemsOut(items=[OutletItemOut.model_validate(each) for each in items], next=following)


@router.put("/items/{item}/kept", status_code=204)
async def put_kept(caller: SignedIn, db: Db, item: UUID) -> None:
    """Keep an item to read later; it stays as long as that."""
    async with db.begin(caller.scope("feed")) as tx:
        await keep_item(tx, item)


@router.delete("/items/{item}/kept", status_code=204)
async def delete_kept(caller: SignedIn, db: Db, item: UUID) -> None:
    """Keep an item no longer."""
    async with db.begin(caller.scope("feed")) as tx:
        await store.drop_item(tx, item)


@router.put("/{follow}/folder")
async def put_folder(caller: SignedIn, db: Db, follow: UUID, body: FolderIn) -> FollowOut:
    """Put it into a folder, or into none."""
    async with db.begin(caller.scope("export")) as tx:
        return FollowOut.model_validate(await set_folder(tx, follow, body.folder))


@router.put("/{follow}/pause", status_code=204)
async def put_pause(caller: SignedIn, db: Db, follow: UUID) -> None:
    """Get nothing new of it until the pause ends."""
    async with db.begin(caller.scope("export")) as tx:
        await pause(tx, follow)


@router.delete("/{follow}/pause", status_code=204)
async def delete_pause(caller: SignedIn, db: Db, follow: UUID) -> None:
    """End the pause."""
    async with db.begin(caller.scope("export")) as tx:
        await resume(tx, follow)


@router.post("/{follow}/check")
async def post_check(caller: SignedIn, guest: Asking, follow: UUID) -> FollowOut:
    """Ask it once more, now."""
    return FollowOut.model_validate(await check_now(guest, caller.person, follow))


@router.delete("/{follow}", status_code=204)
async def delete_follow(caller: SignedIn, db: Db, follow: UUID) -> None:
    """Stop following; for a minute it can be brought back."""
    async with db.begin(caller.scope("export")) as tx:
        await unfollow(tx, follow)


@router.post("/{follow}/back")
async def post_back(caller: SignedIn, db: Db, follow: UUID) -> FollowOut:
    """Follow again what was just removed."""
    async with db.begin(caller.scope("export")) as tx:
        return FollowOut.model_validate(await bring_back(tx, follow))
