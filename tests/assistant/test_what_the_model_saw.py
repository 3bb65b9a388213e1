"""What the model saw: kept with its answer word for word, shown to the person, emptied when it is forgotten."""

import pytest

from beknown.events import forget_events
from beknown.kit.db import Database, Scope
from beknown.kit.ids import EventId, PersonId
from beknown.understanding import tell
from tests.assistant.conftest import LISBON
from tests.assistant.scripted import Script
from tests.assistant.talk import Talk

QUESTION = "What did Maria say about the Lisbon trip?"


async def told(db: Database, person: PersonId, text: str) -> EventId:
    async with db.begin(Scope(person, "export")) as tx:
        return (await tell(tx, text)).evidence[0]


@pytest.mark.usefixtures("lisbon")
async def test_what_the_person_told_reaches_the_model_and_is_shown_word_for_word(
    db: Database, ana: PersonId, talk: Talk, script: Script
) -> None:
    await told(db, ana, "Always answer briefly")
    await told(db, ana, "I am afraid of flying to Lisbon")
    script.say("She loved it.")
    heard = await talk.ask(QUESTION)
    saw = await talk.get(f"/api/messages/{heard.start['answer_id']}/context")
    messages = script.asked[-1]["messages"]
    system, asked = messages[0]["content"], messages[-1]["content"][0]["text"]
    assert heard.end["has_context"]
    assert system == saw["instructions"]
    assert "Always answer briefly" in saw["instructions"]
    assert saw["profile"] in asked
    assert "afraid of flying" in saw["profile"]
    assert saw["passages"] in asked
    assert LISBON in saw["passages"]


async def test_forgetting_an_event_empties_what_was_kept_of_it(
    db: Database, ana: PersonId, talk: Talk, script: Script
) -> None:
    event = await told(db, ana, "I am afraid of flying to Lisbon")
    script.say("It is safe.")
    heard = await talk.ask("Shall I fly to Lisbon?")
    async with db.begin(Scope(ana, "export")) as tx:
        await forget_events(tx, [event])
    saw = await talk.get(f"/api/messages/{heard.start['answer_id']}/context")
    assert (saw["is_emptied"], saw["profile"], saw["passages"], saw["instructions"]) == (True, "", "", "")


async def test_an_answer_that_is_forgotten_with_its_source_loses_its_context(
    db: Database, ana: PersonId, talk: Talk, script: Script, lisbon: EventId
) -> None:
    script.say("She loved it [1].")
    heard = await talk.ask(QUESTION)
    async with db.begin(Scope(ana, "export")) as tx:
        await forget_events(tx, [lisbon])
    saw = await talk.get(f"/api/messages/{heard.start['answer_id']}/context")
    assert (saw["is_emptied"], saw["passages"]) == (True, "")


async def test_nothing_is_kept_or_told_of_the_person_in_a_temporary_chat(
    db: Database, ana: PersonId, talk: Talk, script: Script
) -> None:
    await told(db, ana, "I am afraid of flying to Lisbon")
    script.say("Hello.")
    heard = await talk.post("/api/chat/temporary", {"text": "Shall I fly to Lisbon?"})
    assert "afraid of flying" not in script.prompt()
    assert not heard.end["has_context"]


async def test_another_person_does_not_see_it(talk: Talk, ben_talk: Talk, script: Script) -> None:
    script.say("Hello.")
    heard = await talk.ask("Hello")
    answer = await ben_talk.client.get(f"/api/messages/{heard.start['answer_id']}/context")
    assert answer.status_code == 404


async def test_a_question_can_be_tried_without_asking_it(
    db: Database, ana: PersonId, talk: Talk, script: Script
) -> None:
    await told(db, ana, "I am afraid of flying to Lisbon")
    shown = (await talk.client.post("/api/assistant/preview", json={"text": "Lisbon?"})).json()
    assert "afraid of flying" in shown["profile"]
    assert 0 < shown["tokens"] <= shown["most_tokens"]
    assert script.asked == []


async def test_the_language_that_was_set_by_hand_is_the_one_of_answers(talk: Talk, script: Script) -> None:
    await talk.client.put("/api/you/style/language", json={"value": "de"})
    await talk.client.put("/api/you/style/clock", json={"value": "12"})
    script.say("Hallo.")
    await talk.ask("Hello")
    assert "Always answer in German." in script.asked[-1]["messages"][0]["content"]
