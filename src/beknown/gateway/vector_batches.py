"""Files that are put into a store in the background, many at once.

Source: OpenAI API reference, "Vector store file batches", version 2.3.0 of the specification.
"""

from collections.abc import Sequence
from uuid import UUID

from beknown.gateway import vector_file_store as store
from beknown.gateway.chunking import Cut
from beknown.gateway.file_store import find_file, find_files
from beknown.gateway.files import not_found, read_id, scope_of, write_id
from beknown.gateway.gateway import Gateway
from beknown.gateway.keys import as_open
from beknown.gateway.store import find_key_by_id
from beknown.gateway.types import JsonObject, OpenKey
from beknown.gateway.vector_file_store import StoreBatchRow, StoreFileRow
from beknown.gateway.vector_files import Put, check_facts, get_open_store, get_store, put
from beknown.kit.blobs import Blobs
from beknown.kit.db import Scope
from beknown.kit.errors import Invalid
from beknown.kit.ids import PersonId, new_id
from beknown.kit.jobs import defer

STORE_JOB = "gateway.fill_store"
MOST_FILES = 2000
Wanted = tuple[str, JsonObject, Cut]
"""A file's id as programs see it, its attributes, and how it is cut."""


async def begin_fill(gateway: Gateway, key: OpenKey, text: str, wanted: Sequence[Wanted]) -> StoreBatchRow:
    """Have files put into a store in the background; until then they are in it as under way.

    Raises:
        NotFound: The store or a file isn't there.
        Conflict: The store has expired.
        Invalid: There are no files, too many, or one twice.
    """
    if not 0 < len({file for file, _facts, _cut in wanted}) == len(wanted) <= MOST_FILES:
        raise Invalid(f"file_ids: 1 to {MOST_FILES} files, each once.", param="file_ids")
    for _file, attributes, _cut in wanted:
        check_facts(attributes, "attributes")
    found = await get_open_store(gateway, key, text)
    made = new_id()
    async with gateway.db.begin(scope_of(key)) as tx:
        known = {row.id: row for row in await find_files(tx)}
        await store.touch_store(tx, found.id)
        await store.add_batch(tx, made, found.id, key.id)
        for file, attributes, cut in wanted:
            row = known.get(read_id("file-", file))
            if row is None:
                raise not_found("file-", file)
            waiting = Put(found.id, row, attributes, cut, made)
            await store.put_file(tx, waiting.row("in_progress"), "", ())
        await defer(tx, STORE_JOB, person_id=key.person, batch_id=made)
    return await get_batch(gateway, key, text, write_id("vsfb_", made))


async def get_batch(gateway: Gateway, key: OpenKey, text: str, batch: str) -> StoreBatchRow:
    """Give files that go into a store together.

    Raises:
        NotFound: The store isn't there, or no such batch is for it.
    """
    found = await get_store(gateway, key, text)
    async with gateway.db.begin(scope_of(key)) as tx:
        row = await store.find_batch(tx, read_id("vsfb_", batch))
    if row is None or row.store_id != found.id:
        raise not_found("vsfb_", batch)
    return row


async def cancel_fill(gateway: Gateway, key: OpenKey, text: str, batch: str) -> StoreBatchRow:
    """Give up the files of a batch that aren't in their store yet; one that has ended stays as it is.

    Raises:
        NotFound: The store isn't there, or no such batch is for it.
    """
    row = await get_batch(gateway, key, text, batch)
    async with gateway.db.begin(scope_of(key)) as tx:
        await store.end_batch(tx, row.id, "cancelled")
    return await get_batch(gateway, key, text, batch)


async def list_batch_files(gateway: Gateway, key: OpenKey, text: str, batch: str) -> list[StoreFileRow]:
    """List the files of a batch, oldest first.

    Raises:
        NotFound: The store isn't there, or no such batch is for it.
    """
    row = await get_batch(gateway, key, text, batch)
    async with gateway.db.begin(scope_of(key)) as tx:
        return await store.find_files(tx, row.store_id, row.id)


async def fill_store(gateway: Gateway, blobs: Blobs, person: PersonId, batch: UUID) -> None:
    """Put the files of a batch into their store, one after the other, while its key holds and nobody gives it up.

    One whose worker was killed goes on with the files that are left.
    """
    async with gateway.db.begin(Scope(person, "account")) as tx:
        row = await store.find_batch(tx, batch)
        found = None if row is None else await find_key_by_id(tx, row.key_id)
        if row is not None and found is None:
            await store.end_batch(tx, batch, "failed")
        files = [] if row is None or found is None else await store.find_files(tx, row.store_id, batch)
    if row is None or found is None:
        return
    key = as_open(found)
    for each in files:
        await _put_one(gateway, blobs, key, each)
    async with gateway.db.begin(Scope(person, "account")) as tx:
        await store.end_batch(tx, batch, "completed")


async def _put_one(gateway: Gateway, blobs: Blobs, key: OpenKey, row: StoreFileRow) -> None:
    if row.batch_id is None:
        return
    async with gateway.db.begin(scope_of(key)) as tx:
        is_wanted = await store.lock_file(tx, row.store_id, row.file_id, row.batch_id)
        file = await find_file(tx, row.file_id)
    if is_wanted and file is not None:
        cut = Cut(row.part_tokens, row.overlap_tokens)
        await put(gateway, blobs, key, Put(row.store_id, file, row.attributes, cut, row.batch_id))
