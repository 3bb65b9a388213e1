"""Stores in which programs search the files they gave, by meaning, with the house's embedder.

Source: OpenAI API reference, "Vector stores", version 2.3.0 of the specification.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from pydantic import JsonValue

from beknown.assistant import extract_text
from beknown.gateway import vector_file_store as store
from beknown.gateway.chunking import Cut, cut_text
from beknown.gateway.file_store import FileRow
from beknown.gateway.files import get_file, not_found, read_id, scope_of, write_id
from beknown.gateway.gateway import Gateway
from beknown.gateway.types import JsonObject, OpenKey, Spent
from beknown.gateway.vector_file_store import FoundRow, NewStore, StoreFileRow, StoreRow
from beknown.gateway.vector_filter import passes
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.errors import BeknownError, Conflict, Invalid
from beknown.kit.ids import new_id
from beknown.models import Vector

LETTERS_PER_TOKEN = 4
MOST_FILES = 100
MOST_FACTS = 16
MOST_FACT_LETTERS = 512


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for: the words, at most how many passages, from which score on, with which attributes."""

    words: str
    limit: int
    least: float
    filters: JsonValue


@dataclass(frozen=True, slots=True)
class Put:
    """A file that goes into a store: what is kept with it, how it is cut, and with which others it comes."""

    store_id: UUID
    file: FileRow
    attributes: JsonObject
    cut: Cut
    batch_id: UUID | None = None

    def row(self, state: str, error: str | None = None, size_bytes: int = 0) -> StoreFileRow:
        """Give it as it stands in the store."""
        return StoreFileRow(
            self.store_id,
            self.file.id,
            self.attributes,
            error,
            size_bytes,
            clock.now(),
            state,
            self.cut.part_tokens,
            self.cut.overlap_tokens,
            self.batch_id,
            self.file.name,
        )


async def make_store(
    gateway: Gateway, blobs: Blobs, key: OpenKey, new: NewStore, *, files: Sequence[str], cut: Cut
) -> StoreRow:
    """Make a store, with files in it where some are named.

    Raises:
        NotFound: A file isn't there.
        Invalid: There are too many files or facts.
    """
    if len(files) > MOST_FILES:
        raise Invalid(
            f"file_ids: at most {MOST_FILES} at once; more by file_batches of the store.", param="file_ids"
        )
    check_facts(new.metadata, "metadata")
    rows = [await get_file(gateway.db, key, each) for each in files]
    made = new_id()
    async with gateway.db.begin(scope_of(key)) as tx:
        await store.add_store(tx, made, new)
    for row in rows:
        await put(gateway, blobs, key, Put(made, row, {}, cut))
    return await get_store(gateway, key, write_id("vs_", made))


async def get_store(gateway: Gateway, key: OpenKey, text: str) -> StoreRow:
    """Give a store.

    Raises:
        NotFound: There is none.
    """
    async with gateway.db.begin(scope_of(key)) as tx:
        found = await store.find_stores(tx, read_id("vs_", text))
    if not found:
        raise not_found("vs_", text)
    return found[0]


async def get_open_store(gateway: Gateway, key: OpenKey, text: str) -> StoreRow:
    """Give a store that can be searched and filled.

    Raises:
        NotFound: There is none.
        Conflict: It has expired.
    """
    found = await get_store(gateway, key, text)
    if found.is_expired:
        raise Conflict(
            f"The vector store {text[:60]!r} has expired: nobody used it for {found.expires_days} days. Make a new "
            "one.",
            code="vector_store_expired",
        )
    return found


async def put_file(
    gateway: Gateway,
    blobs: Blobs,
    key: OpenKey,
    *,
    text: str,
    file: str,
    attributes: JsonObject,
    cut: Cut,
) -> StoreFileRow:
    """Put a file into a store; one that can't be read is in it with the reason.

    Raises:
        NotFound: The store or the file isn't there.
        Conflict: The store has expired.
    """
    check_facts(attributes, "attributes")
    found = await get_open_store(gateway, key, text)
    row = await get_file(gateway.db, key, file)
    async with gateway.db.begin(scope_of(key)) as tx:
        await store.touch_store(tx, found.id)
    return await put(gateway, blobs, key, Put(found.id, row, attributes, cut))


async def find_file(gateway: Gateway, key: OpenKey, text: str, file: str) -> StoreFileRow:
    """Give a file in a store.

    Raises:
        NotFound: The store isn't there, or the file isn't in it.
    """
    found = await get_store(gateway, key, text)
    wanted = read_id("file-", file)
    async with gateway.db.begin(scope_of(key)) as tx:
        rows = [row for row in await store.find_files(tx, found.id) if row.file_id == wanted]
    if not rows:
        raise not_found("file-", file)
    return rows[0]


async def search(
    gateway: Gateway, key: OpenKey, text: str, asked: Asked
) -> list[tuple[FoundRow, JsonObject]]:
    """Find the passages nearest to some words, best first, each with its file's attributes.

    Raises:
        NotFound: There is no such store.
        Conflict: It has expired.
        Invalid: The filter isn't one.
    """
    found = await get_open_store(gateway, key, text)
    embedder = await gateway.models.embedder()
    vector = await embedder.embed_query(asked.words)
    async with gateway.db.begin(scope_of(key)) as tx:
        await store.touch_store(tx, found.id)
        files = {
            row.file_id: row.attributes
            for row in await store.find_files(tx, found.id)
            if passes(row.attributes, asked.filters)
        }
        rows = await store.search(
            tx, found.id, list(files), space=embedder.name, vector=vector, limit=asked.limit
        )
    gateway.ledger.note(key, embedder.name, Spent(input_tokens=-(-len(asked.words) // LETTERS_PER_TOKEN)))
    return [(row, files[row.file_id]) for row in rows if row.score >= asked.least]


def check_facts(facts: Mapping[str, JsonValue], param: str) -> None:
    """Check metadata or attributes: few, short, and plain values.

    Raises:
        Invalid: They aren't.
    """
    is_plain = all(len(name) <= MOST_FACT_LETTERS and _is_plain(value) for name, value in facts.items())
    if len(facts) > MOST_FACTS or not is_plain:
        raise Invalid(
            f"{param}: at most {MOST_FACTS}, each a text of up to {MOST_FACT_LETTERS} letters, a number or a boolean.",
            param=param,
        )


def _is_plain(value: JsonValue) -> bool:
    return isinstance(value, str | int | float | bool) and len(str(value)) <= MOST_FACT_LETTERS


async def put(gateway: Gateway, blobs: Blobs, key: OpenKey, what: Put) -> StoreFileRow:
    """Read, cut and embed a file, and put it into its store.

    One that a batch wanted there, and that was given up or put in otherwise meanwhile, is left as it is.
    """
    embedder = await gateway.models.embedder()
    error, parts, tokens = None, list[tuple[str, Vector]](), 0
    try:
        with blobs.open(key.person, what.file.blob_id) as stream:
            extract = await extract_text(stream)
        passages = cut_text(extract.text, what.cut)
        counted = await embedder.embed_counted(passages)
        parts, tokens = list(zip(passages, counted.vectors, strict=True)), counted.tokens
        error = None if parts else "No text could be read out of it."
    except BeknownError as trouble:
        error = trouble.message
    used = sum(len(passage.encode("utf-8", "replace")) for passage, _vector in parts)
    row = what.row("completed" if error is None else "failed", error, used)
    async with gateway.db.begin(scope_of(key)) as tx:
        batch = what.batch_id
        if batch is None or await store.lock_file(tx, row.store_id, row.file_id, batch):
            await store.put_file(tx, row, embedder.name, parts)
    gateway.ledger.note(key, embedder.name, Spent(input_tokens=tokens))
    return row
