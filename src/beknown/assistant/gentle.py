"""Where care meets the database: the person's setting is read, and what is made of their talk is not written."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from beknown.assistant import store
from beknown.assistant.caring import Care, Heard, is_young, listen, say_care, weigh
from beknown.assistant.intents import read_intent
from beknown.assistant.language import detect_language
from beknown.assistant.recollect import Embedders
from beknown.assistant.store import MessageRow
from beknown.assistant.turn_embedder import hear_hint
from beknown.assistant.types import Asker, Card, Question
from beknown.kit import clock
from beknown.kit.db import Database
from beknown.understanding import CareSetting, Hint, Notice, add_hint, find_care_setting, notice

LATE_UNTIL = 5
"""From midnight to this hour of the person's own clock it is late."""

NOTHING = Notice()
STREAK = timedelta(hours=4)
STREAK_QUESTIONS = 25
"""The one that comes as this in a late streak gets a gentle word; those before and after don't."""


async def find_care(db: Database, models: Embedders, question: Question) -> Care | None:
    """Say what care adds to the answer of a question: by rules, and by the vector that recall needs anyway."""
    heard = await asyncio.to_thread(listen, question.text, question.history)
    hint = None if heard.now.level == "acute" else await hear_hint(models, question.text)
    if not heard.needs_care and not _may_matter(hint):
        return None
    setting = await _read_setting(db, question.asker)
    heard = replace(heard, now=_with_hint(heard.now, heard.before, hint, setting))
    return weigh(heard, question.text, question.asker, setting)


async def find_late_word(db: Database, question: Question) -> str | None:
    """Give a gentle word where a talk has gone on long into the night; at most one in a streak."""
    asker = question.asker
    if question.is_temporary or clock.now().astimezone(asker.zone).hour >= LATE_UNTIL:
        return None
    async with db.begin(asker.scope("assistant")) as tx:
        asked = await store.count_questions(tx, since=clock.now() - STREAK)
    if asked != STREAK_QUESTIONS or not (await _read_setting(db, asker)).has_gentle_words:
        return None
    return say_care(detect_language(question.text, asker.locale), "late")


async def find_cards(
    db: Database, models: Embedders, asker: Asker, rows: Sequence[MessageRow]
) -> Mapping[UUID, Card]:
    """Give the help lines of a conversation's answers, by the answer; the conversation is looked at anew.

    What is only hinted at is looked for in the latest question alone: below other answers no such offer is shown.
    """
    noticed = await asyncio.to_thread(_notice_all, rows)
    latest = next((row for row in reversed(rows) if row.role == "user"), None)
    hint = await hear_hint(models, latest.text) if latest else None
    if all(each.level == "none" for each in noticed.values()) and not _may_matter(hint):
        return {}
    setting = await _read_setting(db, asker)
    if latest is not None:
        noticed[latest.id] = _with_hint(noticed[latest.id], list(noticed.values()), hint, setting)
    return _make_cards(rows, noticed, asker, setting)


def is_only_told(question: Question) -> bool:
    """Say whether an utterance tells something and asks for nothing: a small model has nothing to add then."""
    return not question.files and read_intent(question.text, question.asker.locale).kind in {"say", "greet"}


def _may_matter(hint: Hint | None) -> bool:
    """Say whether a hint may call for care, were the person young: what they set is read only then."""
    return add_hint(NOTHING, hint, is_minor=True).level != "none"


def _with_hint(now: Notice, others: Sequence[Notice], hint: Hint | None, setting: CareSetting) -> Notice:
    if not setting.hears_hints:
        return now
    return add_hint(now, hint, is_minor=is_young(setting, (now, *others)))


def _notice_all(rows: Sequence[MessageRow]) -> dict[UUID, Notice]:
    return {row.id: notice(row.text) for row in rows if row.role == "user"}


def _make_cards(
    rows: Sequence[MessageRow], noticed: Mapping[UUID, Notice], asker: Asker, setting: CareSetting
) -> dict[UUID, Card]:
    by_id = {row.id: row for row in rows}
    cards: dict[UUID, Card] = {}
    for row in rows:
        asked = by_id.get(row.parent_id) if row.parent_id else None
        if row.role != "assistant" or asked is None or asked.id not in noticed:
            continue
        before = tuple(noticed[each] for each in _path_to(asked, by_id) if each in noticed)
        care = weigh(Heard(noticed[asked.id], before), asked.text, asker, setting)
        if care is not None:
            cards[row.id] = care.card
    return cards


def _path_to(asked: MessageRow, by_id: Mapping[UUID, MessageRow]) -> list[UUID]:
    """Give the messages before a question in its branch, the latest first."""
    path: list[UUID] = []
    parent = asked.parent_id
    while parent is not None and parent in by_id:
        path.append(parent)
        parent = by_id[parent].parent_id
    return path


async def _read_setting(db: Database, asker: Asker) -> CareSetting:
    async with db.begin(asker.scope("account")) as tx:
        return await find_care_setting(tx)
