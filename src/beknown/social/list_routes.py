"""Lists of people and mutes over HTTP."""

from uuid import UUID

from fastapi import APIRouter

from beknown.kit.db import Tx
from beknown.kit.web import Db, SignedIn
from beknown.social import list_shapes as shapes
from beknown.social import list_store as store
from beknown.social import lists
from beknown.social.list_store import ListRow

router = APIRouter()


@router.get("/lists")
async def find_lists(caller: SignedIn, db: Db) -> list[shapes.PeopleListOut]:
    """Give the person's lists, close friends first."""
    async with db.begin(caller.scope("export")) as tx:
        return _show(await lists.find_lists(tx))


@router.post("/lists", status_code=201)
async def make_list(caller: SignedIn, db: Db, body: shapes.PeopleListIn) -> list[shapes.PeopleListOut]:
    """Make a list, and give all."""
    async with db.begin(caller.scope("export")) as tx:
        return _show(await lists.make_list(tx, body.name))


@router.delete("/lists/{list_id}", status_code=204)
async def delete_list(caller: SignedIn, db: Db, list_id: UUID) -> None:
    """Delete a list; what was posted for it is then for nobody else."""
    async with db.begin(caller.scope("export")) as tx:
        await lists.delete_list(tx, list_id)


@router.put("/lists/{list_id}/members/{person_id}")
async def add_member(caller: SignedIn, db: Db, list_id: UUID, person_id: UUID) -> list[shapes.PeopleListOut]:
    """Put somebody on a list, and give all lists."""
    async with db.begin(caller.scope("export")) as tx:
        return _show(await lists.set_member(tx, list_id, person_id, is_on=True))


@router.delete("/lists/{list_id}/members/{person_id}")
async def remove_member(
    caller: SignedIn, db: Db, list_id: UUID, person_id: UUID
) -> list[shapes.PeopleListOut]:
    """Take somebody off a list, and give all lists."""
    async with db.begin(caller.scope("export")) as tx:
        return _show(await lists.set_member(tx, list_id, person_id, is_on=False))


@router.get("/mutes")
async def find_mutes(caller: SignedIn, db: Db) -> list[shapes.MuteOut]:
    """Give what the person muted, the latest first."""
    async with db.begin(caller.scope("export")) as tx:
        return await _find_mutes(tx)


@router.post("/mutes", status_code=201)
async def mute(caller: SignedIn, db: Db, body: shapes.MuteIn) -> list[shapes.MuteOut]:
    """Mute somebody, a word or a thread, and give all that is muted."""
    async with db.begin(caller.scope("export")) as tx:
        await lists.mute(tx, body.draft())
        return await _find_mutes(tx)


@router.delete("/mutes/{mute_id}", status_code=204)
async def unmute(caller: SignedIn, db: Db, mute_id: UUID) -> None:
    """Take a mute back."""
    async with db.begin(caller.scope("export")) as tx:
        await store.delete_mute(tx, mute_id)


def _show(rows: list[ListRow]) -> list[shapes.PeopleListOut]:
    return [shapes.PeopleListOut.model_validate(row) for row in rows]


async def _find_mutes(tx: Tx) -> list[shapes.MuteOut]:
    return [shapes.MuteOut.model_validate(row) for row in await store.find_mutes(tx)]
