"""Have a capable language model read for beliefs what the rules read too, within so many tokens a day.

What it reads passes the door under the purpose `assistant`: it sees no more than the assistant does. No transaction is
open while it is asked. Each call's tokens are set aside before it and put right after it, so that neither a killed
worker nor two of them spend more than the person's day allows. An event is read once, and again
where a turn before it comes later: what was found then takes the place of what had been found without it.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from typing import Literal

from beknown.kit import clock, jobs
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import BeknownError, Invalid, TooLarge
from beknown.kit.ids import EventId, PersonId
from beknown.kit.telemetry import get_logger
from beknown.models import Capabilities, LanguageModel, Models, note_usage
from beknown.understanding import model_reading_store as store
from beknown.understanding import proposal_store
from beknown.understanding.belief_types import Proposal, Utterance
from beknown.understanding.believe import MINE, THEIRS, read_heard
from beknown.understanding.extract import may_tell
from beknown.understanding.learn import BEFORE, BEFORE_LETTERS, Heard, leave_out_care
from beknown.understanding.model_extract import BATCH, ModelExtractor
from beknown.understanding.settle import settle_beliefs
from beknown.understanding.shelter import leave_out_hints

READ_JOB = "understanding.read_with_model"
ROWS = 64
SLICE_S = 20.0
FIRST_WAIT_S = 60
MOST_WAIT_S = 3600
AFTER_TALK = timedelta(minutes=5)
"""What is new waits so long: several things that were said go in one call, whose instructions cost tokens, too."""

REST = 3
"""After each step it rests so many times as long as that took: models and machines are there for those who talk."""

Outcome = Literal["done", "more", "spent"]
"""Nothing waits any more; more waits; or what waits has to wait until tomorrow."""

_log = get_logger(__name__)
_reading = asyncio.Lock()
"""Held while a model reads in this process."""


@dataclass(frozen=True, slots=True)
class Said:
    """An utterance with its event."""

    event: EventId
    utterance: Utterance


@dataclass(frozen=True, slots=True)
class Budget:
    """Whose tokens, and how many of them a day (UTC) may take."""

    person: PersonId
    tokens_per_day: int


def is_capable(capabilities: Capabilities) -> bool:
    """Tell whether a model may be asked for beliefs: it keeps to a JSON schema, and reasons."""
    return capabilities.has_json_schema and not capabilities.is_small


async def find_reader(models: Models) -> LanguageModel | None:
    """Give the language model if it is a capable one; the engine of this machine isn't started to find out.

    Raises:
        Unavailable: The operator's server doesn't answer.
    """
    await models.follow()
    report = await models.describe_language()
    known = report.capabilities
    if known is not None and not is_capable(known):
        return None
    if report.engine == "embedded" and known is None:
        return None
    model = await models.language()
    return model if is_capable(model.capabilities) else None


async def defer_reading(tx: Tx, *, at: datetime | None = None, failed: int = 0) -> None:
    """Have a capable model, if there is one, read what it hasn't; at most one job of a person waits."""
    lock = f"{READ_JOB}:{tx.person}"
    await jobs.defer(tx, READ_JOB, at=at, once=lock, lock=lock, person_id=tx.person, failed=failed)


async def read_for_person(
    db: Database, models: Models, budget: Budget, *, failed: int = 0, seconds: float = SLICE_S
) -> None:
    """Read for one slice of time and come again: soon, tomorrow, or, where the model doesn't answer, after a while.

    One person's words are read at a time; while another's are, it comes again when those who wait have had their turn.

    Args:
        db: The database.
        models: Give the model.
        budget: Whose events are read, and for how many tokens.
        failed: How often in a row the model didn't answer.
        seconds: How long, about.
    """
    if _reading.locked():
        await _come_again(db, budget, at=await _find_turn(db, budget), failed=failed)
        return
    async with _reading:
        await _read_now(db, models, budget, failed, seconds)


async def _read_now(db: Database, models: Models, budget: Budget, failed: int, seconds: float) -> None:
    try:
        model = await find_reader(models)
        if model is None:
            return
        outcome = await ModelReader(db, models, ModelExtractor(model), budget).read_slice(seconds)
    except BeknownError as error:
        wait_s = min(MOST_WAIT_S, FIRST_WAIT_S * 2 ** min(failed, 10))
        _log.warning("beliefs.model_away", kind=type(error).__name__, failed=failed + 1, wait_s=wait_s)
        await _come_again(db, budget, at=clock.now() + timedelta(seconds=wait_s), failed=failed + 1)
        return
    if outcome == "more":
        await _come_again(db, budget)
    elif outcome == "spent":
        await _come_again(db, budget, at=_tomorrow())


class ModelReader:
    """Reads what waits, the latest first.

    Args:
        db: The database.
        models: Give the embedder that hints are heard with.
        extractor: Asks the model.
        budget: Whose events are read, and for how many tokens.
    """

    def __init__(self, db: Database, models: Models, extractor: ModelExtractor, budget: Budget) -> None:
        self._db = db
        self._models = models
        self._extractor = extractor
        self._budget = budget
        self._upkeep = Scope(budget.person, "export")
        self._answers = 0
        self._proposals = 0
        self._seen_at = clock.now()

    async def read_slice(self, seconds: float) -> Outcome:
        """Read until nothing waits, the day's tokens are spent, or for so long; what was found is believed then.

        Raises:
            Unavailable: The model can't be reached; what it has read so far stands.
            TooMany: It has too much to do; as above.
            Invalid: It refuses everything.
        """
        until = time.monotonic() + seconds
        outcome: Outcome = "more"
        try:
            while outcome == "more" and time.monotonic() < until:
                outcome = await self._read_batch()
        finally:
            if self._proposals:
                async with self._db.begin(self._upkeep) as tx:
                    await settle_beliefs(tx)
        return outcome

    async def _read_batch(self) -> Outcome:
        self._seen_at, began = clock.now(), time.monotonic()
        async with self._db.begin(Scope(self._budget.person, "assistant")) as tx:
            rows = await store.find_for_model(
                tx, types=MINE | THEIRS, most=ROWS, before=BEFORE, letters=BEFORE_LETTERS
            )
        if not rows:
            return "done"
        heard = await asyncio.to_thread(leave_out_care, rows)
        said = await asyncio.to_thread(_choose, await leave_out_hints(heard, self._models.embedder))
        asked = {each.event for each in said}
        async with self._db.begin(self._upkeep) as tx:
            await store.add_readings(
                tx, [row.id for row in rows if EventId(row.id) not in asked], self._seen_at
            )
        await _rest(began)
        refused: list[Said] = []
        for start in range(0, len(said), BATCH):
            some = await self._read(said[start : start + BATCH])
            if some is None:
                return "spent"
            refused += some
        await self._give_up(refused)
        return "more"

    async def _read(self, said: Sequence[Said]) -> list[Said] | None:
        """Ask about utterances and keep what is found; give what the model refuses, or None where tokens ran out."""
        utterances = [each.utterance for each in said]
        day, aside, began = clock.now().date(), self._extractor.estimate(utterances), time.monotonic()
        if not await self._set_aside(day, aside):
            return None if len(said) == 1 else await self._read_halves(said)
        try:
            asked = await self._extractor.ask(utterances)
        except BeknownError as error:
            async with self._db.begin(self._upkeep) as tx:
                await store.add_spent(tx, day, -aside)
            if not isinstance(error, Invalid | TooLarge):
                raise
            return [*said] if len(said) == 1 else await self._read_halves(said)
        self._answers += 1
        is_whole = not asked.is_cut or len(said) == 1
        async with self._db.begin(self._upkeep) as tx:
            await store.add_spent(tx, day, asked.usage.input_tokens + asked.usage.output_tokens - aside)
            await note_usage(tx, self._extractor.name, asked.usage)
            if is_whole:
                await self._keep(tx, said, asked.found)
        await _rest(began)
        return [] if is_whole else await self._read_halves(said)

    async def _read_halves(self, said: Sequence[Said]) -> list[Said] | None:
        half = len(said) // 2
        first = await self._read(said[:half])
        second = await self._read(said[half:]) if first is not None else None
        return None if first is None or second is None else first + second

    async def _set_aside(self, day: date, tokens: int) -> bool:
        async with self._db.begin(self._upkeep) as tx:
            return await store.set_aside(tx, day, tokens, most=self._budget.tokens_per_day)

    async def _keep(self, tx: Tx, said: Sequence[Said], found: Sequence[Sequence[Proposal]]) -> None:
        self._proposals += sum(len(each) for each in found)
        events = [each.event for each in said]
        await proposal_store.replace_proposals_of_models(tx, zip(events, found, strict=True))
        await store.add_readings(tx, events, self._seen_at)

    async def _give_up(self, refused: Sequence[Said]) -> None:
        """Ask no more for words that the model refuses; where it refuses everything, it isn't for the words."""
        if not refused:
            return
        if not self._answers:
            raise Invalid(
                "The language model refuses to read anything. Look at its log, or connect another one."
            )
        _log.warning("beliefs.refused", utterances=len(refused))
        async with self._db.begin(self._upkeep) as tx:
            await store.add_readings(tx, [each.event for each in refused], self._seen_at)


async def _rest(since: float) -> None:
    await asyncio.sleep(REST * (time.monotonic() - since))


def _choose(said: Sequence[Heard]) -> list[Said]:
    """Leave out what can't tell anything, so that no token is spent on it."""
    chosen: list[Said] = []
    for heard in said:
        utterance = read_heard(heard)
        lang = may_tell(utterance) if utterance is not None else None
        if utterance is not None and lang is not None:
            chosen.append(Said(heard.id, replace(utterance, lang=lang)))
    return chosen


async def _come_again(db: Database, budget: Budget, *, at: datetime | None = None, failed: int = 0) -> None:
    async with db.begin(Scope(budget.person, "export")) as tx:
        await defer_reading(tx, at=at, failed=failed)


async def _find_turn(db: Database, budget: Budget) -> datetime:
    """Say when those who wait to be read will have had their turn."""
    async with db.begin(Scope(budget.person, "export")) as tx:
        waiting = await jobs.count_waiting(tx, READ_JOB)
    apart = budget.person.int % 1000 / 1000  # two that step back at once don't meet again
    return clock.now() + timedelta(seconds=SLICE_S * (1 + waiting + apart))


def _tomorrow() -> datetime:
    day = clock.now().astimezone(UTC).date() + timedelta(days=1)
    return datetime.combine(day, time_of_day(), UTC)


@dataclass(frozen=True, slots=True)
class Reading:
    """How far reading is; see `ReadingOut` for the fields."""

    is_on: bool
    is_away: bool
    spent: int
    most: int
    waiting: int


async def look_at_reading(db: Database, models: Models, scope: Scope, most: int) -> Reading:
    """Say how far reading is, without starting or asking a model.

    Args:
        db: The database.
        models: Say which model is set.
        scope: Of the person, with purpose `assistant`: what waits is what the model may see.
        most: Tokens that it may take in a day; 0 where reading is switched off.
    """
    report = await models.describe_language() if most else None
    known = report.capabilities if report is not None else None
    is_away = report is not None and report.engine == "server" and report.state == "failed"
    if not (is_away or (known is not None and is_capable(known))):
        return Reading(is_on=False, is_away=False, spent=0, most=most, waiting=0)
    async with db.begin(scope) as tx:
        waiting = await store.count_for_model(tx, MINE | THEIRS)
    async with db.begin(Scope(scope.person, "export")) as tx:
        spent = await store.find_spent(tx, clock.now().date())
    return Reading(is_on=True, is_away=is_away, spent=spent, most=most, waiting=waiting)
