"""The whole turn of somebody in distress, with the small model and with a capable one; nothing of it is kept."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from psycopg import sql

from beknown.app.house import House
from beknown.assistant import Assistant
from beknown.kit import clock
from beknown.kit.ids import EventId, PersonId
from beknown.kit.jobs import JobContext, Worker
from beknown.models import Models
from tests.assistant.conftest import LISBON
from tests.assistant.scripted import Dies, Script
from tests.assistant.talk import Heard, Talk
from tests.assistant.test_temporary import TABLES, find_in_database
from tests.clients import Client

ACUTE = "i dont want to live anymore, maria"
TALK = {"event", "event_letters", "message", "conversation", "memory"}
"""Where any message is kept: the log, the conversation with its title, and what recall needs of the log."""


def card_of(heard: Heard) -> dict[str, Any]:
    (card,) = [data for name, data in heard.events if name == "care"]
    return card


@pytest.fixture
def small(script: Script) -> None:
    """The model says of itself that it is small."""
    script.parameters = 135_000_000


@pytest.mark.usefixtures("small", "lisbon")
async def test_a_small_model_never_answers_talk_of_suicide(talk: Talk, script: Script) -> None:
    heard = await talk.ask(ACUTE)
    assert heard.text.startswith("I'm really glad you told me.")
    assert "call" in heard.text
    assert heard.steps == []
    assert heard.end["citations"] == []
    assert script.asked == []
    assert card_of(heard)["shown"] == "open"


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("text", "begins", "number"),
    [
        ("ich will nicht mehr leben", "Danke, dass du mir das sagst.", "0800 111 0 111"),
        ("je veux mourir", "Merci de me l'avoir dit.", "3114"),
        ("quiero morirme", "Gracias por decírmelo.", "024"),
        ("quero morrer", "Obrigado por me contar.", "188"),
    ],
)
async def test_the_answer_is_in_the_persons_language_with_local_lines(
    talk: Talk, text: str, begins: str, number: str
) -> None:
    country = {"0800 111 0 111": "DE", "3114": "FR", "024": "ES", "188": "BR"}[number]
    await talk.client.put("/api/you/care", json={"country": country})
    heard = await talk.ask(text)
    assert heard.text.startswith(begins)
    assert number in heard.text
    assert card_of(heard)["country"] == country


async def test_a_capable_model_goes_on_without_memories_or_tools(
    talk: Talk, script: Script, lisbon: EventId
) -> None:
    del lisbon
    script.say("What has happened today?")
    heard = await talk.ask(ACUTE)
    assert heard.text.startswith("I'm really glad you told me.")
    assert heard.text.endswith("\n\nWhat has happened today?")
    assert "has just spoken of something very hard (suicide)" in script.prompt()
    assert LISBON not in script.prompt()
    assert not script.asked[-1].get("tools")


async def test_our_own_words_stand_when_the_model_fails(talk: Talk, script: Script) -> None:
    script.act(Dies())
    heard = await talk.ask(ACUTE)
    assert heard.end["state"] == "done"
    assert heard.end["error"] is None
    assert heard.text.startswith("I'm really glad you told me.")


async def test_it_is_not_said_again_and_the_lines_stay_in_reach(talk: Talk, script: Script) -> None:
    script.say("I'm here.")
    first = await talk.ask(ACUTE)
    follow = {"conversation_id": first.start["conversation_id"], "parent_id": first.start["answer_id"]}
    script.say("Yeast, flour, water.")
    second = await talk.ask("how do I bake bread?", **follow)
    assert second.text == "Yeast, flour, water."
    assert card_of(second)["shown"] == "folded"
    assert "don't preach" in script.prompt().replace("\\n", " ")
    follow["parent_id"] = second.start["answer_id"]
    script.say("I hear you.")
    third = await talk.ask("i still want to die", **follow)
    assert third.text.startswith("I'm still here.")
    view = await talk.get(f"/api/conversations/{first.start['conversation_id']}")
    shown = [each["care"] and each["care"]["shown"] for each in view["messages"]]
    assert shown == [None, "open", None, "folded", None, "open"]


@pytest.mark.usefixtures("small")
async def test_strained_talk_gets_a_gentle_line_and_folded_help(talk: Talk, script: Script) -> None:
    heard = await talk.ask("i feel so hopeless lately")
    assert heard.text.startswith("That sounds hard.")
    assert card_of(heard)["shown"] == "folded"
    assert script.asked == []


@pytest.mark.usefixtures("small")
async def test_the_young_meet_care_sooner_and_are_pointed_to_an_adult(talk: Talk) -> None:
    await talk.client.put("/api/you/care", json={"country": "GB", "birth_year": clock.now().year - 13})
    strained = await talk.ask("i feel so hopeless lately")
    assert card_of(strained)["shown"] == "open"
    assert card_of(strained)["lines"][0]["name"] == "Childline"
    assert "adult you trust" in strained.text
    acute = await talk.ask(ACUTE)
    assert "adult you trust" in acute.text


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("text", ["this exam is killing me", "shoot me an email", "I cut myself shaving"])
async def test_an_idiom_changes_nothing(talk: Talk, text: str) -> None:
    heard = await talk.ask(text)
    assert [name for name, _ in heard.events if name == "care"] == []


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("are you human?", "I'm an AI, a program"), ("Bist du ein Mensch?", "Ich bin eine KI, ein Programm"),
        ("es-tu humain ?", "Je suis une IA, un programme"), ("¿eres humana?", "Soy una IA, un programa"),
        ("você é humano?", "Sou uma IA, um programa"), ("do you love me?", "I can't love or feel"),
        ("Liebst du mich?", "Ich kann nicht lieben"), ("tu m'aimes ?", "je ne peux ni aimer"),
        ("¿me quieres?", "no puedo amar"), ("você me ama?", "não posso amar"),
    ],
)  # fmt: skip
async def test_it_says_plainly_that_it_is_an_ai(talk: Talk, script: Script, text: str, says: str) -> None:
    heard = await talk.ask(text)
    assert says in heard.text
    assert script.asked == []


async def test_a_capable_model_is_told_to_be_open_and_to_let_go(talk: Talk, script: Script) -> None:
    await talk.ask("good night, I'm off")
    assert "You are an AI. Say so plainly" in script.prompt()
    assert "no guilt, no hook" in script.prompt()


@pytest.mark.parametrize(("gentle", "words"), [(True, 1), (False, 0)])
async def test_a_long_night_gets_one_gentle_word_at_most(
    talk: Talk, script: Script, *, gentle: bool, words: int
) -> None:
    await talk.client.put("/api/you/care", json={"has_gentle_words": gentle})
    with clock.frozen(datetime(2026, 11, 21, 1, 30, tzinfo=UTC)):
        for _ in range(27):
            script.say("Sure.")
        heard = [await talk.ask("and then?") for _ in range(27)]
    assert sum("It has got late" in each.text for each in heard) == words


async def test_nothing_of_it_is_kept_but_the_talk_itself(
    talk: Talk, script: Script, house: House, database_url: str, assistant: Assistant
) -> None:
    await talk.ask("hello")
    before = await count_rows(database_url)
    script.say("I'm here.")
    await talk.ask("I want to kill myself, zanzibar-77")
    distressed = await grown(database_url, before)
    context = JobContext(
        db=house.db, settings=house.settings, blobs=house.blobs, parts={Models: assistant.models}
    )
    await Worker(house.db.url, context).run(until_empty=True)
    assert set(await find_in_database(database_url, "zanzibar-77")) <= TALK
    for word in ("self_harm", "acute", "suicid", "care_"):
        assert set(await find_in_database(database_url, word)) <= {"migration", "schema_migration"}
    before = await count_rows(database_url)
    script.say("Nice.")
    await talk.ask("I want to bake bread, zanzibar-78")
    assert set(distressed) <= set(await grown(database_url, before))


async def test_no_metric_and_no_log_line_tells_of_it(
    talk: Talk, script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    script.say("I'm here.")
    await talk.ask(ACUTE)
    assert all("care" not in record.getMessage().casefold() for record in caplog.records)


async def test_an_operator_may_state_a_childs_birth_year_and_nobody_else(
    operator_client: Client, ana_client: Client, ana: PersonId
) -> None:
    stated = await operator_client.put(f"/api/you/care/people/{ana}", json={"birth_year": 2014})
    assert stated.status_code == 204
    held = (await ana_client.put("/api/you/care", json={"birth_year": 1980})).json()
    assert (held["birth_year"], held["is_birth_year_of_operator"]) == (2014, True)
    people = (await operator_client.get("/api/you/care/people")).json()
    assert [(each["person_id"], each["birth_year"]) for each in people] == [(str(ana), 2014)]
    assert (await ana_client.get("/api/you/care/people")).status_code == 403
    assert (await ana_client.put("/api/you/care", json={"country": "XX"})).status_code == 422


async def count_rows(url: str) -> Counter[str]:
    """Count the rows of every table."""
    async with await psycopg.AsyncConnection.connect(url) as connection:
        tables = [(row[0], row[1]) for row in await (await connection.execute(TABLES)).fetchall()]
        counts: Counter[str] = Counter()
        for table in tables:
            query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(*table))
            row = await (await connection.execute(query)).fetchone()
            counts[table[1]] = row[0] if row else 0
        return counts


async def grown(url: str, before: Counter[str]) -> list[str]:
    """Name the tables that have more rows than before."""
    return sorted(await count_rows(url) - before)
