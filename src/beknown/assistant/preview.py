"""What a capable model would be told of the person, before anything is asked."""

from beknown.assistant.adapt import adapt, find_about
from beknown.assistant.assistant import Assistant
from beknown.assistant.prompt import write_passages, write_rules, write_wishes
from beknown.assistant.recollect import recollect
from beknown.assistant.shapes import PreviewOut
from beknown.assistant.types import Asker, Question
from beknown.understanding import MOST_TOKENS

MOST_PASSAGES = 6


async def preview_context(assistant: Assistant, asker: Asker, text: str) -> PreviewOut:
    """Compose what an answer to this text would be made from; nothing is asked and nothing kept."""
    question = await adapt(assistant.db, Question(asker, text))
    recalled = await recollect(assistant.db, assistant.models, asker, text) if text.strip() else []
    about = await find_about(assistant.db, question, recalled)
    rules = "\n\n".join(filter(None, (write_rules(question.asker), write_wishes(about, question.asker))))
    numbered = enumerate(recalled[:MOST_PASSAGES], start=1)
    return PreviewOut(
        instructions=rules,
        profile=about.facts,
        passages=write_passages(numbered, question.asker),
        tokens=about.tokens,
        most_tokens=MOST_TOKENS,
    )
