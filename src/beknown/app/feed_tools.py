"""What the assistant may do with a person's feed, as tools of the assistant."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from beknown.assistant import Asker, Outcome, Tool, ToolContext
from beknown.feed import Feed

if TYPE_CHECKING:
    from beknown.feed.tools import SteeredFeed

MOST_LETTERS = 500

_DONE: Mapping[str, str] = {
    "en": "In your feed from now on: {words}.",
    "de": "In deinem Feed gilt ab jetzt: {words}.",
    "fr": "Dans ton fil, désormais : {words}.",
    "es": "En tu feed a partir de ahora: {words}.",
    "pt": "No teu feed a partir de agora: {words}.",
}
_USUAL: Mapping[str, str] = {
    "en": "In your feed that is as usual again.",
    "de": "In deinem Feed ist das wieder wie sonst.",
    "fr": "Dans ton fil, c'est de nouveau comme d'habitude.",
    "es": "En tu feed eso vuelve a ser como siempre.",
    "pt": "No teu feed isso volta a ser como sempre.",
}
_UNREAD: Mapping[str, str] = {
    "en": " I didn't understand: {words}.",
    "de": " Nicht verstanden habe ich: {words}.",
    "fr": " Je n'ai pas compris : {words}.",
    "es": " No he entendido: {words}.",
    "pt": " Não percebi: {words}.",
}
_IDLE: Mapping[str, str] = {
    "en": " Your feed holds no reposts or replies, so this changes nothing: {words}.",
    "de": " Dein Feed enthält keine Reposts oder Antworten, also ändert das nichts: {words}.",
    "fr": " Ton fil ne contient ni repartages ni réponses, donc cela ne change rien : {words}.",
    "es": " Tu feed no contiene reposts ni respuestas, así que esto no cambia nada: {words}.",
    "pt": " O teu feed não tem reposts nem respostas, por isso isto não muda nada: {words}.",
}


class SteerFeed(BaseModel):
    """Steer the feed by `what`: the person's wish in their own words, such as 'less politics this week'."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    what: Annotated[str, Field(max_length=MOST_LETTERS)]


def feed_tools(feed: Feed) -> list[Tool]:
    """Give the tools."""

    async def steer(context: ToolContext, arguments: SteerFeed) -> Outcome:
        asker = context.asker
        done = await feed.steer(asker.person, arguments.what, time_zone=asker.time_zone, locale=asker.locale)
        language = context.language(arguments.what)
        rules: list[JsonValue] = [str(rule) for rule in done.rules]
        shows: JsonValue = {
            "understood": list(done.understood),
            "unread": [{"words": words, "lack": lack} for words, lack in done.unread],
        }
        return Outcome(_word(done, language), shows, {"rules": rules} if rules else None)

    async def unsteer(context: ToolContext, undo: Mapping[str, JsonValue]) -> None:
        rules = undo["rules"]
        ids = tuple(UUID(str(each)) for each in rules) if isinstance(rules, list) else ()
        await feed.unsteer(context.asker.person, ids)

    def hear(text: str, asker: Asker) -> dict[str, JsonValue] | None:
        is_short = len(text) <= MOST_LETTERS
        is_meant = is_short and feed.hears(asker.person, text, time_zone=asker.time_zone, locale=asker.locale)
        return {"what": text} if is_meant else None

    return [
        Tool(
            "steer_feed",
            "Change what the person sees in their feed when they ask for more, less, only or nothing of something"
            " there. Hand over their own words; times such as 'this week' or 'in the morning' are understood.",
            SteerFeed,
            steer,
            keeps=True,
            undo=unsteer,
            hears=hear,
        )
    ]


def _word(done: "SteeredFeed", language: str) -> str:
    """Say what came of it."""
    holding = [words for words in done.understood if words not in done.idle]
    says = ""
    if holding or not done.idle:
        says = (_DONE if holding else _USUAL).get(language, _DONE["en"]).format(words=_list(holding))
    if done.idle:
        says += _IDLE.get(language, _IDLE["en"]).format(words=_list(done.idle))
    if done.unread:
        words = [words for words, _ in done.unread]
        says += _UNREAD.get(language, _UNREAD["en"]).format(words=_list(words))
    return says.lstrip()


def _list(words: "tuple[str, ...] | list[str]") -> str:
    return ", ".join(f"\u201c{each}\u201d" for each in words)
