"""What an extractor of beliefs is given, and what it proposes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from beknown.understanding.learn import Turn

Kind = Literal[
    "fact",
    "preference",
    "habit",
    "relationship",
    "goal",
    "commitment",
    "plan",
    "view",
    "feeling",
    "skill",
    "possession",
    "health",
]

ME = "me"
"""The subject, and the speaker, that is the person themselves."""

LANGUAGE_RULES = "language rules"
"""The proposer that needs no model."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement about somebody that an extractor found in an utterance.

    Args:
        kind: What kind of belief it would be.
        subject: `me`, or somebody in the person's life as they were said: a name, else the word of the
            relation, such as `sister`.
        statement: Short, in the language of the utterance, in its own telling words.
        start: Where the quoted span starts in the text.
        end: Where it ends.
        slot: What of the subject it fills, where only one value can hold at a time: `home`, `employer`, `age`.
            The same in all languages; None where several can hold at once.
        value: What fills the slot, or the object of the statement, folded for comparison.
        confidence: How sure the proposer is, 0 to 1.
        is_sensitive: It is of a kind that Article 9 of the GDPR protects.
        holds_from: First day on which it held, where that was said.
        holds_until: Last day on which it held or will hold, where that was said.
        is_ended: It tells of something that stopped: 'I no longer smoke'.
        is_negated: It tells that something is not so: 'I don't eat meat'.
        proposed_by: `language rules`, or the name of the model.
    """

    kind: Kind
    subject: str
    statement: str
    start: int
    end: int
    slot: str | None
    value: str | None
    confidence: float
    is_sensitive: bool
    holds_from: date | None
    holds_until: date | None
    is_ended: bool
    is_negated: bool
    proposed_by: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said, with the turns before it, the nearest last.

    `speaker` is `me` or a name; `lang` an ISO 639-1 code where it is known.
    """

    text: str
    lang: str | None
    speaker: str
    is_mine: bool
    said_at: datetime | None
    before: tuple[Turn, ...]


class Extractor(Protocol):
    """Finds beliefs in what was said."""

    async def propose(self, said: Sequence[Utterance]) -> list[list[Proposal]]:
        """Give what each utterance tells, in the same order; an empty list where it tells nothing."""
        ...
