"""Look at what was reported, decide, and answer appeals. All of it under the purpose `safety`."""

from uuid import UUID

from beknown.kit.db import Tx
from beknown.kit.errors import Conflict, Invalid, NotFound, Refused
from beknown.kit.words import tidy_line, tidy_text
from beknown.social import moderation_store as store
from beknown.social.moderation_types import CaseFile, CaseRow, Moderator, Verdict
from beknown.social.types import Ref

PAGE = 30
MAX_WORDS = 2000
MAX_LABEL = 60
MAX_DAYS = 365
DEEDS = {
    "post": {"dismiss", "label", "hide", "remove", "warn", "suspend"},
    "message": {"dismiss", "hide", "remove", "warn", "suspend"},
    "person": {"dismiss", "label", "hide", "warn", "suspend"},
}
"""What can be decided about each kind of thing."""


async def find_cases(tx: Tx, *, is_waiting: bool, page: int) -> list[CaseRow]:
    """Give a page of the queue: what waits, the longest waiting first; or what is decided, the latest first.

    Raises:
        Refused: The person doesn't moderate.
    """
    await check_moderator(tx)
    return await store.find_cases(tx, is_waiting=is_waiting, skipped=page * PAGE, at_most=PAGE)


async def read_case(tx: Tx, case: Ref) -> CaseFile:
    """Give what was said in the reports of a case, what was decided, and each step.

    Nobody reads what was said in reports about themselves.

    Raises:
        Refused: The person doesn't moderate.
        NotFound: There is no such case.
    """
    await check_moderator(tx)
    steps = await store.find_case_steps(tx, case)
    if not steps:
        raise NotFound("There is no such case (any more).")
    reports = await store.find_case_reports(tx, case)
    return CaseFile(reports, await store.find_case_decisions(tx, case), steps)


async def read_captions(tx: Tx, case: Ref) -> str:
    """Give the captions of the video that was reported, in WebVTT.

    Raises:
        Refused: The person doesn't moderate.
        NotFound: It has none, or there is no such case.
    """
    await check_moderator(tx)
    captions = await store.read_case_captions(tx, case)
    if captions == "":
        raise NotFound("What was reported has no captions, or it isn't there any more.")
    return captions


async def find_poster(tx: Tx, case: Ref) -> UUID:
    """Give where the picture of the video is that was reported.

    Raises:
        Refused: The person doesn't moderate.
        NotFound: There is no video, or no such case.
    """
    await check_moderator(tx)
    poster = await store.find_case_poster(tx, case)
    if poster is None:
        raise NotFound("What was reported has no video, or it isn't there any more.")
    return poster


async def decide(tx: Tx, case: Ref, kind: str, verdict: Verdict) -> None:
    """Decide a case. What is hidden or removed is out of everybody else's sight when the transaction ends.

    Args:
        tx: A moderator's transaction.
        case: Whom it concerns, and which it is.
        kind: What the case is about: 'post', 'person' or 'message'.
        verdict: What to decide. Its words are for whom it concerns; the reporter is told the outcome alone.

    Raises:
        Refused: The person doesn't moderate, or it concerns themselves.
        NotFound: There is no such case.
        Invalid: That can't be decided about such a thing, or something is missing.
        Conflict: The post is gone.
    """
    await check_moderator(tx)
    checked = _check(kind, verdict)
    _raise(await store.decide_case(tx, case, checked))


async def answer_appeal(tx: Tx, decision: Ref, *, is_granted: bool, words: str) -> None:
    """Grant or refuse an appeal; or lift a decision without one, by granting.

    Raises:
        Refused: The person doesn't moderate, it concerns themselves, or they decided and somebody else can answer.
        NotFound: There is no such decision in force, or nothing to refuse.
        Invalid: The words are too many, or a refusal has none.
    """
    await check_moderator(tx)
    words = _check_words(words)
    if not is_granted and not words:
        raise Invalid("Say why the appeal isn't granted: whoever appealed reads it.")
    _raise(await store.answer_appeal(tx, decision, is_granted=is_granted, words=words))


async def check_moderator(tx: Tx) -> None:
    """Check that the person looks at reports.

    Raises:
        Refused: They don't.
    """
    if not await store.is_moderator(tx):
        raise Refused("Only operators, and those whom they name, look at reports. Ask an operator.")


async def name_moderator(tx: Tx, who: UUID, *, is_one: bool) -> list[Moderator]:
    """Have somebody look at reports beside the operators, or no more; give all who do.

    Raises:
        NotFound: The person isn't an operator, or there is nobody of this id.
    """
    if not await store.set_moderator(tx, who, is_one=is_one):
        raise NotFound("Only an operator names moderators, among those who have an account here.")
    return await store.find_moderators(tx)


def _check(kind: str, verdict: Verdict) -> Verdict:
    if verdict.deed not in DEEDS[kind]:
        raise Invalid(f"{verdict.deed!r} can't be decided about a {kind}. Choose something else.")
    words, label, days = _check_words(verdict.words), None, None
    if verdict.deed == "label":
        label = tidy_line(verdict.label or "")
        if not 0 < len(label) <= MAX_LABEL:
            raise Invalid(f"A label has 1 to {MAX_LABEL} letters; this one has {len(label)}.")
    if verdict.deed == "suspend":
        days = verdict.days
        if days is None or not 0 < days <= MAX_DAYS:
            raise Invalid(f"Say for how many days, 1 to {MAX_DAYS}; {days} can't be.")
    if verdict.deed != "dismiss" and not words:
        raise Invalid("Say why: whom it concerns reads it, and can appeal.")
    return Verdict(verdict.deed, words, label, days)


def _check_words(words: str) -> str:
    words = tidy_text(words)
    if len(words) > MAX_WORDS:
        raise Invalid(f"At most {MAX_WORDS} letters fit here; these are {len(words)}.")
    return words


def _raise(outcome: str) -> None:
    if outcome == "refused":
        raise Refused("Only operators, and those whom they name, decide upon reports.")
    if outcome == "own":
        raise Refused("This concerns yourself; somebody else decides it. An operator can name a moderator.")
    if outcome == "other":
        raise Refused("You decided this yourself. Another moderator answers the appeal.")
    if outcome == "unknown":
        raise NotFound("There is nothing (any more) to decide here. Load the page again.")
    if outcome == "gone":
        raise Conflict("The post is gone. You can still warn its author, suspend them, or dismiss the case.")
