"""What a profile is made of."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from beknown.kit.ids import EventId

Section = Literal["self", "people", "interests", "style", "ahead"]
MOST_TOKENS = 600
MOST_LINE_LETTERS = 300


@dataclass(frozen=True, slots=True)
class Line:
    """A thing known of the person that a profile may say.

    Args:
        section: Under which heading it stands.
        text: One line.
        importance: 0 to 1, before anything was asked.
        age: 0 for the newest of its section, 1 for the oldest.
        events: The events that it stands on.
        interest: The topic it names, if it names one.
        about: Whose it is, folded: a question that names them is about it.
    """

    section: Section
    text: str
    importance: float
    age: float = 0.0
    events: tuple[EventId, ...] = ()
    interest: UUID | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a model is told of the person for one utterance.

    Args:
        wishes: What the person said they want of every answer, and how to write to them: to be followed.
        facts: What is known of them: data, whoever wrote it.
        events: All events that it stands on.
        interests: The topics that it names.
    """

    wishes: str
    facts: str
    events: tuple[EventId, ...] = ()
    interests: tuple[UUID, ...] = ()

    @property
    def tokens(self) -> int:
        """Count its tokens, rather too many than too few."""
        return count_tokens(self.wishes) + count_tokens(self.facts)


NO_PROFILE = Profile("", "")


def count_tokens(text: str) -> int:
    """Count tokens: about four bytes each, rounded up."""
    return -(-len(text.encode()) // 4)
