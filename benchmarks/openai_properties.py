"""How much of OpenAI's API is in ours, property by property: in our OpenAPI document, and in live answers.

The first table counts as OGX counts for itself: document beside document (`benchmarks.openai_document` says how). It is
the one to compare with others; what a document promises, `tests/gateway/test_document.py` holds answers to.

The second table is stricter. Every answer is a real one, of a server with the embedded models, and each property of
each object of it counts once, wrong where it is absent or of another type. A property that a type allows to be left out
counts against us where it is left out: what a plain model's server leaves out isn't added (decision 0034). The last
column counts only those that every answer has to have.
"""

import argparse
import asyncio
import io
import json
import shutil
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin

from openai import AsyncOpenAI
from openai._models import BaseModel
from pydantic import ConfigDict, TypeAdapter, ValidationError

from benchmarks.gateway import make_key, serving
from benchmarks.harness import make_home, print_head, print_table
from benchmarks.openai_document import Count, Way, count_document

Found = dict[str, tuple[bool, bool]]
"""By property: whether it is right wherever it was met, and whether its type asks for it."""

SAY: dict[str, Any] = {"role": "user", "content": "Say hello."}
PARAMETERS = {
    "type": "object",
    "properties": {"city": {"type": "string", "maxLength": 20}},
    "required": ["city"],
    "additionalProperties": False,
}
UPLOADED = b"The ship sails to Lisbon. The price of bread is two coins."


async def main() -> None:
    """Ask, count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write all properties that are wrong there")
    options = parser.parse_args()
    print_head("Properties of OpenAI's API", "python -m benchmarks.openai_properties")
    print_document()
    home = make_home()
    try:
        token = await make_key(home)
        async with (
            serving(home, {}) as url,
            AsyncOpenAI(base_url=url, api_key=token, max_retries=0) as client,
        ):
            areas = {name: await _count(client, ask) for name, ask in AREAS.items()}
    finally:
        shutil.rmtree(home, ignore_errors=True)
    everything = {f"{area}: {name}": how for area, found in areas.items() for name, how in found.items()}
    print_table(
        ("area", "right", "of", "share", "of what is required"),
        [_row(area, found) for area, found in [*areas.items(), ("all", everything)]],
    )
    if options.json is not None:
        wrong = sorted(name for name, (is_right, _) in everything.items() if not is_right)
        options.json.write_text(json.dumps(wrong, indent=1))


def print_document() -> None:
    """Print the count of the document."""
    counted = count_document()
    rows = [_document_row(area, [ways]) for area, ways in counted.items()]
    print_table(
        ("area", "answers: right", "(always null)", "of", "share", "requests: right", "of", "share", "both"),
        [*rows, _document_row("all", list(counted.values()))],
    )


def _document_row(area: str, counted: list[dict[Way, Count]]) -> tuple[str, ...]:
    answers, requests = ([each[way] for each in counted] for way in ("answer", "request"))
    told, asked = _sums(answers), _sums(requests)
    null = sum(len(each.null) for each in answers)
    both = (told[0] + asked[0], told[1] + asked[1])
    told_row = (str(told[0]), str(null), str(told[1]), _share(*told))
    return area, *told_row, str(asked[0]), str(asked[1]), _share(*asked), _share(*both)


def _sums(counts: list[Count]) -> tuple[int, int]:
    return sum(each.right for each in counts), sum(len(each.places) for each in counts)


def _share(right: int, of: int) -> str:
    return f"{right / of:.1%}" if of else "-"


def _row(area: str, found: Found) -> tuple[str, ...]:
    required = [is_right for is_right, is_required in found.values() if is_required]
    right = sum(is_right for is_right, _ in found.values())
    share = f"{right / len(found):.1%}"
    return area, str(right), str(len(found)), share, f"{sum(required) / len(required):.1%}"


Ask = Callable[[AsyncOpenAI], AsyncGenerator[BaseModel]]


async def _count(client: AsyncOpenAI, ask: Ask) -> Found:
    found: Found = {}
    async for answer in ask(client):
        count(answer.to_dict(mode="json"), type(answer), type(answer).__name__, found)
    return found


def count(said: Any, wanted: Any, path: str, found: Found) -> None:  # noqa: ANN401 - any JSON, any type
    """Count the properties of a part of an answer.

    Args:
        said: The part.
        wanted: Its type.
        path: Where it is; the properties of one place are counted once.
        found: What was counted so far; it grows.
    """
    kind = _member_for(said, wanted)
    if get_origin(kind) is list and isinstance(said, list):
        for each in cast("list[Any]", said):
            count(each, get_args(kind)[0], f"{path}[]", found)
    elif _is_model(kind) and isinstance(said, dict):
        given = cast("dict[str, Any]", said)
        for name, field in kind.model_fields.items():
            key = field.alias or name
            place = f"{path}.{key}"
            is_right = key in given and _fits(given[key], field.annotation)
            found[place] = found.get(place, (True, True))[0] and is_right, field.is_required()
            if is_right:
                count(given[key], field.annotation, _path_of(given[key], field.annotation, place), found)


def _path_of(said: Any, wanted: Any, path: str) -> str:  # noqa: ANN401 - any JSON, any type
    """Objects of several kinds at one place are places of their own."""
    kind = _member_for(said, wanted)
    return f"{path}({kind.__name__})" if _is_model(kind) and len(_members(wanted)) > 1 else path


def _members(wanted: Any) -> list[Any]:  # noqa: ANN401 - any JSON, any type
    """Give the types that a type may be, without None and marks."""
    if hasattr(wanted, "__metadata__"):
        return _members(get_args(wanted)[0])
    if get_origin(wanted) in {Union, UnionType}:
        return [member for each in get_args(wanted) for member in _members(each) if member is not NoneType]
    return [wanted]


def _member_for(said: Any, wanted: Any) -> Any:  # noqa: ANN401 - any JSON, any type
    """Give the one of a type's members that an answer's part is; the one with most in common where several could be."""
    members = [each for each in _members(wanted) if _is_a(said, each)]
    return max(members, key=lambda each: _likeness(said, each), default=None)


def _likeness(said: Any, kind: Any) -> int:  # noqa: ANN401 - any JSON, any type
    if not (_is_model(kind) and isinstance(said, dict)):
        return 0
    given = cast("dict[str, Any]", said)
    fields = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
    same = sum(1 if _fits(given[key], fields[key]) else -10 for key in given if key in fields)
    return same - sum(key not in given for key in fields)


def _is_model(kind: Any) -> bool:  # noqa: ANN401 - any JSON, any type
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _is_a(said: Any, kind: Any) -> bool:  # noqa: ANN401 - any JSON, any type
    """Whether a part is of a type, whatever is in it: objects and lists are looked into later."""
    if _is_model(kind) or get_origin(kind) is dict:
        return isinstance(said, dict)
    if get_origin(kind) is list:
        return isinstance(said, list)
    if kind in {float, int}:
        return isinstance(said, (int, float) if kind is float else int) and not isinstance(said, bool)
    if get_origin(kind) is Literal:
        return said in get_args(kind)
    try:
        TypeAdapter(kind, config=ConfigDict(strict=True, arbitrary_types_allowed=True)).validate_python(said)
    except ValidationError:
        return False
    return True


def _fits(said: Any, wanted: Any) -> bool:  # noqa: ANN401 - any JSON, any type
    if said is None:
        return _may_be_null(wanted)
    return any(_is_a(said, each) for each in _members(wanted))


def _may_be_null(wanted: Any) -> bool:  # noqa: ANN401 - any JSON, any type
    marked = hasattr(wanted, "__metadata__")
    return (
        _may_be_null(get_args(wanted)[0])
        if marked
        else NoneType in get_args(wanted) or wanted in {Any, object}
    )


async def _chat(client: AsyncOpenAI) -> AsyncGenerator[BaseModel]:
    model = await _model_of(client)
    tool: Any = {"type": "function", "function": {"name": "get_weather", "parameters": PARAMETERS}}
    asked: dict[str, Any] = {"model": model, "messages": [SAY], "max_tokens": 60}
    create: Any = client.chat.completions.create
    yield await create(**asked)
    yield await create(**asked, logprobs=True, top_logprobs=2, n=2)
    yield await create(**asked, tools=[tool], tool_choice="required")
    options = {"include_usage": True}
    async for chunk in await create(**asked, stream=True, stream_options=options, logprobs=True):
        yield chunk
    async for chunk in await create(**asked, stream=True, tools=[tool], tool_choice="required"):
        yield chunk


async def _completions(client: AsyncOpenAI) -> AsyncGenerator[BaseModel]:
    yield await client.completions.create(
        model=await _model_of(client), prompt="The ship", max_tokens=5, logprobs=1
    )


async def _responses(client: AsyncOpenAI) -> AsyncGenerator[BaseModel]:
    model, create = await _model_of(client), cast("Any", client.responses.create)
    tool = {"type": "function", "name": "get_weather", "parameters": PARAMETERS, "strict": True}
    asked: dict[str, Any] = {"model": model, "input": "Say hello.", "max_output_tokens": 60}
    first = await create(
        **asked, metadata={"a": "b"}, include=["message.output_text.logprobs"], top_logprobs=1
    )
    yield first
    yield await client.responses.retrieve(first.id)
    yield await create(**asked, tools=[tool], tool_choice="required", previous_response_id=first.id)
    async for event in await create(**asked, stream=True):
        yield event
    async for event in await create(**asked, stream=True, tools=[tool], tool_choice="required"):
        yield event
    waiting = await create(**asked, background=True)
    yield waiting
    yield await client.responses.cancel(waiting.id)
    yield await client.responses.input_items.list(first.id)
    yield await client.responses.input_tokens.count(model=model, input="Say hello.")
    yield await client.responses.compact(model=model, input="My name is Ines.")
    await client.responses.delete(first.id)


async def _conversations(client: AsyncOpenAI) -> AsyncGenerator[BaseModel]:
    said: Any = {"type": "message", "role": "user", "content": "Hello."}
    talk = await client.conversations.create(items=[said], metadata={"a": "b"})
    yield talk
    yield await client.conversations.retrieve(talk.id)
    yield await client.conversations.update(talk.id, metadata={"a": "c"})
    added = await client.conversations.items.create(talk.id, items=[said])
    yield added
    yield await client.conversations.items.list(talk.id)
    yield await client.conversations.items.retrieve(added.data[0].id or "", conversation_id=talk.id)
    yield await client.conversations.items.delete(added.data[0].id or "", conversation_id=talk.id)
    yield await client.conversations.delete(talk.id)


async def _embeddings(client: AsyncOpenAI) -> AsyncGenerator[BaseModel]:
    names = [model.id async for model in client.models.list()]
    yield await client.embeddings.create(model=names[-1], input=["a", "b"])


async def _models(client: AsyncOpenAI) -> AsyncGenerator[BaseModel]:
    yield await client.models.list()
    yield await client.models.retrieve(await _model_of(client))


async def _moderations(client: AsyncOpenAI) -> AsyncGenerator[BaseModel]:
    yield await client.moderations.create(input=["I will kill you.", "A ship on the sea."])


async def _files(client: AsyncOpenAI) -> AsyncGenerator[BaseModel]:
    file = await client.files.create(file=("a.txt", UPLOADED), purpose="assistants")
    yield file
    yield await client.files.retrieve(file.id)
    yield await client.files.list()
    yield await client.files.delete(file.id)


async def _uploads(client: AsyncOpenAI) -> AsyncGenerator[BaseModel]:
    upload, given_up = [
        await client.uploads.create(
            bytes=len(UPLOADED), filename="b.txt", mime_type="text/plain", purpose="assistants"
        )
        for _ in range(2)
    ]
    yield upload
    part = await client.uploads.parts.create(upload.id, data=io.BytesIO(UPLOADED))
    yield part
    yield await client.uploads.complete(upload.id, part_ids=[part.id])
    yield await client.uploads.cancel(given_up.id)


async def _vector_stores(client: AsyncOpenAI) -> AsyncGenerator[BaseModel]:
    file = await client.files.create(file=("a.txt", UPLOADED), purpose="assistants")
    after: Any = {"anchor": "last_active_at", "days": 7}
    store = await client.vector_stores.create(name="a", metadata={"a": "b"}, expires_after=after)
    yield store
    yield await client.vector_stores.files.create_and_poll(
        file.id, vector_store_id=store.id, attributes={"kind": "story"}
    )
    yield await client.vector_stores.files.retrieve(file.id, vector_store_id=store.id)
    yield await client.vector_stores.files.list(store.id)
    yield await client.vector_stores.files.update(
        file.id, vector_store_id=store.id, attributes={"kind": "tale"}
    )
    sizes: Any = {"type": "static", "static": {"max_chunk_size_tokens": 100, "chunk_overlap_tokens": 10}}
    batch = await client.vector_stores.file_batches.create(
        store.id, file_ids=[file.id], chunking_strategy=sizes
    )
    yield batch
    yield await client.vector_stores.file_batches.retrieve(batch.id, vector_store_id=store.id)
    yield await client.vector_stores.file_batches.list_files(batch.id, vector_store_id=store.id)
    yield await client.vector_stores.file_batches.cancel(batch.id, vector_store_id=store.id)
    yield await client.vector_stores.search(store.id, query="Where does the ship sail?")
    yield await client.vector_stores.retrieve(store.id)
    yield await client.vector_stores.update(store.id, name="b")
    yield await client.vector_stores.list()
    yield await client.vector_stores.files.delete(file.id, vector_store_id=store.id)
    yield await client.vector_stores.delete(store.id)


async def _batches(client: AsyncOpenAI) -> AsyncGenerator[BaseModel]:
    body = {"model": await _model_of(client), "messages": [SAY], "max_tokens": 4}
    line = {"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": body}
    file = await client.files.create(file=("a.jsonl", json.dumps(line).encode()), purpose="batch")
    batch = await client.batches.create(
        input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h", metadata={"a": "b"}
    )
    yield batch
    yield await client.batches.retrieve(batch.id)
    yield await client.batches.list()
    yield await client.batches.cancel(batch.id)


AREAS: dict[str, Ask] = {
    "Chat": _chat,
    "Completions": _completions,
    "Responses": _responses,
    "Conversations": _conversations,
    "Embeddings": _embeddings,
    "Models": _models,
    "Moderations": _moderations,
    "Files": _files,
    "Uploads": _uploads,
    "Vector stores": _vector_stores,
    "Batches": _batches,
}


async def _model_of(client: AsyncOpenAI) -> str:
    """Give the embedded language model, which is named first."""
    return (await client.models.list()).data[0].id


if __name__ == "__main__":
    asyncio.run(main())
