"""What a server process keeps of posts that are for everyone, to choose from: figures and vectors, never text.

Rows are only added; a post that is gone is no longer readable and so isn't shown, and it leaves with the next stock.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from beknown.feed.highest import find_highest
from beknown.feed.likers import Likers
from beknown.feed.meaning import Meaning
from beknown.feed.packed import Packed
from beknown.feed.types import ItemRef
from beknown.ranking import Candidates, make_candidates

HEAT_HALF_LIFE_S = 6 * 3600.0
REPLY_HEAT = 2.0
"""A reply costs more than a reaction, and counts so many times as much."""

NEWEST = 20_000
"""So many of the newest rows are kept in order."""

HOTTEST = 5_000
"""So many of those that many react to now."""

Rows = NDArray[np.intp]
Column = NDArray[np.float64] | NDArray[np.int64] | NDArray[np.bool_]

_NUMBER = (1 << 63) - 1
_HALF = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of a post without its text; `vector` may be None."""

    author: UUID
    id: UUID
    made_at: float
    letters: int
    has_image: bool
    space: str | None = None
    vector: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class PublicDeed:
    """Somebody reacted or replied to a post that is for everyone."""

    person: UUID
    author: UUID
    id: UUID
    is_reply: bool
    made_at: float


def number_of(item: UUID) -> int:
    """Give the number by which a ranking knows an item: 63 bits of its id, so that two of a million never meet."""
    return ((item.int >> 64) ^ (item.int & _HALF)) & _NUMBER


def numbers_of(packed: bytes) -> NDArray[np.int64]:
    """Give the numbers of items by their ids, 16 bytes each, end to end."""
    halves = np.frombuffer(packed, ">u8").reshape(-1, 2)
    return ((halves[:, 0] ^ halves[:, 1]) & np.uint64(_NUMBER)).astype(np.int64)


class Stock:
    """Posts by row. Columns are as long as the room there is; `count` says how many rows hold something.

    Args:
        opened_at: When it was begun, in seconds since 1970: what heat is measured from.
    """

    def __init__(self, opened_at: float) -> None:
        self.count = 0
        self.meaning = Meaning()
        self.likers = Likers()
        self._opened_at = opened_at
        self._people: dict[bytes, int] = {}
        self._named: list[UUID] = []
        self._rows: dict[int, int] = {}
        self._columns: dict[str, NDArray[np.float64]] = {
            name: np.zeros(1024)
            for name in ("author", "made_at", "letters", "has_image", "likes", "replies", "heat")
        }
        self._numbers = np.zeros(1024, np.int64)
        self._ids = np.zeros(
            1024, "V16"
        )  # bytes, not objects: the garbage collector needn't look through them
        self._by_author: dict[int, array[int]] = {}
        self._first: dict[str, Rows] = {}

    def code_of(self, person: UUID) -> int:
        """Give the number of a person, from 0; whoever is new gets the next one."""
        return self._code_of(person.bytes)

    def codes_of(self, people: Packed) -> NDArray[np.int64]:
        """Give the numbers of people, in their order."""
        known = self._people
        return np.array(
            [known[key] if key in known else self._code_of(key) for key in people.split()], np.int64
        )

    def mark(self, codes: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Give a mask by number, true for some people; its last place is for nobody's number, -1."""
        marked = np.zeros(len(self._named) + 1, np.bool_)
        marked[codes] = True
        return marked

    def _code_of(self, key: bytes) -> int:
        code = self._people.setdefault(key, len(self._named))
        if code == len(self._named):
            self._named.append(UUID(bytes=key))
        return code

    def person_of(self, code: int) -> UUID:
        """Give who has a number."""
        return self._named[code]

    def find_row(self, item: UUID) -> int | None:
        """Give the row of an item; None if it isn't here."""
        return self._rows.get(number_of(item))

    def row_of(self, number: int) -> int | None:
        """Give the row of an item by its number; None if it isn't here."""
        return self._rows.get(number)

    def add(self, posts: Sequence[Figures]) -> None:
        """Add posts; those that are here already stay as they are."""
        new = {number_of(each.id): each for each in posts}
        new = {number: each for number, each in new.items() if number not in self._rows}
        self._make_room(self.count + len(new))
        for number, each in new.items():
            self._put(self.count, number, each)
            self.count += 1
        self.add_vectors([each for each in new.values() if each.vector is not None])

    def add_vectors(self, posts: Sequence[Figures]) -> None:
        """Give posts that are here their vectors."""
        found = [(self.find_row(each.id), each) for each in posts]
        for space in {each.space for row, each in found if row is not None and each.space is not None}:
            of_space = [(row, each.vector) for row, each in found if row is not None and each.space == space]
            rows = np.array([row for row, vector in of_space if vector is not None], np.intp)
            vectors = [vector for _, vector in of_space if vector is not None]
            if vectors:
                self.meaning.put(rows, space, np.stack(vectors))

    def note(self, deed: PublicDeed) -> None:
        """Count a reaction or a reply."""
        row = self.find_row(deed.id)
        if row is None:
            return
        self._columns["replies" if deed.is_reply else "likes"][row] += 1
        weight = REPLY_HEAT if deed.is_reply else 1.0
        self._first.pop("heat", None)
        self._columns["heat"][row] += weight * 2 ** ((deed.made_at - self._opened_at) / HEAT_HALF_LIFE_S)
        if not deed.is_reply:
            self.likers.add(self.code_of(deed.person), row)

    def column(self, name: str) -> NDArray[np.float64]:
        """Give one column of all rows; `heat` as of when the stock was opened."""
        return self._columns[name][: self.count]

    def rows_of(self, authors: Iterable[int]) -> Rows:
        """Give the rows of people by their numbers, in no order."""
        found = [
            np.frombuffer(self._by_author[each], np.int64) for each in authors if each in self._by_author
        ]
        return np.concatenate(found).astype(np.intp) if found else np.zeros(0, np.intp)

    def newest(self) -> Rows:
        """Give the newest rows, at most `NEWEST`, the newest first."""
        if "made_at" not in self._first:
            self._first["made_at"] = self._find_first("made_at", NEWEST)
        return self._first["made_at"]

    def hottest(self) -> Rows:
        """Give the rows with the most heat, at most `HOTTEST`, the hottest first; none that has no heat at all."""
        if "heat" not in self._first:
            rows = self._find_first("heat", HOTTEST)
            self._first["heat"] = rows[self.column("heat")[rows] > 0]
        return self._first["heat"]

    def _find_first(self, name: str, count: int) -> Rows:
        column = self.column(name)
        rows = find_highest(column, count)
        return rows[np.lexsort((rows, -column[rows]))]

    def ref_of(self, row: int) -> ItemRef:
        """Name the item in a row."""
        return ItemRef(
            "post", self._named[int(self._columns["author"][row])], UUID(bytes=self._ids[row].tobytes())
        )

    def take(self, rows: Rows) -> Candidates:
        """Give rows as candidates, of which only `row` is known, that tells where each is."""
        numbers = self._numbers[rows]
        order = np.argsort(numbers)  # as candidates are, so that nothing has to be moved again
        return make_candidates(numbers[order], {"row": rows[order].astype(np.int64)})

    def read(self, rows: Rows, now: float) -> dict[str, Column]:
        """Give what is known of rows, heat as of now."""
        columns = {name: column[rows] for name, column in self._columns.items()}
        columns["heat"] *= 2 ** ((self._opened_at - now) / HEAT_HALF_LIFE_S)
        author, is_public = columns.pop("author").astype(np.int64), np.ones(len(rows), np.bool_)
        return {**columns, "author": author, "is_public": is_public}

    def _make_room(self, rows: int) -> None:
        room = len(self._numbers)
        if rows > room:
            more = max(rows, 2 * room) - room
            self._numbers = np.pad(self._numbers, (0, more))
            self._ids = np.concatenate([self._ids, np.zeros(more, "V16")])
            self._columns = {name: np.pad(column, (0, more)) for name, column in self._columns.items()}

    def _put(self, row: int, number: int, post: Figures) -> None:
        self._rows[number], self._numbers[row] = row, number
        self._ids[row] = post.id.bytes
        self._first = {}
        author = self.code_of(post.author)
        self._by_author.setdefault(author, array("q")).append(row)
        values = {"author": author, "made_at": post.made_at, "letters": post.letters}
        for name, value in {**values, "has_image": post.has_image}.items():
            self._columns[name][row] = value
