"""Style: how a person writes, counted from their own words, and set by their own hand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beknown.events import EventDraft, forget, subscribe
from beknown.events.forget import What
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Purpose, Scope
from beknown.kit.errors import Invalid
from beknown.kit.ids import PersonId
from beknown.understanding import find_style, note_unread, write_instructions
from beknown.understanding.holidays_ahead import find_holidays
from beknown.understanding.learn import learn_slice, rebuild
from beknown.understanding.read_language import read_language
from beknown.understanding.read_style import read_style, share_of
from beknown.understanding.style import Styles, set_trait
from beknown.understanding.style_marks import read_marks
from beknown.understanding.style_types import Style
from tests.clients import Client
from tests.thorough import examples
from tests.understanding.remembering import remember, switch_off

subscribe(note_unread)
AT = datetime(2026, 3, 2, 18, tzinfo=UTC)
GERMAN = [
    "Kommst du heute noch vorbei?",
    "Hast du dein Fahrrad gefunden?",
    "Ich freue mich so auf dich 😂",
    "Frohe Weihnachten euch allen!",
    "Weihnachten bei uns oder bei dir?",
    "Treffen wir uns um 18:30?",
]
ENGLISH = ["Running 12 km on Sunday, join me?", "I'm late, it's raining here"]


def sent(text: str, number: int, *, is_mine: bool = True) -> EventDraft:
    kind = "social.message.sent.v1" if is_mine else "social.message.received.v1"
    return EventDraft(
        kind, f"m{number}", AT + timedelta(minutes=number), text, is_mine=is_mine, thread="chat"
    )


TALK = [sent(text, number) for number, text in enumerate([*GERMAN, *ENGLISH])]


async def learn(
    db: Database, person: PersonId, drafts: Sequence[EventDraft], *, source: str = "whatsapp"
) -> None:
    await remember(db, person, drafts, source=source)
    assert await learn_slice(db, Scope(person, "export"), [Styles()])


async def style_of(db: Database, person: PersonId, purpose: Purpose = "assistant") -> Style:
    async with db.begin(Scope(person, purpose)) as tx:
        return await find_style(tx, locale="en-GB", time_zone="Europe/Berlin")


def read(counts: Mapping[str, int]) -> Style:
    return read_style(counts, {}, locale="en-GB", time_zone="Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Shall we take the ferry tomorrow?", "en"),
        ("Kannst du mir das Rezept schicken?", "de"),
        ("On se voit demain matin, alors ?", "fr"),
        ("¿Quedamos mañana a las ocho?", "es"),
        ("Obrigado, até amanhã!", "pt"),
        ("ok", None),
    ],
)
def test_the_language_of_a_short_message_is_told(text: str, language: str | None) -> None:
    assert read_language(text) == language


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Könnten Sie mir bitte helfen, Frau Lind?", "formal:de"),
        ("Das ist schön. Sie kommt morgen mit dem Zug", "language:de"),
        ("Kannst du mir heute Abend helfen?", "informal:de"),
        ("Pourriez-vous me rappeler demain, s'il vous plaît ?", "formal:fr"),
        ("Tu viens avec moi demain soir ?", "informal:fr"),
        ("¿Podría usted decirme la hora, por favor?", "formal:es"),
        ("I can't come, we're late", "informal:en"),
        ("It is 30 °C here", "units:metric"),
        ("It is 12 miles away", "units:imperial"),
        ("See you at 19:30", "clock:24"),
        ("See you at 7:30 pm", "clock:12"),
        ("It was on 24.12. at home", "dates:dmy"),
        ("It was on 12/24 at home", "dates:mdy"),
        ("hahaha no", "laugh"),
        ("Frohe Ostern!", "holiday:Easter"),
        ("Das ist alles für heute, wirklich. See you all tomorrow at the station!", "mixed"),
    ],
)
def test_a_text_bears_its_marks(text: str, mark: str) -> None:
    assert mark in read_marks(text, AT)


def test_a_sentence_that_begins_with_sie_is_not_formal() -> None:
    assert "formal:de" not in read_marks("Sie kommt morgen mit dem Zug nach Hause", AT)


@given(st.text(max_size=400))
def test_marks_of_any_text_stay_the_same_and_hold_no_separator(text: str) -> None:
    marks = read_marks(text, AT)
    assert marks == read_marks(text, AT)
    assert len(set(marks)) == len(marks)
    assert not any("\x1f" in mark for mark in marks)


async def test_a_style_is_read_from_the_persons_own_words(db: Database, ana: PersonId) -> None:
    other = [sent("Wir fahren 40 miles, Herr Duarte", 100 + at, is_mine=False) for at in range(9)]
    await learn(db, ana, [*TALK, *other])
    style = await style_of(db, ana)
    assert style.texts == len(TALK)
    assert style.value("language") == "de"
    assert style.value("formality") == "informal"
    assert style.value("holidays") == "Christmas"
    assert (style.value("units"), style.value("clock")) == ("metric", "24")
    assert style.traits["language"].shares["de"] > style.traits["language"].shares["en"]


@settings(
    max_examples=examples(3), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(len(TALK))), cut=st.integers(1, len(TALK) - 1))
async def test_any_order_and_batches_and_a_rebuild_give_the_same_style(
    db: Database, ana: PersonId, order: list[int], cut: int
) -> None:
    scope, learner = Scope(ana, "export"), Styles()
    wanted = read(Counter(mark for each in TALK for mark in read_marks(each.text, each.occurred_at)))
    shuffled = [TALK[at] for at in order]
    await learn(db, ana, shuffled[:cut])
    await learn(db, ana, shuffled[cut:])
    assert await style_of(db, ana) == wanted
    await rebuild(db, scope, [learner])
    await learn_slice(db, scope, [learner])
    assert await style_of(db, ana) == wanted
    async with db.begin(scope) as tx:
        await forget(tx, Blobs(Path("/nonexistent")), What("everything"))
        await tx.connection.execute("DELETE FROM forgotten")


async def test_what_is_forgotten_counts_no_longer_at_once(
    db: Database, ana: PersonId, tmp_path: Path
) -> None:
    await learn(db, ana, TALK)
    async with db.begin(Scope(ana, "export")) as tx:
        to_at = AT + timedelta(minutes=len(GERMAN))
        await forget(tx, Blobs(tmp_path), What("span", from_at=AT, to_at=to_at))
    style = await style_of(db, ana)
    assert (style.texts, style.value("language")) == (len(ENGLISH), "en")
    assert "de" not in style.traits["language"].shares


async def test_a_source_that_is_switched_off_does_not_shape_answers(db: Database, ana: PersonId) -> None:
    await learn(db, ana, TALK)
    await switch_off(db, ana, "whatsapp", "assistant")
    assert (await style_of(db, ana)).texts == 0
    assert (await style_of(db, ana, "export")).texts == len(TALK)


@pytest.mark.parametrize("purpose", ["feed", "ads", "business"])
async def test_no_other_purpose_learns_how_a_person_writes(
    db: Database, ana: PersonId, purpose: Purpose
) -> None:
    await learn(db, ana, TALK)
    assert (await style_of(db, ana, purpose)).texts == 0


async def test_another_person_sees_none_of_it(db: Database, ana: PersonId, ben: PersonId) -> None:
    await learn(db, ana, TALK)
    assert (await style_of(db, ben)).texts == 0


async def test_what_was_set_by_hand_outranks_and_outlives_a_rebuild(db: Database, ana: PersonId) -> None:
    scope, learner = Scope(ana, "export"), Styles()
    await learn(db, ana, TALK)
    async with db.begin(scope) as tx:
        await set_trait(tx, "formality", "formal")
        await set_trait(tx, "clock", "12")
        await set_trait(tx, "clock", None)
    await rebuild(db, scope, [learner])
    await learn_slice(db, scope, [learner])
    style = await style_of(db, ana)
    formality = style.traits["formality"]
    assert (formality.value, formality.origin, formality.learned) == ("formal", "set", "informal")
    assert (style.value("clock"), style.traits["clock"].origin) == ("24", "account")


@pytest.mark.parametrize(
    ("trait", "value"), [("clock", "13"), ("language", "xx"), ("time_zone", "Mars"), ("hours", "7-23")]
)
async def test_a_trait_takes_no_value_that_it_can_not_have(
    ana_client: Client, trait: str, value: str
) -> None:
    answer = await ana_client.put(f"/api/you/style/{trait}", json={"value": value})
    assert answer.status_code == Invalid.status


async def test_the_page_shows_each_trait_and_sets_it(db: Database, ana: PersonId, ana_client: Client) -> None:
    await learn(db, ana, TALK)
    shown = {each["trait"]: each for each in (await ana_client.get("/api/you/style")).json()["traits"]}
    assert (shown["language"]["value"], shown["language"]["origin"]) == ("de", "learned")
    after = (await ana_client.put("/api/you/style/language", json={"value": "fr"})).json()
    assert next(each["value"] for each in after["traits"] if each["trait"] == "language") == "fr"
    examples = (await ana_client.get("/api/you/style/examples/holiday:Christmas")).json()
    assert {each["text"] for each in examples} == set(GERMAN[3:5])


def test_instructions_say_what_is_sure_and_nothing_else() -> None:
    counts = {"written": 200, "length:1-3": 200, "informal:de": 80, "with_emoji": 90, "clock:12": 3}
    text = write_instructions(read(counts))
    assert "informally" in text
    assert "short" in text
    assert "pm" not in text
    assert "Always answer in" not in text


def test_hours_are_told_in_the_persons_own_time_zone() -> None:
    style = read({"written": 160, **{f"hour:{hour}": 10 for hour in range(6, 22)}})
    assert style.value("hours") == "7-23"


def test_a_share_of_few_is_less_sure_than_the_same_share_of_many() -> None:
    assert 0 < share_of(3, 4) < share_of(300, 400) < 0.75


def test_holidays_are_those_of_the_region_in_the_persons_language() -> None:
    found = find_holidays("SE", "en", date(2026, 6, 1), 30)
    assert (found[1].day, found[1].name) == (date(2026, 6, 20), "Midsummer Day")
    assert find_holidays("XX", "en", date(2026, 6, 1), 30) == []
