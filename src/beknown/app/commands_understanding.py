"""`beknown recall`: what a person's memory holds about some words."""

from typing import Annotated

from cyclopts import Parameter, validators

from beknown.app.accounts.people import get_account
from beknown.app.commands import AsJson, Person, cli, get_person, show, with_house
from beknown.app.house import House
from beknown.kit.db import Scope
from beknown.kit.ids import PersonId
from beknown.models import Models
from beknown.understanding import Recalled, recall_for

Most = Annotated[int, Parameter(name="-k", validator=validators.Number(gte=1, lte=100))]


@cli.command
def recall(words: str, *, person: Person, k: Most = 10, as_json: AsJson = False) -> None:
    """Search a person's memories as the assistant does.

    Args:
        words: Words or a question.
        person: Whose memories.
        k: Most memories to give.
        as_json: Print one JSON document.
    """

    async def work(house: House) -> list[Recalled]:
        profile = await get_account(house.db, await get_person(house, person))
        embedder = await house.job_context().part(Models).embedder()
        scope = Scope(PersonId(profile.id), "assistant")
        return await recall_for(house.db, embedder, scope, words, k=k, time_zone=profile.time_zone)

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


def _as_line(each: Recalled) -> str:
    day = each.occurred_at.date().isoformat() if each.occurred_at else "?"
    return f"{day}  {each.speaker or '?'}  [{each.source}]  {' '.join(each.text.split())}"
