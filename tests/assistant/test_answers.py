"""What a capable model's answer is made of, and what is kept of it."""

from beknown.kit.ids import EventId
from tests.assistant.conftest import LISBON
from tests.assistant.scripted import Script
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
