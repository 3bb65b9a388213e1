"""What goes from one process to another comes as it was."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from beknown.feed.home import Page, Placed
from beknown.feed.made_types import Line, MadeItem, Material, SourceRef
from beknown.feed.tally import Tally
from beknown.feed.token import PageToken, new_token
from beknown.feed.types import ItemRef, Reason
from beknown.feed.wire import pack, unpack
from beknown.kit.errors import BeknownError, Invalid, NotFound
from beknown.social import PostCard, PostWords

AT = datetime(2026, 11, 29, 12, tzinfo=ZoneInfo("Etc/UTC"))


@dataclass(frozen=True, slots=True)
class OfOne:
    """Something of one part."""

    only: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ByName:
    """Something whose parts are given by name."""

    one: int
    other: str = ""


@dataclass(slots=True)
class Computed:
    """Something with a part that isn't given."""

    given: int
    doubled: int = field(init=False)

    def __post_init__(self) -> None:
        self.doubled = 2 * self.given


def make_card() -> PostCard:
    """Make a card with something hanging on it."""
    author = uuid4()
    return PostCard(
        author, uuid4(), "ana", "Ana", None, "Words \U0001f431", "everyone", author, is_reply=False,
        parent_person_id=None, parent_id=None, root_person_id=None, root_id=None, made_at=AT, edited_at=None,
        replies=3, my_reaction="like", is_saved=True, reactions={"like": 2}, marks=[],
    )  # fmt: skip


def test_a_page_comes_as_it_was() -> None:
    card, token = make_card(), new_token()
    words = PostWords(uuid4(), uuid4(), "Ben", "More words")
    because = Reason("similar", 0.75, ItemRef("post", words.author_id, words.id))
    line, source = Line("quote", (1,), "Said"), Material(SourceRef("event", uuid4()), "Ana", "Said", AT)
    made = MadeItem(uuid4(), "today", "", "", (line,), None, AT, (source,))
    page = Page(
        token,
        (
            Placed(card, 0, (because, Reason("wished", 0.25, rule=uuid4())), (words,)),
            Placed(made, 1, (Reason("made", 1.0),), ()),
        ),
        token.next(),
        has_profile=True,
        tally=Tally((("similar", "ValueError"),), {"seen before": 3}),
    )
    assert unpack(pack(page)) == page


@pytest.mark.parametrize(
    "thing",
    [
        OfOne(uuid4()),
        ByName(one=1, other="x"),
        Computed(4),
        (UUID(int=0), PageToken),
        None,
        AT,
        datetime.now(UTC),
    ],
)
def test_whatever_else_is_sent_comes_as_it_was(thing: object) -> None:
    assert unpack(pack(thing)) == thing


@pytest.mark.parametrize("error", [NotFound("There is none."), Invalid("No."), RuntimeError("failed")])
def test_an_error_comes_with_its_words(error: Exception) -> None:
    given = unpack(pack(error))
    assert type(given) is type(error)
    assert str(given) == str(error)
    assert isinstance(given, BeknownError) == isinstance(error, BeknownError)
