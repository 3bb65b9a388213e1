"""People over HTTP: the own profile, the others, following and blocking."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, UploadFile
from fastapi.responses import FileResponse

from beknown.kit.errors import NotFound
from beknown.kit.web import Config, Db, Files, SignedIn, takes_up_to
from beknown.social import people, shapes
from beknown.social import people_store as store
from beknown.social.give_file import give_file
from beknown.social.moderation_store import find_person_labels
from beknown.social.picture import MAX_BYTES

router = APIRouter()


@router.get("/profile")
async def get_own_profile(caller: SignedIn, db: Db, config: Config) -> shapes.OwnProfileOut:
    """Give how the person shows themselves."""
    async with db.begin(caller.scope("export")) as tx:
        profile = await store.find_profile(tx)
    shown = shapes.ProfileOut.model_validate(profile) if profile else None
    return shapes.OwnProfileOut(id=caller.person, profile=shown, has_previews=config.link_previews)


@router.put("/profile")
async def set_own_profile(caller: SignedIn, db: Db, body: shapes.ShownProfileIn) -> shapes.ProfileOut:
    """Show oneself, or show oneself otherwise."""
    async with db.begin(caller.scope("export")) as tx:
        profile = await people.show_oneself(
            tx, handle=body.handle, name=body.name, bio=body.bio, is_private=body.is_private
        )
    return shapes.ProfileOut.model_validate(profile)


@router.put("/profile/picture")
@takes_up_to(MAX_BYTES + 1024**2)
async def set_own_picture(caller: SignedIn, db: Db, files: Files, file: UploadFile) -> shapes.ProfileOut:
    """Set the picture of the person's profile; it is drawn anew, without anything but the picture."""
    profile = await people.set_picture(db, files, caller.scope("export"), file.file, file.size or 0)
    return shapes.ProfileOut.model_validate(profile)


@router.delete("/profile/picture", status_code=204)
async def remove_own_picture(caller: SignedIn, db: Db, files: Files) -> None:
    """Take the picture of the person's profile away."""
    async with db.begin(caller.scope("export")) as tx:
        await people.remove_picture(tx, files)


@router.post("/people")
async def find_people(caller: SignedIn, db: Db, body: shapes.PeopleSearchIn) -> shapes.PeopleOut:
    """Give a page of the people whom the person may see, by name."""
    async with db.begin(caller.scope("export")) as tx:
        found = await store.find_people(
            tx, body.words.strip(), after_name=body.after_name, after=body.after_id, limit=people.PAGE
        )
    return shapes.show_people(found, people.PAGE)


@router.get("/people/asking")
async def find_asking(caller: SignedIn, db: Db) -> list[shapes.SomeoneOut]:
    """Give who asks to follow the person."""
    async with db.begin(caller.scope("export")) as tx:
        return [shapes.SomeoneOut.model_validate(each) for each in await store.find_asking(tx)]


@router.get("/people/blocked")
async def find_blocked(caller: SignedIn, db: Db) -> list[shapes.BlockedOut]:
    """Give whom the person blocked."""
    async with db.begin(caller.scope("export")) as tx:
        return [shapes.BlockedOut.model_validate(each) for each in await store.find_blocked(tx)]


@router.get("/people/{person_id}")
async def get_person(caller: SignedIn, db: Db, person_id: UUID) -> shapes.SomeoneFullOut:
    """Give somebody, or the person themselves."""
    async with db.begin(caller.scope("export")) as tx:
        person = shapes.SomeoneOut.model_validate(await store.get_someone(tx, person_id))
        counts = await store.count_follows(tx, person_id)
        labels = await find_person_labels(tx, person_id)
    return shapes.SomeoneFullOut(
        person=person, followers=counts.followers, followed=counts.followed, labels=labels
    )


@router.get("/people/{person_id}/picture/{picture_id}", response_class=FileResponse)
async def get_picture(
    caller: SignedIn, db: Db, files: Files, person_id: UUID, picture_id: UUID
) -> FileResponse:
    """Give somebody's picture."""
    async with db.begin(caller.scope("export")) as tx:
        found = await store.get_someone(tx, person_id)
    if found.picture_id != picture_id:
        raise NotFound("This picture isn't shown any more.")
    return give_file(files, person_id, picture_id, "image/webp")


@router.put("/people/{person_id}/follow")
async def follow(caller: SignedIn, db: Db, person_id: UUID) -> shapes.SomeoneOut:
    """Follow somebody, or ask to."""
    async with db.begin(caller.scope("export")) as tx:
        return shapes.SomeoneOut.model_validate(await people.follow(tx, person_id))


@router.delete("/people/{person_id}/follow")
async def unfollow(caller: SignedIn, db: Db, person_id: UUID) -> shapes.SomeoneOut:
    """Follow somebody no more."""
    async with db.begin(caller.scope("export")) as tx:
        await store.delete_follow(tx, person_id)
        return shapes.SomeoneOut.model_validate(await store.get_someone(tx, person_id))


@router.put("/people/{person_id}/answer")
async def answer(
    caller: SignedIn, db: Db, person_id: UUID, body: Annotated[shapes.FollowAnswerIn, Body()]
) -> shapes.SomeoneOut:
    """Let somebody follow the person, or not (any more)."""
    async with db.begin(caller.scope("export")) as tx:
        found = await people.answer_follower(tx, person_id, is_accepted=body.is_accepted)
        return shapes.SomeoneOut.model_validate(found)


@router.put("/people/{person_id}/block", status_code=204)
async def block(caller: SignedIn, db: Db, person_id: UUID) -> None:
    """Block somebody: neither sees the other from now on."""
    async with db.begin(caller.scope("export")) as tx:
        await people.block(tx, person_id)


@router.delete("/people/{person_id}/block", status_code=204)
async def unblock(caller: SignedIn, db: Db, person_id: UUID) -> None:
    """Block somebody no more."""
    async with db.begin(caller.scope("export")) as tx:
        await store.delete_block(tx, person_id)
