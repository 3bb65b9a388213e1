"""SQL of reports, and of what moderators read and decide."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import new_id
from beknown.social.moderation_types import (
    AttachedMessage,
    CaseDecision,
    CaseImage,
    CaseReport,
    CaseRow,
    CaseStep,
    Complaint,
    Moderator,
    OwnReport,
    Removed,
    Reported,
    Verdict,
)
from beknown.social.types import Ref
from beknown.social.video_store import Captions

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count."""

    number: int


@dataclass(frozen=True, slots=True)
class PosterRow:
    """Where the bytes of a video's picture are, if there is one."""

    blob_id: UUID | None


@dataclass(frozen=True, slots=True)
class YesRow:
    """Yes or no."""

    yes: bool


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """'done', or why it wasn't."""

    outcome: str


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label."""

    label: str


@dataclass(frozen=True, slots=True)
class ImagesRow:
    """Pictures of a post."""

    images: list[CaseImage]


async def add_report(tx: Tx, thing: Reported, complaint: Complaint, attached: list[AttachedMessage]) -> None:
    """Report a thing that the person sees."""
    params = {
        "id": new_id(),
        "about": thing.about,
        "kind": thing.kind,
        "post": thing.post,
        "chat": thing.chat,
        "seq": thing.seq,
        "text": thing.text,
        "images": json.dumps(thing.images),
        "reason": complaint.reason,
        "words": complaint.words,
        "attached": json.dumps(attached),
        "at": clock.now(),
    }
    await tx.one(_sql("add_report"), CountRow, params)


async def has_judge(tx: Tx, about: UUID) -> bool:
    """Say whether somebody else than this person looks at reports."""
    return (await tx.one(_sql("has_judge"), YesRow, {"about": about})).yes


async def find_own_reports(tx: Tx) -> list[OwnReport]:
    """Give what the person reported, the latest first."""
    return await tx.all(_sql("find_own_reports"), OwnReport)


async def find_person_labels(tx: Tx, person: UUID) -> list[str]:
    """Give the labels that stand at somebody whom the person sees."""
    return [row.label for row in await tx.all(_sql("find_person_labels"), LabelRow, {"id": person})]


async def find_reported_images(tx: Tx, post: Ref) -> list[CaseImage]:
    """Give the pictures of a post that the person sees, in order."""
    params = {"author": post.author, "id": post.id}
    return (await tx.one(_sql("find_reported_images"), ImagesRow, params)).images


async def is_moderator(tx: Tx) -> bool:
    """Tell whether the person looks at reports."""
    return (await tx.one(_sql("is_moderator"), YesRow)).yes


async def find_cases(tx: Tx, *, is_waiting: bool, skipped: int, at_most: int) -> list[CaseRow]:
    """Give cases: those that wait, the longest waiting first; or those decided, the latest first."""
    params = {"is_waiting": is_waiting, "skipped": skipped, "at_most": at_most}
    return await tx.all(_sql("find_cases"), CaseRow, params)


async def find_case_reports(tx: Tx, case: Ref) -> list[CaseReport]:
    """Give what was said when a thing was reported."""
    return await tx.all(_sql("find_case_reports"), CaseReport, _named(case))


async def find_case_decisions(tx: Tx, case: Ref) -> list[CaseDecision]:
    """Give what was decided in a case."""
    return await tx.all(_sql("find_case_decisions"), CaseDecision, _named(case))


async def find_case_steps(tx: Tx, case: Ref) -> list[CaseStep]:
    """Give the steps of a case, in order."""
    return await tx.all(_sql("find_case_steps"), CaseStep, _named(case))


async def may_see_case_image(tx: Tx, whose: UUID, blob: UUID) -> bool:
    """Tell whether a picture belongs to what was reported, and the person moderates."""
    params = {"whose": whose, "blob": blob}
    return (await tx.one(_sql("may_see_case_image"), YesRow, params)).yes


async def read_case_captions(tx: Tx, case: Ref) -> str:
    """Give the captions of the video that was reported, for a moderator; empty where there are none."""
    return (await tx.one(_sql("read_case_captions"), Captions, _named(case))).captions


async def find_case_poster(tx: Tx, case: Ref) -> UUID | None:
    """Give where the picture of the video is that was reported, for a moderator; None where there is none."""
    return (await tx.one(_sql("find_case_poster"), PosterRow, _named(case))).blob_id


async def decide_case(tx: Tx, case: Ref, verdict: Verdict) -> str:
    """Decide a case; give 'done', or why it couldn't be."""
    at = clock.now()
    params = {
        "decision": new_id(),
        "deed": verdict.deed,
        "label": verdict.label,
        "words": verdict.words,
        "until": verdict.ends_at(at),
        "at": at,
    }
    return (await tx.one(_sql("decide_case"), OutcomeRow, {**_named(case), **params})).outcome


async def answer_appeal(tx: Tx, decision: Ref, *, is_granted: bool, words: str) -> str:
    """Grant or refuse an appeal, or lift a decision; give 'done', or why it couldn't be."""
    params = {"step": new_id(), "is_granted": is_granted, "words": words, "at": clock.now()}
    return (await tx.one(_sql("answer_appeal"), OutcomeRow, {**_named(decision), **params})).outcome


async def set_moderator(tx: Tx, who: UUID, *, is_one: bool) -> bool:
    """Have somebody look at reports, or no more; give False when that can't be."""
    params = {"who": who, "is_one": is_one, "at": clock.now()}
    return (await tx.one(_sql("set_moderator"), YesRow, params)).yes


async def find_moderators(tx: Tx) -> list[Moderator]:
    """Give whom an operator named to look at reports."""
    return await tx.all(_sql("find_moderators"), Moderator)


async def find_removed(tx: Tx, before: datetime) -> list[Removed]:
    """Give what was removed before a time, with no appeal waiting."""
    return await tx.all(_sql("find_removed"), Removed, {"before": before})


def _named(named: Ref) -> dict[str, object]:
    return {"whose": named.author, "id": named.id}
