"""`beknown recall`: what a person's memory holds about some words. `beknown rebuild`: understand them anew."""

import time
from functools import partial
from typing import Annotated

from cyclopts import Parameter, validators

from beknown.app.commands import AsJson, Person, get_person, show, show_progress, with_house
from beknown.app.commands_assistant import get_asker
from beknown.app.house import House
from beknown.assistant import recollect
from beknown.kit.db import Scope
from beknown.models import Models
from beknown.understanding import Recalled, make_learners, rebuild_now

Most = Annotated[int, Parameter(name="-k", validator=validators.Number(gte=1, lte=100))]


def recall(words: str, *, person: Person, k: Most = 10, as_json: AsJson = False) -> None:
    """Search a person's memories as the assistant does: without its own words, and what was only asked of it.

    Args:
        words: Words or a question.
        person: Whose memories.
        k: Most memories to give.
        as_json: Print one JSON document.
    """

    async def work(house: House) -> list[Recalled]:
        asker = await get_asker(house, person)
        return await recollect(house.db, house.job_context().part(Models), asker, words, k=k)

    found = with_house(work)
    document = [
        {
            "event_id": each.event_id,
            "text": each.text,
            "speaker": each.speaker,
            "occurred_at": each.occurred_at,
            "source": each.source,
            "score": each.score,
        }
        for each in found
    ]
    show(document, [_as_line(each) for each in found], as_json=as_json)


def rebuild(*, person: Person, as_json: AsJson = False) -> None:
    """Drop what was learned of a person and read their whole log again. What they did by hand stays.

    Memories stay too: each follows from its event alone, so that reading it again would give the same. So does what a
    language model has read: it isn't asked twice.

    Args:
        person: Who is understood anew.
        as_json: Print one JSON document.
    """
    started = time.monotonic()

    async def work(house: House) -> int:
        scope = Scope(await get_person(house, person), "export")
        learners = make_learners(house.job_context().part(Models))
        return await rebuild_now(house.db, scope, learners, progress=partial(show_progress, what="events"))

    events = with_house(work)
    took_s = time.monotonic() - started
    line = f"{events:,} events read again in {took_s:.1f} s."
    show({"events": events, "took_s": round(took_s, 1)}, [line], as_json=as_json)


def _as_line(each: Recalled) -> str:
    day = each.occurred_at.date().isoformat() if each.occurred_at else "?"
    return f"{day}  {each.speaker or '?'}  [{each.source}]  {' '.join(each.text.split())}"
