"""SQL of lists of people, and of what a person muted."""

from dataclasses import dataclass
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import new_id
from beknown.social.types import MuteDraft

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list with the ids of who is on it; none where it is that of a group, on which are those in the group."""

    id: UUID
    name: str
    is_close: bool
    group_id: UUID | None
    members: list[UUID]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group by its name."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class MuteRow:
    """What is muted: a name, a word, or the beginning of a thread; None where the person may not see it any more."""

    id: UUID
    kind: str
    what: str | None


async def add_list(tx: Tx, name: str, *, is_close: bool = False, group: UUID | None = None) -> None:
    """Make a list; that of a `group` is there once."""
    params = {"id": new_id(), "name": name, "is_close": is_close, "group": group, "at": clock.now()}
    await tx.run(_sql("add_list"), {"person": tx.person, **params})


async def delete_list(tx: Tx, wanted: UUID) -> int:
    """Delete a list; give 0 when there is none."""
    return await tx.run(_sql("delete_list"), {"person": tx.person, "id": wanted})


async def find_groups_without_list(tx: Tx) -> list[GroupRow]:
    """Give the groups that the person is in and has no list for."""
    return await tx.all(_sql("find_groups_without_list"), GroupRow, {"person": tx.person})


async def find_lists(tx: Tx) -> list[ListRow]:
    """Give the person's lists: close friends first, those of groups last."""
    return await tx.all(_sql("find_lists"), ListRow, {"person": tx.person})


async def add_member(tx: Tx, wanted: UUID, member: UUID) -> None:
    """Put somebody on a list of the person."""
    await tx.run(_sql("add_member"), {"person": tx.person, "list": wanted, "member": member})


async def delete_member(tx: Tx, wanted: UUID, member: UUID) -> None:
    """Take somebody off a list."""
    await tx.run(_sql("delete_member"), {"person": tx.person, "list": wanted, "member": member})


async def add_mute(tx: Tx, draft: MuteDraft) -> None:
    """Mute somebody, a word or a thread."""
    params = {
        "id": new_id(),
        "kind": draft.kind,
        "muted": draft.person,
        "word": draft.word,
        "root_author": draft.thread.author if draft.thread else None,
        "root": draft.thread.id if draft.thread else None,
        "at": clock.now(),
    }
    await tx.run(_sql("add_mute"), {"person": tx.person, **params})


async def delete_mute(tx: Tx, mute: UUID) -> None:
    """Take a mute back."""
    await tx.run(_sql("delete_mute"), {"person": tx.person, "id": mute})


async def find_mutes(tx: Tx) -> list[MuteRow]:
    """Give what the person muted, the latest first."""
    return await tx.all(_sql("find_mutes"), MuteRow, {"person": tx.person})
