"""What lists of people and mutes look like over HTTP."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict

from beknown.social.shapes import Line, RefOut
from beknown.social.types import MuteDraft, MuteKind, Ref


class PeopleListIn(BaseModel):
    """A list to make."""

    name: Line


class PeopleListOut(BaseModel):
    """A list with the ids of who is on it; that of a group names it, and on it are those in the group."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    is_close: bool
    group_id: UUID | None
    members: list[UUID]


class MuteIn(BaseModel):
    """What to mute: for `person` the id, for `word` the word, for `thread` any post of it."""

    kind: MuteKind
    person_id: UUID | None = None
    word: Line | None = None
    post: RefOut | None = None

    def draft(self) -> MuteDraft:
        """Give it as the domain knows it."""
        thread = Ref(self.post.author_id, self.post.id) if self.post else None
        return MuteDraft(self.kind, self.person_id, self.word, thread)


class MuteOut(BaseModel):
    """What is muted: a name, a word, or the beginning of a thread; null where it can't be seen any more."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: MuteKind
    what: str | None
