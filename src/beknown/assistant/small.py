"""An answer with a small model: code decides by rules what is wanted and quotes what it finds; nothing is invented."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial

from pydantic import JsonValue

from beknown.assistant.caring import say_care
from beknown.assistant.choose import choose, find_named
from beknown.assistant.cite import CitationFilter, Sources, as_cited
from beknown.assistant.dates import tell_day, tell_moment
from beknown.assistant.intents import Intent, read_intent
from beknown.assistant.language import LANGUAGES, Language, content_words
from beknown.assistant.openness import asked_about_itself
from beknown.assistant.phrases import name_source, say
from beknown.assistant.prompt import budget_of, fit_history, write_files
from beknown.assistant.recollect import has_memories
from beknown.assistant.tools import Outcome, Registry, Tool, ToolContext, show_recalled
from beknown.assistant.types import (
    Call,
    CallPiece,
    CitedPiece,
    Piece,
    Question,
    TextPiece,
    UsedPiece,
    WaitPiece,
)
from beknown.assistant.when import find_moment
from beknown.kit import clock
from beknown.kit.errors import BeknownError
from beknown.kit.ids import new_id
from beknown.models import ChatMessage, LanguageModel, Usage
from beknown.understanding import Recalled

SMALL_ANSWER_TOKENS = 240
MOST_TO_FORGET = 3
SYSTEM = "You are Beknown, a friendly assistant. Answer briefly and plainly. Say so when you don't know."

_MARKUP = re.compile(r"([\\`*_\[\]<>~|$])")
_LINE_START = re.compile(r"^(\s*)([#+\-=]|\d+[.)])", re.MULTILINE)

Walk = Callable[["_Small"], AsyncIterator[Piece]]
GetModel = Callable[[], Awaitable[LanguageModel]]


class _Small:
    """One utterance on its way to an answer."""

    def __init__(
        self,
        get_model: GetModel,
        question: Question,
        context: ToolContext,
        registry: Registry,
        intent: Intent,
    ) -> None:
        self.get_model = get_model
        self.question = question
        self.context = context
        self.registry = registry
        self.intent = intent

    @property
    def speech(self) -> Language:
        """The language to answer in: the one the person set, else that of the utterance."""
        wanted = self.question.asker.speech
        return wanted if wanted in LANGUAGES else self.intent.language


async def answer_by_rules(
    get_model: GetModel, question: Question, context: ToolContext, registry: Registry
) -> AsyncIterator[Piece]:
    """Answer a question with a model that can phrase but not reason; it is only asked for where it phrases."""
    asked = asked_about_itself(question.text)
    if asked is not None and not question.files:
        yield TextPiece(say_care(asked[1], asked[0]))
        return
    intent = read_intent(question.text, question.asker.locale)
    small = _Small(get_model, question, context, registry, intent)
    walk = _WALKS.get(intent.kind, _recall_or_talk)
    if question.files:
        walk = _read_files
    elif question.is_temporary and intent.kind in {"remember", "forget", "remind"}:
        walk = _decline
    elif walk is _recall_or_talk:
        walk = _find_tool(small) or walk
    async for piece in walk(small):
        yield piece


def quote(recalled: Recalled, number: int, context: ToolContext, language: Language) -> str:
    """Write a passage as it was said, with who, when and where, as a Markdown quotation with its number."""
    who = say(language, "you") if recalled.is_mine else recalled.speaker or say(language, "unnamed")
    when = (
        tell_day(recalled.occurred_at, context.asker, language)
        if recalled.occurred_at
        else say(language, "undated")
    )
    facts = f"{plain(who)}, {when}, {name_source(recalled.source, language)}"
    return quote_as(recalled.text, f"{facts} [{number}]")


def quote_as(text: str, facts: str) -> str:
    """Write a text as it was said, and facts below it, as a Markdown quotation."""
    said = "\n".join(f"> {line}" for line in plain(text.strip()).splitlines())
    return f"{said}\n>\n> — {facts}"


def plain(text: str) -> str:
    """Write text so that Markdown shows it as it is."""
    return _LINE_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", text))


def unplain(text: str) -> str:
    """Take `plain`'s marks off again, for where no Markdown is shown."""
    return re.sub(r"\\([\\`*_\[\]<>~|$#+\-=]|(?=\d+[.)]))", r"\1", text)


async def _use(small: _Small, name: str, arguments: dict[str, JsonValue]) -> tuple[Call, Outcome | None]:
    """Run a tool and note how it went on its call."""
    tool: Tool = small.registry.get(name)
    call = Call(new_id(), str(new_id()), name, arguments)
    try:
        outcome = await tool.run(small.context, tool.arguments.model_validate(arguments))
    except BeknownError as error:
        call.state, call.result = "failed", {"error": error.message}
        return call, None
    call.state, call.result, call.undo = "done", outcome.shows, outcome.undo
    return call, outcome


def _find_tool(small: _Small) -> Walk | None:
    """Give the walk by a domain's tool that hears that an utterance is for it."""
    asker = small.context.asker
    for tool in small.registry.offered(is_temporary=small.question.is_temporary):
        arguments = tool.hears(small.question.text, asker) if tool.hears else None
        if arguments is not None:
            return partial(_use_tool, tool.name, arguments)
    return None


async def _use_tool(name: str, arguments: dict[str, JsonValue], small: _Small) -> AsyncIterator[Piece]:
    call, outcome = await _use(small, name, arguments)
    yield CallPiece(call)
    yield TextPiece(plain(outcome.says) if outcome else _error_of(call))


async def _remember(small: _Small) -> AsyncIterator[Piece]:
    call, outcome = await _use(small, "remember", {"what": small.intent.what})
    yield CallPiece(call)
    yield TextPiece(say(small.speech, "remembered") if outcome else _error_of(call))


async def _remind(small: _Small) -> AsyncIterator[Piece]:
    moment = find_moment(small.intent.what, small.context.asker.zone, small.speech)
    if moment is None:
        yield TextPiece(say(small.speech, "no_time", what=plain(small.intent.what)))
        return
    what = moment.rest or small.intent.what
    local = moment.at.astimezone(small.context.asker.zone)
    call, outcome = await _use(
        small, "set_reminder", {"what": what, "when": local.strftime("%Y-%m-%d %H:%M")}
    )
    yield CallPiece(call)
    when = tell_moment(moment.at, small.context.asker, small.speech)
    yield TextPiece(
        say(small.speech, "reminded", when=when, what=plain(what)) if outcome else _error_of(call)
    )


async def _tell_day(small: _Small) -> AsyncIterator[Piece]:
    call, _ = await _use(small, "what_day_is_it", {})
    yield CallPiece(call)
    yield TextPiece(
        say(small.speech, "today", when=tell_moment(clock.now(), small.context.asker, small.speech))
    )


async def _forget(small: _Small) -> AsyncIterator[Piece]:
    """Find what is meant and ask; nothing is forgotten here."""
    found = choose(small.intent.what, await small.context.recollect(small.intent.what))[:MOST_TO_FORGET]
    if not found:
        yield TextPiece(say(small.speech, "nothing_to_forget"))
        return
    items = show_recalled([(number, each) for number, each in enumerate(found, start=1)])
    call = Call(
        new_id(),
        str(new_id()),
        "forget",
        {"event_ids": [str(each.event_id) for each in found], "items": items},
        state="waiting",
    )
    yield TextPiece(say(small.speech, "asked_forget"))
    yield CallPiece(call)
    yield WaitPiece()


async def _greet(small: _Small) -> AsyncIterator[Piece]:
    name = small.context.asker.name.split(" ")[0]
    yield TextPiece(say(small.speech, "greeting", name=plain(name)))


async def _decline(small: _Small) -> AsyncIterator[Piece]:
    yield TextPiece(say(small.speech, "temporary_tool"))


async def _recall_or_talk(small: _Small) -> AsyncIterator[Piece]:
    """Quote what answers a question; say that it isn't known when the question is about the person's life."""
    if small.intent.kind == "say" and _TELLS.match(small.question.text) and not small.question.is_temporary:
        yield TextPiece(say(small.speech, "heard"))
        return
    if small.question.is_temporary or small.intent.kind == "say":
        async for piece in _talk(small):
            yield piece
        return
    call = Call(new_id(), str(new_id()), "search_memories", {"query": small.question.text})
    yield CallPiece(call)
    recalled = await small.context.recollect(small.question.text)
    chosen = choose(small.question.text, recalled)
    call.state, call.result = "done", show_recalled([(n, each) for n, each in enumerate(chosen, start=1)])
    yield CallPiece(call)
    if chosen:
        async for piece in _quote_all(small, chosen):
            yield piece
    elif _is_about_life(small.question.text) or not _is_general(small.question.text):
        knows = bool(recalled) or await has_memories(small.context.db, small.context.asker)
        yield TextPiece(say(small.speech, "unknown" if knows else "unknown_empty"))
    else:
        async for piece in _talk(small):
            yield piece


async def _quote_all(small: _Small, chosen: Sequence[Recalled]) -> AsyncIterator[Piece]:
    yield TextPiece(_lead(small, chosen))
    for number, each in enumerate(chosen, start=1):
        yield CitedPiece(as_cited(each, number))
        yield TextPiece("\n\n" + quote(each, number, small.context, small.speech))


def _lead(small: _Small, chosen: Sequence[Recalled]) -> str:
    speakers = {each.speaker for each in chosen if not each.is_mine}
    is_named = bool(find_named(content_words(small.question.text), chosen))
    if is_named and len(speakers) == 1 and not any(each.is_mine for each in chosen):
        return say(small.speech, "said", name=plain(speakers.pop() or ""))
    return say(small.speech, "found_one" if len(chosen) == 1 else "found")


_TELLS = re.compile(
    r"^\W*(?:i|i['\u2019]\w+|my|we|our|ich|mein\w*|wir|unser\w*|je|j['\u2019]\w+|mon|ma|mes|nous|notre|"
    r"yo|mi|mis|nosotros|eu|meus?|minhas?|n[oó]s|today|yesterday|heute|gestern|hoy|ayer|hoje|ontem|aujourd\S*|hier)\b",
    re.IGNORECASE,
)
_LIFE = re.compile(
    r"\b(?:i|my|me|mine|we|our|us|did|said|say|told|ich|mein\w*|mir|mich|wir|uns\w*|gesagt|sagte|je|mon|ma|mes|moi|nous|dit|"
    r"yo|mi|mis|nosotros|dijo|eu|meus?|minhas?|n[oó]s|disse)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"^\W*(?:what (?:is|are)|what['\u2019]s|how (?:do|does|can|to)|why (?:is|are|do|does)|who (?:is|was)|"
    r"was (?:ist|sind)|wie (?:kann|macht|funktioniert)|warum|qu['\u2019]est-ce|c['\u2019]est quoi|comment|"
    r"qu[eé] (?:es|son)|c[oó]mo|o que (?:[eé]|s[aã]o))\b",
    re.IGNORECASE,
)


def _is_about_life(text: str) -> bool:
    return bool(_LIFE.search(text))


def _is_general(text: str) -> bool:
    """A question about the world at large, which the model may try itself."""
    return bool(_GENERAL.match(text))


async def _read_files(small: _Small) -> AsyncIterator[Piece]:
    if not any(file.text.strip() for file in small.question.files):
        yield TextPiece(say(small.speech, "file_empty"))
        notes = [file.note for file in small.question.files if file.note]
        if notes:
            yield TextPiece("\n\n" + "\n".join(f"- {plain(note)}" for note in notes))
        return
    async for piece in _talk(small):
        yield piece


async def _talk(small: _Small) -> AsyncIterator[Piece]:
    """Have the model phrase an answer, without memories."""
    model = await small.get_model()
    question, capabilities = small.question, model.capabilities
    files = write_files(question.files, budget_of(capabilities) // 2)
    prompt = f"{files}\n\n{question.text}" if files else question.text
    history = fit_history(question.history[-6:], capabilities, len(prompt) + budget_of(capabilities) // 2)
    messages = [
        ChatMessage("system", SYSTEM),
        *(ChatMessage(past.role, past.text) for past in history),
        ChatMessage("user", prompt),
    ]
    marks = CitationFilter(Sources())
    used: list[Usage] = []
    async for text in model.stream(
        messages, max_tokens=SMALL_ANSWER_TOKENS, temperature=0.2, note=used.append
    ):
        for piece in marks.feed(text):
            yield piece
    for piece in marks.flush():
        yield piece
    for usage in used:
        yield UsedPiece(usage)


def _error_of(call: Call) -> str:
    return plain(str(call.result["error"])) if isinstance(call.result, dict) else ""


_WALKS: dict[str, Walk] = {
    "remember": _remember,
    "remind": _remind,
    "day": _tell_day,
    "forget": _forget,
    "greet": _greet,
    "make": _talk,
}
