"""With a small model code decides: memories are quoted, tools are read by rules, nothing is invented."""

from datetime import UTC, datetime

import pytest

from beknown.assistant.intents import read_intent
from beknown.kit import clock
from beknown.kit.ids import EventId
from tests.assistant.conftest import LISBON
from tests.assistant.scripted import Script
from tests.assistant.talk import Talk


@pytest.fixture(autouse=True)
def small(script: Script) -> None:
    """The model says of itself that it is small."""
    script.parameters = 135_000_000


async def test_what_somebody_said_is_quoted_verbatim_with_who_and_when(
    talk: Talk, script: Script, lisbon: EventId
) -> None:
    heard = await talk.ask("What did Maria say about the Lisbon trip?")
    assert heard.text.startswith("This is what Maria Silva said:")
    assert f"> {LISBON}" in heard.text
    assert "— Maria Silva, 14 May 2019, WhatsApp [1]" in heard.text
    assert [cited["event_id"] for cited in heard.end["citations"]] == [str(lisbon)]
    assert script.asked == []


async def test_what_isnt_known_is_said_to_be_unknown(talk: Talk, script: Script, lisbon: EventId) -> None:
    del lisbon
    heard = await talk.ask("What did Maria say about quantum chromodynamics?")
    assert heard.text.startswith("I don't know.")
    assert heard.end["citations"] == []
    assert script.asked == []


async def test_markup_in_a_memory_is_shown_as_it_is(talk: Talk, lisbon: EventId) -> None:
    del lisbon
    heard = await talk.ask("remember that my *secret* is ![x](http://evil.example/a.png)")
    assert heard.steps[-1]["result"]["what"] == "my *secret* is ![x](http://evil.example/a.png)"
    asked = await talk.ask("What is my secret?")
    assert "![" not in asked.text.replace("!\\[", "")
    assert "\\*secret\\*" in asked.text


async def test_a_reminder_is_read_by_rules(talk: Talk) -> None:
    with clock.frozen(datetime(2026, 11, 21, 12, 0, tzinfo=UTC)):
        heard = await talk.ask("Erinnere mich morgen um 9 an den Zahnarzt")
    assert [(step["name"], step["state"]) for step in heard.steps] == [("set_reminder", "done")]
    reminders = await talk.get("/api/reminders")
    assert reminders[0]["due_at"] == "2026-11-22T09:00:00Z"


async def test_forgetting_asks_first(talk: Talk, lisbon: EventId) -> None:
    del lisbon
    await talk.ask("remember that I am allergic to walnuts")
    heard = await talk.ask("forget that I am allergic to walnuts")
    assert heard.end["state"] == "waiting"
    call = heard.end["tool_calls"][0]
    decided = await talk.post(
        f"/api/messages/{heard.start['answer_id']}/decide", {"decisions": {call["id"]: True}}
    )
    assert decided.end["tool_calls"][0]["state"] == "done"
    assert (await talk.ask("What am I allergic to?")).text.startswith("I don't know.")


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("remember that I like tea", "remember", "I like tea"),
        ("Merk dir, dass ich Tee mag", "remember", "ich Tee mag"),
        ("Retiens que j'aime le thé", "remember", "j'aime le thé"),
        ("Recuerda que me gusta el té", "remember", "me gusta el té"),
        ("Lembra-te que gosto de chá", "remember", "gosto de chá"),
        ("remind me to call Tom tomorrow", "remind", "call Tom tomorrow"),
        ("Rappelle-moi d'acheter du lait demain", "remind", "acheter du lait demain"),
        ("Recuérdame llamar a mamá mañana", "remind", "llamar a mamá mañana"),
        ("Lembra-me de comprar leite amanhã", "remind", "comprar leite amanhã"),
        ("forget that I live in Rome", "forget", "I live in Rome"),
        ("Vergiss, dass ich in Rom wohne", "forget", "ich in Rom wohne"),
        ("what day is it?", "day", "what day is it?"),
        ("Wie spät ist es?", "day", "Wie spät ist es?"),
        ("do you remember Lisbon?", "ask", "do you remember Lisbon?"),
        ("Remember when we went to Porto?", "ask", "Remember when we went to Porto?"),
        ("forget it", "say", "forget it"),
        ("write me a poem", "make", "write me a poem"),
    ],
)
def test_a_wish_is_read_from_plain_words(text: str, kind: str, what: str) -> None:
    intent = read_intent(text)
    assert (intent.kind, intent.what) == (kind, what)
