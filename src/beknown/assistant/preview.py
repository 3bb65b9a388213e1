"""What a capable model would be told of the person, before anything is asked."""

from beknown.assistant.adapt import adapt, find_about
from beknown.assistant.assistant import Assistant
from beknown.assistant.prompt import write_instructions, write_passages
from beknown.assistant.recollect import recollect
from beknown.assistant.shapes import ToldOut
from beknown.assistant.types import Asker, Question
from beknown.understanding import MOST_TOKENS

MOST_PASSAGES = 6


async def preview_context(assistant: Assistant, asker: Asker, text: str) -> ToldOut:
    """Compose what an answer to this text would be made from; nothing is asked and nothing kept."""
    question, style = await adapt(assistant.db, Question(asker, text))
    recalled = await recollect(assistant.db, assistant.models, asker, text) if text.strip() else []
    async with assistant.db.begin(asker.scope("assistant")) as tx:
        about = await find_about(tx, question, recalled, style)
    numbered = enumerate(recalled[:MOST_PASSAGES], start=1)
    return ToldOut(
        instructions=write_instructions(question.asker, about),
        profile=about.facts,
        passages=write_passages(numbered, question.asker),
        tokens=about.tokens,
        most_tokens=MOST_TOKENS,
    )
