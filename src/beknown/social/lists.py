"""Lists of people to post for, close friends among them, and what a person doesn't want to read."""

from uuid import UUID

from beknown.kit.db import Tx
from beknown.kit.errors import Conflict, Invalid, NotFound
from beknown.kit.words import tidy_line
from beknown.social import list_store as store
from beknown.social import people_store, post_store
from beknown.social.list_store import ListRow
from beknown.social.people import get_profile
from beknown.social.types import MuteDraft, Ref

MAX_NAME = 80
MAX_WORD = 100
MOST_LISTS = 100
MOST_MUTES = 500
CLOSE_FRIENDS = "Close friends"


async def find_lists(tx: Tx) -> list[ListRow]:
    """Give the person's lists; that of close friends, and one for each group they are in, are there by themselves."""
    await get_profile(tx)
    found = await store.find_lists(tx)
    groups = await store.find_groups_without_list(tx)
    for group in groups:
        await store.add_list(tx, group.name, group=group.id)
    has_close = any(each.is_close for each in found)
    if not has_close:
        await store.add_list(tx, CLOSE_FRIENDS, is_close=True)
    return found if has_close and not groups else await store.find_lists(tx)


async def make_list(tx: Tx, name: str) -> list[ListRow]:
    """Make a list, and give all.

    Raises:
        Invalid: It has no name, or a long one.
        Conflict: There are many already.
    """
    name = tidy_line(name)
    if not 0 < len(name) <= MAX_NAME:
        raise Invalid(f"The name of a list has 1 to {MAX_NAME} letters; this one has {len(name)}.")
    if sum(each.group_id is None for each in await find_lists(tx)) >= MOST_LISTS:
        raise Conflict(f"There are {MOST_LISTS} lists already. Delete one first.")
    await store.add_list(tx, name)
    return await find_lists(tx)


async def delete_list(tx: Tx, wanted: UUID) -> None:
    """Delete a list; what was posted for it is then for nobody else.

    Raises:
        NotFound: There is no such list.
        Invalid: It is that of close friends, or of a group.
    """
    found = await _get_list(tx, wanted)
    if found.is_close:
        raise Invalid("The list of close friends stays. Take people off it instead.")
    _check_is_no_group(found)
    await store.delete_list(tx, wanted)


async def set_member(tx: Tx, wanted: UUID, person: UUID, *, is_on: bool) -> list[ListRow]:
    """Put somebody on a list or take them off, and give all lists. They aren't told.

    Raises:
        NotFound: There is no such list, or nobody of this id whom the person may see.
        Invalid: It is the person themselves, or the list is that of a group.
    """
    _check_is_no_group(await _get_list(tx, wanted))
    if person == tx.person:
        raise Invalid("You see your own posts anyway.")
    if is_on:
        await people_store.get_someone(tx, person)
        await store.add_member(tx, wanted, person)
    else:
        await store.delete_member(tx, wanted, person)
    return await find_lists(tx)


async def mute(tx: Tx, draft: MuteDraft) -> None:
    """Leave out of what is read: all of somebody, whatever holds a word, or a thread. Nobody else knows of it.

    Raises:
        NotFound: There is nobody of this id, or no such thread, for the person.
        Invalid: It doesn't say what, or mutes the person themselves.
        Conflict: Very much is muted already.
    """
    await get_profile(tx)
    if len(await store.find_mutes(tx)) >= MOST_MUTES:
        raise Conflict(f"{MOST_MUTES} things are muted already. Take some back first.")
    await store.add_mute(tx, await _check_mute(tx, draft))


async def _check_mute(tx: Tx, draft: MuteDraft) -> MuteDraft:
    match draft:
        case MuteDraft(kind="person", person=UUID() as person):
            if person == tx.person:
                raise Invalid("Nobody mutes themselves.")
            await people_store.get_someone(tx, person)
            return MuteDraft("person", person=person)
        case MuteDraft(kind="word", word=str() as word):
            word = tidy_line(word)
            if not 0 < len(word) <= MAX_WORD:
                raise Invalid(f"A word to mute has 1 to {MAX_WORD} letters; this one has {len(word)}.")
            return MuteDraft("word", word=word)
        case MuteDraft(kind="thread", thread=Ref() as thread):
            found = await post_store.get_post(tx, thread)
            root = Ref(found.root_person_id or found.author_id, found.root_id or found.id)
            return MuteDraft("thread", thread=root)
        case _:
            raise Invalid(f"To mute a {draft.kind}, say which.")


async def _get_list(tx: Tx, wanted: UUID) -> ListRow:
    for each in await find_lists(tx):
        if each.id == wanted:
            return each
    raise NotFound("There is no such list (any more).")


def _check_is_no_group(found: ListRow) -> None:
    if found.group_id is not None:
        raise Invalid(f"On this list are those in the group {found.name!r}. Change the group, or leave it.")
