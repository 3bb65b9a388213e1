"""What reports, cases and decisions look like over HTTP."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from beknown.kit.words import calm
from beknown.social.moderation_types import (
    CaseFile,
    CaseKind,
    CaseRow,
    CaseState,
    Complaint,
    Decided,
    Deed,
    Outcome,
    Reason,
    StepKind,
    Verdict,
)
from beknown.social.standing import Standing

Words = Annotated[str, StringConstraints(max_length=20_000)]


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class ReportIn(BaseModel):
    """Why something is reported. `before` messages are added to a reported one, at most 10."""

    reason: Reason
    words: Words = ""
    before: int = 0

    def complaint(self) -> Complaint:
        """Give it as the domain knows it."""
        return Complaint(self.reason, self.words, self.before)


class JudgeOut(BaseModel):
    """Whether somebody else than this person looks at reports."""

    has_judge: bool


class OwnReportOut(_Out):
    """What the person reported; `outcome` is null while it waits. `acted` says that something was done.

    Without `has_judge` nobody else than whom it is about looks at reports, so that it waits until somebody is named.
    """

    id: UUID
    kind: CaseKind
    about_id: UUID
    post_id: UUID | None
    chat_id: UUID | None
    reason: Reason
    words: str
    made_at: datetime
    state: CaseState
    outcome: Outcome | None
    has_judge: bool


class OwnDecisionOut(_Out):
    """What was decided about what the person did. `lifted_at` is null as long as it is in force."""

    id: UUID
    kind: CaseKind
    post_id: UUID | None
    text: str
    decision: Decided
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


class StandingOut(_Out):
    """What was decided about the person and what they reported, the latest first."""

    decisions: list[OwnDecisionOut]
    reports: list[OwnReportOut]


class NewsOut(BaseModel):
    """How many decisions the person hasn't seen, and whether they look at reports themselves."""

    unseen: int
    is_moderator: bool


class AppealIn(BaseModel):
    """Why a decision should be looked at again."""

    words: Words


class CaseImageOut(_Out):
    """A picture of what was reported, its voice note with its words as `alt`, or its video."""

    blob_id: UUID
    alt: str
    kind: Literal["picture", "voice", "video"] = "picture"
    has_captions: bool = False


class CaseOut(_Out):
    """A case: what was reported as it was then, and how often for each reason. `is_own` concerns the reader."""

    person_id: UUID
    id: UUID
    kind: CaseKind
    name: str
    handle: str | None
    post_id: UUID | None
    text: str
    images: list[CaseImageOut]
    state: CaseState
    outcome: Outcome | None
    opened_at: datetime
    changed_at: datetime
    reasons: dict[str, int]
    is_own: bool


class CasesOut(BaseModel):
    """A page of cases."""

    cases: list[CaseOut]
    has_more: bool


class AddedMessageOut(_Out):
    """A message that the reporter added: by whom the case concerns (`is_theirs`) or by the reporter."""

    is_theirs: bool
    text: str
    sent_at: datetime


class CaseReportOut(_Out):
    """What was said when it was reported; not by whom."""

    reason: Reason
    words: str
    attached: list[AddedMessageOut]
    made_at: datetime


class CaseDecisionOut(_Out):
    """A decision in a case, with the appeal."""

    id: UUID
    decision: Decided
    is_by_rule: bool
    label: str | None
    words: str
    until: datetime | None
    made_at: datetime
    lifted_at: datetime | None
    appeal: str | None
    appealed_at: datetime | None
    answer: str | None


class CaseStepOut(_Out):
    """A step of a case; `actor` is the moderator who took it, null where it wasn't one."""

    kind: StepKind
    actor: str | None
    what: str
    words: str
    made_at: datetime


class CaseFileOut(_Out):
    """The reports, the decisions and each step of a case."""

    reports: list[CaseReportOut]
    decisions: list[CaseDecisionOut]
    steps: list[CaseStepOut]


class VerdictIn(BaseModel):
    """What to decide. `words` are read by whom it concerns; a label needs its words, a suspension its days."""

    kind: CaseKind
    deed: Deed
    words: Words = ""
    label: Words | None = None
    days: int | None = None

    def verdict(self) -> Verdict:
        """Give it as the domain knows it."""
        return Verdict(self.deed, self.words, self.label, self.days)


class AnswerIn(BaseModel):
    """Whether an appeal is granted, and why; granting without an appeal lifts a decision."""

    is_granted: bool
    words: Words = ""


class ModeratorOut(_Out):
    """Somebody whom an operator named to look at reports."""

    id: UUID
    name: str


def show_cases(rows: Sequence[CaseRow], limit: int) -> CasesOut:
    """Give a page of cases, with what was reported made calm."""
    cases = [CaseOut.model_validate(row).model_copy(update={"text": calm(row.text).text}) for row in rows]
    return CasesOut(cases=cases, has_more=len(rows) == limit)


def show_case(found: CaseFile) -> CaseFileOut:
    """Give what is known of a case."""
    return CaseFileOut.model_validate(found)


def show_standing(standing: Standing) -> StandingOut:
    """Give what was decided about the person."""
    return StandingOut.model_validate(standing)
