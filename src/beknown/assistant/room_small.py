"""An answer in a conversation between people with a small model: it quotes what was said there, and invents nothing."""

from collections.abc import AsyncIterator

from beknown.assistant.caring import say_care
from beknown.assistant.choose import choose, find_named
from beknown.assistant.cite import as_cited
from beknown.assistant.dates import tell_day, tell_moment
from beknown.assistant.intents import read_intent
from beknown.assistant.language import Language, content_words
from beknown.assistant.openness import asked_about_itself
from beknown.assistant.phrases import say
from beknown.assistant.recollect import Embedders
from beknown.assistant.room import find_in
from beknown.assistant.small import plain, quote_as
from beknown.assistant.types import CitedPiece, Piece, Question, TextPiece
from beknown.kit import clock
from beknown.social import Room
from beknown.understanding import Recalled

MOST_QUOTED = 3


async def answer_room_by_rules(room: Room, question: Question, models: Embedders) -> AsyncIterator[Piece]:
    """Answer by quoting what the conversation holds, or say that it doesn't hold it."""
    intent = read_intent(question.text, question.asker.locale)
    language = intent.language
    about_itself = asked_about_itself(question.text)
    if about_itself is not None:
        yield TextPiece(say_care(about_itself[1], about_itself[0]))
    elif intent.kind == "greet":
        yield TextPiece(say(language, "room_greeting"))
    elif intent.kind == "day":
        yield TextPiece(say(language, "today", when=tell_moment(clock.now(), question.asker, language)))
    else:
        found = choose(question.text, await find_in(room, models, question.text, is_said=True))[:MOST_QUOTED]
        for piece in _quote(found, question, language):
            yield piece


def _quote(found: list[Recalled], question: Question, language: Language) -> list[Piece]:
    if not found:
        return [TextPiece(say(language, "room_unknown"))]
    named = find_named(content_words(question.text), found)
    speakers = {each.speaker or "" for each in found}
    lead = say(language, "found_one" if len(found) == 1 else "found")
    if named and len(speakers) == 1:
        lead = say(language, "said", name=plain(speakers.pop()))
    pieces: list[Piece] = [TextPiece(lead)]
    for number, each in enumerate(found, start=1):
        when = tell_day(each.occurred_at, question.asker, language) if each.occurred_at else None
        facts = f"{plain(each.speaker or '')}, {when or say(language, 'room_allowed')} [{number}]"
        pieces += [CitedPiece(as_cited(each, number)), TextPiece("\n\n" + quote_as(each.text, facts))]
    return pieces
