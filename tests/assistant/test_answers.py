"""What a capable model's answer is made of, and what is kept of it."""

from beknown.events import forget_events
from beknown.kit.db import Database, Scope
from beknown.kit.ids import EventId, PersonId
from beknown.understanding import Query, recall
from tests.assistant.conftest import LISBON
from tests.assistant.scripted import Dies, Says, Script
from tests.assistant.talk import Talk


async def test_an_answer_is_streamed_and_kept(talk: Talk, script: Script) -> None:
    script.say("Hello ", "Ana, ", "nice to see you.")
    heard = await talk.ask("Hello there")
    assert heard.text == "Hello Ana, nice to see you."
    assert heard.end["state"] == "done"
    kept = await talk.get(f"/api/conversations/{heard.start['conversation_id']}")
    assert [message["text"] for message in kept["messages"]] == ["Hello there", "Hello Ana, nice to see you."]
    assert kept["title"] == "Hello there"
    assert kept["head_id"] == heard.start["answer_id"]


async def test_recalled_passages_are_cited_and_unknown_numbers_go(
    talk: Talk, script: Script, lisbon: EventId
) -> None:
    script.say("She loved it [", "1]", " and more [99].")
    heard = await talk.ask("What did Maria say about the Lisbon trip?")
    assert LISBON in script.prompt()
    assert heard.text == "She loved it [1] and more."
    assert [cited["event_id"] for cited in heard.end["citations"]] == [str(lisbon)]
    kept = await talk.get(f"/api/messages/{heard.start['answer_id']}")
    assert kept["citations"][0]["text"] == LISBON
    assert kept["citations"][0]["speaker"] == "Maria Silva"


async def test_what_came_is_kept_when_the_model_dies_and_retry_works(talk: Talk, script: Script) -> None:
    script.act(Says(("The tram ", "leaves at ")), Dies())
    heard = await talk.ask("When does the tram leave?")
    assert heard.end["state"] == "failed"
    assert "try again" in heard.end["error"]
    kept = await talk.get(f"/api/messages/{heard.start['answer_id']}")
    assert kept["text"] == "The tram leaves at "
    assert kept["state"] == "failed"
    script.say("At nine.")
    again = await talk.post(f"/api/messages/{heard.start['answer_id']}/regenerate")
    assert again.text == "At nine."
    kept = await talk.get(f"/api/conversations/{heard.start['conversation_id']}")
    assert kept["head_id"] == again.start["answer_id"]
    assert len(kept["messages"]) == 3


async def test_an_edited_question_is_a_branch_and_branches_can_be_switched(
    talk: Talk, script: Script
) -> None:
    script.say("One.")
    first = await talk.ask("Count")
    conversation = first.start["conversation_id"]
    script.say("Two.")
    second = await talk.ask("Count on", conversation_id=conversation, parent_id=first.start["answer_id"])
    script.say("Other.")
    other = await talk.ask("Count otherwise", conversation_id=conversation, parent_id=None)
    assert "Count on" not in script.prompt()
    kept = await talk.get(f"/api/conversations/{conversation}")
    assert kept["head_id"] == other.start["answer_id"]
    switched = await talk.client.put(
        f"/api/conversations/{conversation}/head", json={"message_id": first.start["question_id"]}
    )
    assert switched.json() == {"head_id": second.start["answer_id"]}


async def test_history_goes_along_without_old_markers(talk: Talk, script: Script, lisbon: EventId) -> None:
    del lisbon
    script.say("She loved it [1].")
    first = await talk.ask("What did Maria say about the Lisbon trip?")
    script.say("Yes.")
    await talk.ask(
        "Really?",
        conversation_id=first.start["conversation_id"],
        parent_id=first.start["answer_id"],
    )
    roles = [message["role"] for message in script.asked[-1]["messages"]]
    assert roles == ["system", "user", "assistant", "user"]
    assert script.asked[-1]["messages"][2]["content"] == "She loved it ."


async def test_history_is_cut_to_the_models_context(talk: Talk, script: Script) -> None:
    script.context_tokens = 2048
    script.say("a " * 3000)
    first = await talk.ask("Go on")
    script.say("Done.")
    await talk.ask(
        "And now?", conversation_id=first.start["conversation_id"], parent_id=first.start["answer_id"]
    )
    assert [message["role"] for message in script.asked[-1]["messages"]] == ["system", "user"]


async def test_a_question_of_a_megabyte_is_refused_with_the_limit(talk: Talk) -> None:
    huge = await talk.client.post("/api/chat", json={"text": "x" * 1_000_000})
    assert huge.status_code == 413
    long = await talk.client.post("/api/chat", json={"text": "x" * 40_000})
    assert long.status_code == 413
    assert long.json()["limit_characters"] == 32_000
    assert "32000" in long.json()["detail"]
    assert (await talk.get("/api/conversations"))["conversations"] == []


async def test_a_turn_is_remembered_as_events_of_the_assistant(
    talk: Talk, script: Script, db: Database, ana: PersonId
) -> None:
    script.say("Congratulations!")
    heard = await talk.ask("I passed the driving test today")
    async with db.begin(Scope(ana, "assistant")) as tx:
        recalled = await recall(tx, Query("driving test"))
    mine = [(each.text, each.thread, each.source) for each in recalled if each.is_mine]
    assert mine == [("I passed the driving test today", heard.start["conversation_id"], "assistant")]


async def test_a_deleted_conversation_is_forgotten(
    talk: Talk, script: Script, db: Database, ana: PersonId
) -> None:
    script.say("Congratulations!")
    heard = await talk.ask("I passed the driving test today")
    path = f"/api/conversations/{heard.start['conversation_id']}"
    assert (await talk.client.delete(path)).status_code == 204
    assert (await talk.client.get(path)).status_code == 404
    async with db.begin(Scope(ana, "assistant")) as tx:
        assert await recall(tx, Query("driving test")) == []


async def test_a_conversation_is_found_by_words_and_renamed(talk: Talk, script: Script) -> None:
    script.say("The **ferry** takes ten minutes.")
    heard = await talk.ask("How do I cross the river?")
    conversation = heard.start["conversation_id"]
    found = (await talk.client.post("/api/conversations/search", json={"words": "FERRY"})).json()
    assert [(each["id"], each["excerpt"], each["is_answer"]) for each in found] == [
        (conversation, "The **ferry** takes ten minutes.", True)
    ]
    renamed = await talk.client.patch(f"/api/conversations/{conversation}", json={"title": " Over  it "})
    assert renamed.status_code == 204
    assert (await talk.get("/api/conversations"))["conversations"][0]["title"] == "Over it"


async def test_what_a_search_finds_comes_from_the_beginning_of_its_line(talk: Talk, script: Script) -> None:
    script.say("Boats:\n\n- The **ferry** is [slow](https://example.org/slow)", " and so on" * 100)
    await talk.ask("How do I cross the river?")
    (found,) = (await talk.client.post("/api/conversations/search", json={"words": "slow"})).json()
    assert found["excerpt"].startswith("- The **ferry** is [slow](https://example.org/slow) and so on")
    (found,) = (await talk.client.post("/api/conversations/search", json={"words": "River"})).json()
    assert (found["excerpt"], found["is_answer"]) == ("How do I cross the river?", False)


async def test_nobody_else_sees_a_conversation(talk: Talk, ben_talk: Talk, script: Script) -> None:
    script.say("Yours alone.")
    heard = await talk.ask("Is this private?")
    answer, conversation = heard.start["answer_id"], heard.start["conversation_id"]
    for path in (f"/api/conversations/{conversation}", f"/api/messages/{answer}"):
        assert (await ben_talk.client.get(path)).status_code == 404
    assert (await ben_talk.client.post(f"/api/messages/{answer}/regenerate")).status_code == 404
    assert (await ben_talk.get("/api/conversations"))["conversations"] == []


async def test_memories_of_others_never_reach_the_model(
    ben_talk: Talk, script: Script, lisbon: EventId
) -> None:
    del lisbon
    script.say("I don't know.")
    await ben_talk.ask("What did Maria say about the Lisbon trip?")
    assert LISBON not in script.prompt()


async def test_an_answer_goes_with_the_memory_it_quotes(
    talk: Talk, script: Script, db: Database, ana: PersonId, lisbon: EventId
) -> None:
    script.say("She loved the tram 28 [1].")
    heard = await talk.ask("What did Maria say about the Lisbon trip?")
    preview = {"scale": "event", "event": str(lisbon)}
    counted = await talk.client.post("/api/you/forget/preview", json=preview)
    assert counted.json()["also"]["answers"] == 1
    async with db.begin(Scope(ana, "export")) as tx:
        await forget_events(tx, [lisbon])
    again = await talk.client.post("/api/you/forget/preview", json={"scale": "everything"})
    assert again.json()["also"]["answers"] == 0
    kept = await talk.get(f"/api/messages/{heard.start['answer_id']}")
    assert (kept["state"], kept["text"], kept["citations"]) == ("forgotten", "", [])
    async with db.begin(Scope(ana, "assistant")) as tx:
        assert not [each for each in await recall(tx, Query("tram 28")) if "tram" in each.text]
