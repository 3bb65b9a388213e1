"""What the assistant may do for a person: its own tools, and the registry that `app` fills with those of domains."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, JsonValue
from pydantic.json_schema import SkipJsonSchema

from beknown.assistant.cite import Sources
from beknown.assistant.dates import tell_moment
from beknown.assistant.language import LANGUAGES, Language, detect_language
from beknown.assistant.prompt import write_passages
from beknown.assistant.remind import cancel_reminder, set_reminder
from beknown.assistant.types import Asker
from beknown.assistant.when import find_moment
from beknown.events import find_events_by_id, forget_events
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database
from beknown.kit.errors import Invalid, NotFound
from beknown.kit.ids import EventId
from beknown.understanding import Recalled, tell

Recollect = Callable[[str], Awaitable[list[Recalled]]]
"""Recalls what is near a text, for the person of this answer."""


@dataclass(frozen=True, slots=True)
class ToolContext:
    """What a tool gets besides its arguments."""

    db: Database
    blobs: Blobs
    asker: Asker
    sources: Sources
    recollect: Recollect

    def language(self, text: str) -> Language:
        """Say which language to answer a text in: the one the person set, else its own."""
        wanted = self.asker.speech
        return wanted if wanted in LANGUAGES else detect_language(text, self.asker.locale)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a tool gave.

    Args:
        says: What the model is told.
        shows: What the web app shows.
        undo: What is needed to take it back; None when it can't be.
    """

    says: str
    shows: JsonValue = None
    undo: Mapping[str, JsonValue] | None = None


Run = Callable[[ToolContext, Any], Awaitable[Outcome]]
Preview = Callable[[ToolContext, Any], Awaitable[dict[str, JsonValue]]]
Undo = Callable[[ToolContext, Mapping[str, JsonValue]], Awaitable[None]]
Hears = Callable[[str, Asker], dict[str, JsonValue] | None]


@dataclass(frozen=True, slots=True)
class Tool:
    """Something the assistant may do.

    Args:
        name: How the model and the web app call it.
        description: When to use it, for the model.
        arguments: What it takes.
        run: Does it.
        asks_first: Only after the person's yes; `preview` gives what to add to the arguments before asking.
        keeps: It leaves something behind, so temporary chats don't have it.
        undo: Takes it back.
        hears: For a model that can't choose tools: gives the arguments where an utterance is plainly for this one.
            Then `Outcome.says` is what the person reads.
    """

    name: str
    description: str
    arguments: type[BaseModel]
    run: Run
    asks_first: bool = False
    preview: Preview | None = None
    keeps: bool = False
    undo: Undo | None = None
    hears: Hears | None = None


@dataclass(slots=True)
class Registry:
    """All tools by name."""

    tools: dict[str, Tool] = field(default_factory=dict[str, Tool])

    def add(self, *tools: Tool) -> None:
        """Add tools.

        Raises:
            ValueError: A name is taken.
        """
        for tool in tools:
            if tool.name in self.tools:
                raise ValueError(f"there is a tool {tool.name!r} already")
            self.tools[tool.name] = tool

    def get(self, name: str) -> Tool:
        """Give a tool.

        Raises:
            NotFound: There is none of this name (any more).
        """
        if name not in self.tools:
            raise NotFound(f"There is no tool {name!r} any more.")
        return self.tools[name]

    def offered(self, *, is_temporary: bool) -> Sequence[Tool]:
        """Give the tools of an answer."""
        return [tool for tool in self.tools.values() if not (is_temporary and tool.keeps)]


class _Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, str_max_length=4000)


class Search(_Arguments):
    """Look for `query`: a question or a few words."""

    query: str


class Remember(_Arguments):
    """Keep `what`: one plain sentence about the person."""

    what: str


class Forget(_Arguments):
    """Forget the memories with these `numbers`, as shown with the memories."""

    numbers: list[int] = []
    event_ids: SkipJsonSchema[list[UUID]] = []
    items: SkipJsonSchema[list[JsonValue]] = []


class Remind(_Arguments):
    """Remind of `what` at `when`: a date and time in words or ISO 8601, in the person's time zone."""

    what: str
    when: str


class Nothing(_Arguments):
    """It takes nothing."""


def own_tools() -> list[Tool]:
    """Give the assistant's own tools."""
    return [
        Tool(
            "search_memories",
            "Search everything the person has brought or said: messages, posts, notes, earlier conversations. Use it "
            "when the memories at hand don't answer the question.",
            Search,
            _search,
            keeps=True,
        ),
        Tool(
            "remember",
            "Keep something the person tells about themselves and wants remembered.",
            Remember,
            _remember,
            keeps=True,
            undo=_unremember,
        ),
        Tool(
            "forget",
            "Forget memories for good when the person asks for it. The person is asked before it happens.",
            Forget,
            _forget,
            asks_first=True,
            preview=_preview_forget,
            keeps=True,
        ),
        Tool("what_day_is_it", "Tell the present date and time where the person is.", Nothing, _tell_day),
        Tool(
            "set_reminder",
            "Remind the person of something at a moment in the future.",
            Remind,
            _remind,
            keeps=True,
            undo=_unremind,
        ),
    ]


def room_tools() -> list[Tool]:
    """Give the tools of an answer in a conversation between people: nothing leads out of it.

    Their context recalls from that conversation alone.
    """
    return [
        Tool(
            "search_conversation",
            "Search what was said in this conversation. Use it when the messages at hand don't answer the question.",
            Search,
            _search,
        ),
        Tool("what_day_is_it", "Tell the present date and time.", Nothing, _tell_day),
    ]


def show_recalled(numbered: Sequence[tuple[int, Recalled]]) -> JsonValue:
    """Give recalled passages as the web app shows them in a step."""
    return [
        {
            "number": number,
            "event_id": str(each.event_id),
            "text": each.text[:280],
            "speaker": each.speaker,
            "is_mine": each.is_mine,
            "occurred_at": None if each.occurred_at is None else each.occurred_at.isoformat(),
            "source": each.source,
        }
        for number, each in numbered
    ]


async def _search(context: ToolContext, arguments: Search) -> Outcome:
    numbered = context.sources.show(await context.recollect(arguments.query))
    return Outcome(write_passages(numbered, context.asker) or "Nothing found.", show_recalled(numbered))


async def _remember(context: ToolContext, arguments: Remember) -> Outcome:
    async with context.db.begin(context.asker.scope("export")) as tx:
        belief = await tell(tx, arguments.what, speaker=context.asker.name)
    event = str(belief.evidence[0])
    return Outcome("Kept.", {"what": belief.statement, "event_id": event}, {"event_id": event})


async def _unremember(context: ToolContext, undo: Mapping[str, JsonValue]) -> None:
    await _forget_all(context, [EventId(UUID(str(undo["event_id"])))])


async def _forget_all(context: ToolContext, events: Sequence[EventId]) -> int:
    async with context.db.begin(context.asker.scope("export")) as tx:
        count = await forget_events(tx, events)
        await context.blobs.delete_unused(tx)
    return count


async def _preview_forget(context: ToolContext, arguments: Forget) -> dict[str, JsonValue]:
    """Say exactly what would be forgotten, so that the person's yes means it."""
    ids = [EventId(each) for each in arguments.event_ids]
    shown = (context.sources.get(number) for number in arguments.numbers)
    ids += [EventId(each.event_id) for each in shown if each is not None]
    async with context.db.begin(context.asker.scope("assistant")) as tx:
        found = await find_events_by_id(tx, ids)
    if not found:
        raise Invalid("There are no memories with these numbers. Search for them first.")
    items: list[JsonValue] = [
        {
            "event_id": str(each.id),
            "text": each.text[:280],
            "speaker": each.speaker,
            "occurred_at": None if each.occurred_at is None else each.occurred_at.isoformat(),
            "source": each.source_kind,
        }
        for each in found
    ]
    return {"event_ids": [str(each.id) for each in found], "items": items}


async def _forget(context: ToolContext, arguments: Forget) -> Outcome:
    count = await _forget_all(context, [EventId(each) for each in arguments.event_ids])
    return Outcome(f"{count} forgotten.", {"count": count})


async def _tell_day(context: ToolContext, arguments: Nothing) -> Outcome:
    del arguments
    now = clock.now()
    local = now.astimezone(context.asker.zone)
    words = tell_moment(now, context.asker, context.language(""))
    return Outcome(
        f"{words} ({local.isoformat(timespec='minutes')})", {"at": local.isoformat(timespec="seconds")}
    )


async def _remind(context: ToolContext, arguments: Remind) -> Outcome:
    moment = find_moment(arguments.when, context.asker.zone, context.language(arguments.when))
    if moment is None:
        raise Invalid(f"{arguments.when!r} names no moment in the future. Say a date and a time.")
    reminder = await set_reminder(context.db, context.asker, arguments.what, moment.at)
    shows: JsonValue = {"what": arguments.what, "due_at": moment.at.isoformat(), "reminder_id": str(reminder)}
    words = tell_moment(moment.at, context.asker, context.language(arguments.what))
    return Outcome(f"Set for {words}.", shows, {"reminder_id": str(reminder)})


async def _unremind(context: ToolContext, undo: Mapping[str, JsonValue]) -> None:
    await cancel_reminder(context.db, context.asker, UUID(str(undo["reminder_id"])))
