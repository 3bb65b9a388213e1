"""Stores in which programs search the files they gave, by meaning, with the house's embedder.

Source: OpenAI API reference, "Vector stores", version 2.3.0 of the specification.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from pydantic import JsonValue

from beknown.assistant import extract_text
from beknown.gateway import vector_file_store as store
from beknown.gateway.file_store import FileRow
from beknown.gateway.files import get_file, not_found, read_id, scope_of, write_id
from beknown.gateway.gateway import Gateway
from beknown.gateway.types import JsonObject, OpenKey, Spent
from beknown.gateway.vector_file_store import FoundRow, StoreFileRow, StoreRow
from beknown.gateway.vector_filter import passes
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.errors import BeknownError, Invalid
from beknown.kit.ids import new_id
from beknown.models import Vector

LETTERS_PER_TOKEN = 4
PART_TOKENS = 250
OVERLAP_TOKENS = 50
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


async def make_store(
    gateway: Gateway, blobs: Blobs, key: OpenKey, *, name: str, metadata: JsonObject, files: Sequence[str]
) -> StoreRow:
    """Make a store, with files in it where some are named.

    Raises:
        NotFound: A file isn't there.
        Invalid: There are too many files or facts.
    """
    if len(files) > MOST_FILES:
        raise Invalid(f"file_ids: at most {MOST_FILES} at once.", param="file_ids")
    check_facts(metadata, "metadata")
    rows = [await get_file(gateway.db, key, each) for each in files]
    made = new_id()
    async with gateway.db.begin(scope_of(key)) as tx:
        await store.add_store(tx, made, name, metadata)
    for row in rows:
        await _put(gateway, blobs, key, store_id=made, file=row, attributes={})
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


async def put_file(
    gateway: Gateway, blobs: Blobs, key: OpenKey, *, text: str, file: str, attributes: JsonObject
) -> StoreFileRow:
    """Put a file into a store; one that can't be read is in it with the reason.

    Raises:
        NotFound: The store or the file isn't there.
    """
    check_facts(attributes, "attributes")
    found = await get_store(gateway, key, text)
    row = await get_file(gateway.db, key, file)
    return await _put(gateway, blobs, key, store_id=found.id, file=row, attributes=attributes)


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
        Invalid: The filter isn't one.
    """
    found = await get_store(gateway, key, text)
    embedder = await gateway.models.embedder()
    vector = await embedder.embed_query(asked.words)
    async with gateway.db.begin(scope_of(key)) as tx:
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


def check_facts(facts: JsonObject, param: str) -> None:
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


def cut_text(text: str) -> list[str]:
    """Cut a text into passages that overlap, at spaces where there are some."""
    size, overlap = PART_TOKENS * LETTERS_PER_TOKEN, OVERLAP_TOKENS * LETTERS_PER_TOKEN
    parts: list[str] = []
    start = 0
    while start < len(text):
        end = min(len(text), start + size)
        if end < len(text):
            space = text.rfind(" ", start + overlap + 1, end)
            end = space if space > 0 else end
        if text[start:end].strip():
            parts.append(text[start:end].strip())
        start = end if end == len(text) else end - overlap
    return parts


async def _put(
    gateway: Gateway, blobs: Blobs, key: OpenKey, *, store_id: UUID, file: FileRow, attributes: JsonObject
) -> StoreFileRow:
    embedder = await gateway.models.embedder()
    error, parts, tokens = None, list[tuple[str, Vector]](), 0
    try:
        with blobs.open(key.person, file.blob_id) as stream:
            extract = await extract_text(stream)
        passages = cut_text(extract.text)
        counted = await embedder.embed_counted(passages)
        parts, tokens = list(zip(passages, counted.vectors, strict=True)), counted.tokens
        error = None if parts else "No text could be read out of it."
    except BeknownError as trouble:
        error = trouble.message
    used = sum(len(passage) for passage, _vector in parts)
    row = StoreFileRow(store_id, file.id, attributes, error, used, clock.now(), file.name)
    async with gateway.db.begin(scope_of(key)) as tx:
        await store.put_file(tx, row, embedder.name, parts)
    gateway.ledger.note(key, embedder.name, Spent(input_tokens=tokens))
    return row
