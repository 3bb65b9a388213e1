"""A person's world as others ask for it: people, dates that come, promises, and whom words mean."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.errors import NotFound
from beknown.kit.ids import EventId
from beknown.understanding import world_read_store as read
from beknown.understanding import world_store
from beknown.understanding.fold import find_words
from beknown.understanding.world_cues import find_relations, names_files, read_relation
from beknown.understanding.world_group import Doubt, find_doubts
from beknown.understanding.world_learner import COMMITMENT_SETTLED, verdicts_of
from beknown.understanding.world_read_store import CommitmentCueRow, DateCueRow, PersonRow
from beknown.understanding.world_store import ActRow
from beknown.understanding.world_types import Trend

CommitmentState = Literal["open", "done", "dropped"]
FEW_MESSAGES = 12
COMMITMENTS_OF = timedelta(days=2 * 365)
KEPT_WITHIN = timedelta(days=45)
_CERTAIN_WEIGHT = 3
_MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a person's life. `closeness` is from 0 to 1; `trend` compares three months with the year before."""

    id: UUID
    name: str
    relation: str | None
    closeness: float
    trend: Trend
    sent: int
    received: int
    in_groups: int
    months: int
    first_at: datetime | None
    last_at: datetime | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComingDate:
    """A birthday or an anniversary, the next time it comes; `acquaintance_id` is None for the person's own."""

    what: str
    acquaintance_id: UUID | None
    name: str | None
    on_day: date
    is_certain: bool
    evidence: tuple[EventId, ...]


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something promised, by the person or to them, or an occasion that somebody has ahead.

    `is_mine` tells whether the person said it; `acquaintance_id` is to or by whom. `kept_by` is an event that shows
    that it was done. Goals and plans are of the same shape; see `aims.py`.
    """

    event_id: EventId
    position: int
    kind: str
    what: str
    is_mine: bool
    quote: str
    due_on: date | None
    said_at: datetime | None
    acquaintance_id: UUID | None
    name: str | None
    state: CommitmentState
    kept_by: EventId | None = None
    is_past_due: bool = False


async def find_people(tx: Tx, limit: int = 100) -> list[Person]:
    """Give the people in a person's life, the closest first; purposes that dialogue can't serve see few or none."""
    return [_person(row) for row in await read.find_people(tx, most=limit)]


async def get_person(tx: Tx, acquaintance: UUID) -> Person:
    """Give one of them.

    Raises:
        NotFound: There is nobody with this id.
    """
    rows = await read.find_people(tx, most=1, only=acquaintance)
    if not rows:
        raise NotFound("There is nobody with this id in your world any more.")
    return _person(rows[0])


async def find_person_by_name(tx: Tx, words: str) -> Person | None:
    """Give whom words mean: a name, a first name that only one has, or a relation in one of five languages."""
    folded = list(find_words(words))
    relations = find_relations(words) or [each for each in [read_relation(words.strip())] if each]
    firsts = folded if len(folded) == 1 else []
    found = await read.find_people_named(
        tx, relations=relations, first_names=firsts, matches=[" ".join(folded)]
    )
    exact = [each for each in found if " ".join(find_words(each.name)) == " ".join(folded)]
    chosen = exact or (found if relations or len(found) == 1 else [])
    return await get_person(tx, chosen[0].id) if chosen else None


async def resolve_mentions(tx: Tx, question: str) -> list[str]:
    """Give the names under which those appear whom a question means: 'my sister' gives 'Karin Lindqvist'.

    Relations in five languages, and names in the question, which give the other names of the same human being. At
    most one query; none where the question names nobody.
    """
    relations = find_relations(question)
    capital = [word for word in question.split()[0:] if word[:1].isupper()]
    firsts = list(dict.fromkeys(folded for word in capital for folded in find_words(word)))
    if not relations and not firsts:
        return []
    found = await read.find_people_named(tx, relations=relations, first_names=firsts, matches=[])
    meant = [each for each in found if each.relation in relations]
    named = [each for each in found if each not in meant]
    return [
        name for each in (*meant, *named) for name in dict.fromkeys((each.name, *each.names[:_MOST_NAMES]))
    ]


async def find_coming_dates(tx: Tx, until: date, *, since: date | None = None) -> list[ComingDate]:
    """Give birthdays and anniversaries from today, or another day, until a day, the nearest first."""
    start = since or clock.now().date()
    found = [_next(each, start) for each in _settle_dates(await read.find_date_cues(tx))]
    return sorted(
        (each for each in found if each.on_day <= until), key=lambda each: (each.on_day, each.name or "")
    )


async def find_commitments(tx: Tx, *, since: datetime | None = None) -> list[Commitment]:
    """Give promises and occasions of two years, or since a moment; the latest said first."""
    cues = await read.find_commitment_cues(tx, since or clock.now() - COMMITMENTS_OF)
    by_hand = find_settled(await world_store.find_world_acts(tx))
    kept = {**_match_kept(cues), **_match_called_off(cues)}
    commitments = [
        _commitment(cue, kept, by_hand.get((str(cue.event_id), cue.position)))
        for cue in cues
        if cue.kind != "kept"
    ]
    return commitments[::-1]


def find_settled(acts: Sequence[ActRow]) -> Mapping[tuple[str, object], ActRow]:
    """Give what was said last by hand of each promise, by its event and its place there."""
    return {
        (str(act.payload.get("event")), act.payload.get("position")): act
        for act in acts
        if act.act == COMMITMENT_SETTLED
    }


def read_state(act: ActRow) -> CommitmentState:
    """Give the state that was set by hand; an unknown one counts as open."""
    said = act.payload.get("state")
    return "done" if said == "done" else "dropped" if said == "dropped" else "open"


async def find_doubtful(tx: Tx) -> list[Doubt]:
    """Give pairs of people that may be one, to be asked."""
    acts = await world_store.find_world_acts(tx)
    return find_doubts(await world_store.find_alias_keys(tx), verdicts_of(acts))


def _person(row: PersonRow) -> Person:
    return Person(
        row.id,
        row.name,
        row.relation,
        round(row.closeness, 4),
        _trend(row),
        row.sent,
        row.received,
        row.in_groups,
        row.months,
        row.first_at,
        row.last_at,
        tuple(row.sources),
    )


def _trend(row: PersonRow) -> Trend:
    """Compare three months with a year, four times as long; few messages say nothing.

    Nor do three months of which nothing was brought: then everybody would seem further.
    """
    is_unheard = row.heard_at is None or clock.now() - row.heard_at > timedelta(days=read.LATELY_DAYS)
    if is_unheard or row.lately + row.before < FEW_MESSAGES:
        return "steady"
    share = 4 * row.lately / max(1, row.before)
    if share >= 1.6:  # noqa: PLR2004 - clearly more than in the year before
        return "closer"
    return "apart" if share <= 0.4 else "steady"  # noqa: PLR2004 - clearly less


def _settle_dates(cues: Sequence[DateCueRow]) -> list[ComingDate]:
    groups: dict[tuple[str, UUID | None], list[DateCueRow]] = {}
    for cue in cues:
        groups.setdefault((cue.what, cue.acquaintance_id), []).append(cue)
    return [_settle_date(what, whose, group) for (what, whose), group in groups.items()]


def _settle_date(what: str, whose: UUID | None, cues: Sequence[DateCueRow]) -> ComingDate:
    """Take the day that most speaks for: a date in words counts more than a greeting on the day."""
    votes: Counter[tuple[int, int]] = Counter()
    for cue in cues:
        votes[cue.on_day.month, cue.on_day.day] += _CERTAIN_WEIGHT if cue.is_certain else 1
    best = min(votes, key=lambda day: (-votes[day], day))
    of_day = [cue for cue in cues if (cue.on_day.month, cue.on_day.day) == best]
    years = {cue.on_day.year for cue in of_day if not cue.is_certain}
    is_certain = len(years) > 1 or any(cue.is_certain for cue in of_day)
    evidence = tuple(dict.fromkeys(EventId(cue.event_id) for cue in of_day))
    return ComingDate(what, whose, cues[-1].name, of_day[0].on_day, is_certain, evidence)


def _next(coming: ComingDate, start: date) -> ComingDate:
    month, day = coming.on_day.month, coming.on_day.day
    years = (start.year, start.year + 1)
    days = [_make_day(year, month, day) for year in years]
    on_day = next((each for each in days if each >= start), days[-1])
    return ComingDate(
        coming.what, coming.acquaintance_id, coming.name, on_day, coming.is_certain, coming.evidence
    )


def _make_day(year: int, month: int, day: int) -> date:
    """Give the day in a year; 29 February is kept on the 28th where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)


def _match_kept(cues: Sequence[CommitmentCueRow]) -> Mapping[tuple[UUID, int], EventId]:
    """Put what shows that something was done with the latest open promise before it, in the same conversation."""
    kept: dict[tuple[UUID, int], EventId] = {}
    waiting: dict[tuple[UUID | None, bool], list[CommitmentCueRow]] = {}
    for cue in cues:
        open_ones = waiting.setdefault((cue.circle_id, cue.is_mine), [])
        if cue.kind == "promise":
            open_ones.append(cue)
        elif cue.what in {"words", "files"}:
            fitting = [each for each in open_ones if _fits(each, cue)]
            if fitting:
                open_ones.remove(fitting[-1])
                kept[fitting[-1].event_id, fitting[-1].position] = EventId(cue.event_id)
    return kept


def _match_called_off(cues: Sequence[CommitmentCueRow]) -> Mapping[tuple[UUID, int], EventId]:
    """Put what says that an occasion won't be with the latest one before it, of the same speaker, that was still ahead.

    The person may say it anywhere; of somebody else's occasion it counts in the same conversation.
    """
    off: dict[tuple[UUID, int], EventId] = {}
    ahead: dict[tuple[str, bool, UUID | None], list[CommitmentCueRow]] = {}
    for cue in cues:
        waiting = ahead.setdefault((cue.what, cue.is_mine, None if cue.is_mine else cue.circle_id), [])
        if cue.kind == "occasion":
            waiting.append(cue)
        elif cue.kind == "kept" and waiting and _is_ahead(waiting[-1], cue):
            last = waiting.pop()
            off[last.event_id, last.position] = EventId(cue.event_id)
    return off


def _is_ahead(occasion: CommitmentCueRow, called_off: CommitmentCueRow) -> bool:
    if occasion.on_day is None or called_off.occurred_at is None or occasion.event_id == called_off.event_id:
        return False
    return occasion.on_day >= called_off.occurred_at.date()


def _fits(promise: CommitmentCueRow, kept: CommitmentCueRow) -> bool:
    if promise.occurred_at is None or kept.occurred_at is None or promise.event_id == kept.event_id:
        return False
    if kept.occurred_at - promise.occurred_at > KEPT_WITHIN:
        return False
    return kept.what != "files" or names_files(promise.quote)


def _commitment(
    cue: CommitmentCueRow, kept: Mapping[tuple[UUID, int], EventId], act: ActRow | None
) -> Commitment:
    kept_by = kept.get((cue.event_id, cue.position))
    settled: CommitmentState = "dropped" if cue.kind == "occasion" else "done"
    state: CommitmentState = settled if kept_by is not None else "open"
    if act is not None:
        state = read_state(act)
    return Commitment(
        EventId(cue.event_id),
        cue.position,
        cue.kind,
        cue.what,
        cue.is_mine,
        cue.quote,
        cue.on_day,
        cue.occurred_at,
        cue.acquaintance_id,
        cue.name or cue.title or None,
        state,
        kept_by,
    )
