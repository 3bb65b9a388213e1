"""What a capable model is told, and in which order."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from beknown.assistant.prompt import write_instructions, write_question
from beknown.assistant.types import Asker, Question
from beknown.kit import clock
from beknown.kit.ids import PersonId
from beknown.models import Capabilities
from beknown.understanding import NO_PROFILE

NOON = datetime(2026, 5, 10, 12, tzinfo=UTC)
ANA = Asker(PersonId(UUID(int=1)), "Ana", "en", "UTC")


def test_what_comes_before_a_talk_is_the_same_an_hour_later() -> None:
    with clock.frozen(NOON):
        before = write_instructions(ANA, NO_PROFILE)
    with clock.frozen(NOON + timedelta(hours=1)):
        assert write_instructions(ANA, NO_PROFILE) == before


def test_the_moment_is_told_with_the_question() -> None:
    with clock.frozen(NOON):
        asked = write_question(Question(asker=ANA, text="What day is it?"), "", "", Capabilities(8192))
    assert "10 May 2026" in asked
    assert asked.endswith("What day is it?")
