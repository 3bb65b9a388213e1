"""`beknown ask`: one question to the assistant, and its answer with what it stands on."""

from beknown.app.accounts.people import get_account
from beknown.app.commands import AsJson, Person, get_person, show, with_house
from beknown.app.house import House
from beknown.assistant import Asker, Assistant, Reply, ask_once
from beknown.kit.ids import PersonId


def ask(question: str, *, person: Person, as_json: AsJson = False) -> None:
    """Ask the assistant as a person would in a new conversation.

    Args:
        question: What to ask.
        person: Who asks.
        as_json: Print one JSON document.
    """

    async def work(house: House) -> Reply:
        asker = await get_asker(house, person)
        assistant = house.job_context().part(Assistant)
        return await ask_once(assistant, asker, question)

    reply = with_house(work)
    citations = [
        {
            "event_id": cited.event_id,
            "text": cited.text,
            "speaker": cited.speaker,
            "occurred_at": cited.occurred_at,
            "source": cited.source,
            "score": cited.score,
        }
        for cited in reply.citations
    ]
    show({"answer": reply.answer, "citations": citations}, [reply.answer], as_json=as_json)


async def get_asker(house: House, person: str) -> Asker:
    """Give somebody, named by their e-mail, as the assistant knows them."""
    profile = await get_account(house.db, await get_person(house, person))
    return Asker(PersonId(profile.id), profile.display_name, profile.locale, profile.time_zone)
