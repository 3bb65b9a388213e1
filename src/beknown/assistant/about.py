"""What answers now, and what a person may ask it about."""

from beknown.assistant.assistant import Assistant
from beknown.assistant.attach import MAX_BYTES
from beknown.assistant.converse import find_topics
from beknown.assistant.shapes import AssistantOut
from beknown.assistant.types import MAX_QUESTION_CHARACTERS, Asker


async def describe_assistant(assistant: Assistant, asker: Asker) -> AssistantOut:
    """Say what answers, and name people one may ask about; what an answer needs is made ready meanwhile."""
    people, has_memories = await find_topics(assistant.db, asker)
    report = await assistant.models.describe_language()
    assistant.warm_up(report)
    capabilities = report.capabilities
    return AssistantOut(
        model=report.name,
        is_small=report.is_small,
        has_vision=bool(capabilities and capabilities.has_vision),
        trouble=report.detail if report.state == "failed" else None,
        max_question_characters=MAX_QUESTION_CHARACTERS,
        max_file_bytes=MAX_BYTES,
        has_memories=has_memories,
        people=people,
    )
