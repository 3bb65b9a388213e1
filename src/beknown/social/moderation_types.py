"""What reports, cases and decisions are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NewType, NotRequired, TypedDict
from uuid import UUID

CaseId = NewType("CaseId", UUID)

CaseKind = Literal["post", "person", "message"]
Reason = Literal["spam", "harassment", "hate", "violence", "sexual", "self_harm", "illegal", "false", "other"]
Deed = Literal["dismiss", "label", "hide", "remove", "warn", "suspend"]
"""What a moderator may decide. `limit` is what a rule does by itself: the post stays, but isn't put into feeds."""

Decided = Literal["label", "limit", "hide", "remove", "warn", "suspend"]
MarkKind = Literal["label", "limited", "hidden", "removed", "suspended"]
CaseState = Literal["open", "appealed", "decided"]
Outcome = Literal["dismissed", "acted", "lifted"]
StepKind = Literal["reported", "flagged", "decided", "appealed", "granted", "refused", "lifted"]


class AttachedMessage(TypedDict):
    """A message that a reporter added to a reported one: by whom it concerns (`is_theirs`) or by the reporter."""

    is_theirs: bool
    text: str
    sent_at: str


class CaseImage(TypedDict):
    """A picture of what was reported, or (by its `kind`) its `voice` note or `video`.

    Whether a video has captions is known where a moderator looks at it.
    """

    blob_id: str
    alt: str
    kind: NotRequired[str]
    has_captions: NotRequired[bool]


class Mark(TypedDict):
    """What stands at a post by a decision."""

    kind: MarkKind
    label: str | None


@dataclass(frozen=True, slots=True)
class Reported:
    """A thing that is reported, as the reporter sees it; each kind has its own of the ids."""

    kind: CaseKind
    about: UUID
    text: str
    images: tuple[CaseImage, ...] = ()
    post: UUID | None = None
    chat: UUID | None = None
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why something is reported. `before` is how many of the messages before a reported one are added."""

    reason: Reason
    words: str = ""
    before: int = 0


@dataclass(frozen=True, slots=True)
class OwnReport:
    """What a person reported, and what came of it; `outcome` is None while it waits.

    `has_judge` says whether somebody else than whom it is about looks at reports.
    """

    id: UUID
    kind: str
    about_id: UUID
    post_id: UUID | None
    chat_id: UUID | None
    reason: str
    words: str
    made_at: datetime
    state: str
    outcome: str | None
    has_judge: bool


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the queue; `reasons` counts the reports by reason."""

    person_id: UUID
    id: UUID
    kind: str
    name: str
    handle: str | None
    post_id: UUID | None
    text: str
    images: list[CaseImage]
    state: str
    outcome: str | None
    opened_at: datetime
    changed_at: datetime
    reasons: dict[str, int]
    is_own: bool


@dataclass(frozen=True, slots=True)
class CaseReport:
    """What was said when a thing was reported. Who said it isn't told."""

    reason: str
    words: str
    attached: list[AttachedMessage]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class CaseStep:
    """A step of a case, and the name of the moderator who took it; None where it wasn't one."""

    kind: str
    actor: str | None
    what: str
    words: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class CaseDecision:
    """A decision as moderators see it."""

    id: UUID
    decision: str
    is_by_rule: bool
    label: str | None
    words: str
    until: datetime | None
    made_at: datetime
    lifted_at: datetime | None
    appeal: str | None
    appealed_at: datetime | None
    answer: str | None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that moderators see of a case besides its row."""

    reports: list[CaseReport]
    decisions: list[CaseDecision]
    steps: list[CaseStep]


@dataclass(frozen=True, slots=True)
class OwnDecision:
    """A decision as the one sees it whom it concerns."""

    id: UUID
    kind: str
    post_id: UUID | None
    text: str
    decision: str
    is_by_rule: bool
    label: str | None
    words: str
    until: datetime | None
    made_at: datetime
    seen_at: datetime | None
    lifted_at: datetime | None
    appeal: str | None
    appealed_at: datetime | None
    answer: str | None
    answer_words: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to decide: a label needs its words, a suspension its days."""

    deed: Deed
    words: str = ""
    label: str | None = None
    days: int | None = None

    def ends_at(self, at: datetime) -> datetime | None:
        """Give when it ends that is decided at `at`; None for what doesn't end by itself."""
        return None if self.days is None else at + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Moderator:
    """Somebody whom an operator named to look at reports."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A post or a message that was removed by a decision, and whose it is."""

    person_id: UUID
    post_id: UUID | None
    chat_id: UUID | None
    message_seq: int | None
