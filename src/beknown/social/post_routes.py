"""Posts over HTTP."""

from uuid import UUID

from fastapi import APIRouter

from beknown.kit.web import Db, SignedIn
from beknown.kit.words import calm
from beknown.social import post, shapes
from beknown.social import post_store as store
from beknown.social.react import react as react_to
from beknown.social.react import save as keep
from beknown.social.react import take_back as unreact
from beknown.social.react import unsave as keep_no_more
from beknown.social.thread import find_thread
from beknown.social.types import Ref

PAGE = 30
router = APIRouter()


@router.post("/posts", status_code=201)
async def make_post(caller: SignedIn, db: Db, body: shapes.PostIn) -> shapes.PostOut:
    """Post, or reply."""
    async with db.begin(caller.scope("export")) as tx:
        return shapes.show_post(await post.make_post(tx, body.draft()), caller.person)


@router.get("/following")
async def find_following(caller: SignedIn, db: Db, before: UUID | None = None) -> shapes.PostsOut:
    """Give a page of the posts of the person and of those they follow, the newest first."""
    async with db.begin(caller.scope("export")) as tx:
        found = await store.find_following(tx, before=before, limit=PAGE)
    return shapes.show_listed(found, caller.person, PAGE)


@router.get("/latest")
async def find_latest(caller: SignedIn, db: Db, before: UUID | None = None) -> shapes.PostsOut:
    """Give a page of all posts that the person may see, the newest first."""
    async with db.begin(caller.scope("export")) as tx:
        return shapes.show_posts(await store.find_latest(tx, before=before, limit=PAGE), caller.person, PAGE)


@router.get("/saved")
async def find_saved(caller: SignedIn, db: Db, before: UUID | None = None) -> shapes.PostsOut:
    """Give a page of the posts that the person saved, the newest first."""
    async with db.begin(caller.scope("export")) as tx:
        return shapes.show_posts(await store.find_saved(tx, before=before, limit=PAGE), caller.person, PAGE)


@router.get("/people/{person_id}/posts")
async def find_posts_of(
    caller: SignedIn, db: Db, person_id: UUID, before: UUID | None = None
) -> shapes.PostsOut:
    """Give a page of somebody's posts as the person may see them, the newest first."""
    async with db.begin(caller.scope("export")) as tx:
        found = await store.find_posts_of(tx, person_id, before=before, limit=PAGE)
    return shapes.show_listed(found, caller.person, PAGE)


@router.get("/posts/{author_id}/{post_id}")
async def get_thread(caller: SignedIn, db: Db, author_id: UUID, post_id: UUID) -> shapes.ThreadOut:
    """Give a post with what it answers and the first of its replies."""
    async with db.begin(caller.scope("export")) as tx:
        thread = await find_thread(tx, Ref(author_id, post_id), limit=PAGE)
    shown = shapes.show_posts(thread.replies, caller.person, PAGE)
    return shapes.ThreadOut(
        post=shapes.show_post(thread.post, caller.person),
        parent=shapes.show_post(thread.parent, caller.person) if thread.parent else None,
        replies=shown.posts,
        next=shown.next,
    )


@router.get("/posts/{author_id}/{post_id}/replies")
async def find_replies(
    caller: SignedIn, db: Db, author_id: UUID, post_id: UUID, after: UUID | None = None
) -> shapes.PostsOut:
    """Give a page of the replies to a post, the oldest first."""
    async with db.begin(caller.scope("export")) as tx:
        found = await store.find_replies(tx, Ref(author_id, post_id), after=after, limit=PAGE)
    return shapes.show_posts(found, caller.person, PAGE)


@router.get("/posts/{author_id}/{post_id}/versions")
async def find_versions(caller: SignedIn, db: Db, author_id: UUID, post_id: UUID) -> list[shapes.VersionOut]:
    """Give what a post said before it was changed, the oldest first."""
    async with db.begin(caller.scope("export")) as tx:
        await store.get_post(tx, Ref(author_id, post_id))
        found = await store.find_versions(tx, Ref(author_id, post_id))
    return [
        shapes.VersionOut(number=each.number, text=calm(each.text).text, written_at=each.written_at)
        for each in found
    ]


@router.get("/posts/{author_id}/{post_id}/reactions")
async def find_reactions(caller: SignedIn, db: Db, author_id: UUID, post_id: UUID) -> list[shapes.ReactedOut]:
    """Give who reacted to a post, the newest first."""
    async with db.begin(caller.scope("export")) as tx:
        found = await store.find_reactions(tx, Ref(author_id, post_id))
    return [shapes.ReactedOut.model_validate(each) for each in found]


@router.patch("/posts/{post_id}")
async def edit_post(caller: SignedIn, db: Db, post_id: UUID, body: shapes.PostTextIn) -> shapes.PostOut:
    """Change what a post of the person says."""
    async with db.begin(caller.scope("export")) as tx:
        return shapes.show_post(await post.edit_post(tx, post_id, body.text), caller.person)


@router.delete("/posts/{post_id}", status_code=204)
async def delete_post(caller: SignedIn, db: Db, post_id: UUID) -> None:
    """Delete a post of the person: out of sight at once, for good after a minute."""
    async with db.begin(caller.scope("export")) as tx:
        await post.delete_post(tx, post_id)


@router.post("/posts/{post_id}/restore")
async def restore_post(caller: SignedIn, db: Db, post_id: UUID) -> shapes.PostOut:
    """Bring a post back that was deleted a moment ago."""
    async with db.begin(caller.scope("export")) as tx:
        return shapes.show_post(await post.restore_post(tx, post_id), caller.person)


@router.put("/posts/{author_id}/{post_id}/reaction")
async def set_reaction(
    caller: SignedIn, db: Db, author_id: UUID, post_id: UUID, body: shapes.ReactionIn
) -> shapes.PostOut:
    """Set the person's reaction to a post."""
    async with db.begin(caller.scope("export")) as tx:
        found = await react_to(tx, Ref(author_id, post_id), body.kind)
    return shapes.show_post(found, caller.person)


@router.delete("/posts/{author_id}/{post_id}/reaction")
async def take_reaction_back(caller: SignedIn, db: Db, author_id: UUID, post_id: UUID) -> shapes.PostOut:
    """Take the person's reaction back."""
    async with db.begin(caller.scope("export")) as tx:
        return shapes.show_post(await unreact(tx, Ref(author_id, post_id)), caller.person)


@router.put("/posts/{author_id}/{post_id}/saved")
async def save_post(caller: SignedIn, db: Db, author_id: UUID, post_id: UUID) -> shapes.PostOut:
    """Save a post."""
    async with db.begin(caller.scope("export")) as tx:
        return shapes.show_post(await keep(tx, Ref(author_id, post_id)), caller.person)


@router.delete("/posts/{author_id}/{post_id}/saved")
async def unsave_post(caller: SignedIn, db: Db, author_id: UUID, post_id: UUID) -> shapes.PostOut:
    """Save a post no more."""
    async with db.begin(caller.scope("export")) as tx:
        return shapes.show_post(await keep_no_more(tx, Ref(author_id, post_id)), caller.person)
