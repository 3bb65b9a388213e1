"""What answers now, and what a person may ask it about."""

from beknown.assistant.assistant import Assistant
from beknown.assistant.attach import MAX_BYTES
from beknown.assistant.converse import find_topics
from beknown.assistant.shapes import AssistantOut
from beknown.assistant.types import MAX_QUESTION_CHARACTERS, Asker


async def describe_assistant(assistant: Assistant, asker: Asker) -> AssistantOut:
    """Say what answers, without starting it, and name people one may ask about."""
    people, has_memories = await find_topics(assistant.db, asker)
    report = next(slot for slot in await assistant.models.describe() if slot.slot == "language")
    capabilities = report.capabilities
    is_small = capabilities.is_small if capabilities else report.engine == "embedded"
    return AssistantOut(
        model=report.name,
        is_small=is_small,
        has_vision=bool(capabilities and capabilities.has_vision),
        trouble=report.detail if report.state == "failed" else None,
        max_question_characters=MAX_QUESTION_CHARACTERS,
        max_file_bytes=MAX_BYTES,
        has_memories=has_memories,
        people=people,
    )
