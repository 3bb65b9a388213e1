import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI, Request

from beknown.feed.steer_model import check_answer, read_by_model
from beknown.feed.steer_read import LASTS
from beknown.feed.steer_types import Hours, Known, Reading, Target
from beknown.models import Capabilities
from beknown.models.server_language import ServerLanguage, open_client
from beknown.models.trouble import Place
from tests.clients import serve_here

Json = dict[str, Any]
NOW = datetime(2026, 5, 6, 9, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
ANA = Target("author", "id-ana", "Ana Silva")
KNOWN = Known({"@ana": ANA, "ana silva": ANA})
SAID = "I can't take any more shouting about ministers before Friday, and give me Ana's photos after dinner"


def a_rule(**changed: Any) -> Json:  # noqa: ANN401 - a model may write anything
    usual: Json = {
        "amount": "less",
        "targets": [{"kind": "topic", "value": "politics"}],
        "from_at": None,
        "until_at": None,
        "from_hour": None,
        "until_hour": None,
        "weekdays": [],
        "strength": 1.0,
        "quote": "shouting about ministers",
    }
    return usual | changed


def write(*rules: Json, usual: object = (), unread: object = ()) -> str:
    return json.dumps({"rules": list(rules), "usual": list(usual), "unread": list(unread)})  # pyright: ignore[reportArgumentType] - a model may write anything


def check(answer: str) -> Reading | None:
    return check_answer(answer, SAID, at=NOW, zone=BERLIN, known=KNOWN)


def test_what_a_model_proposes_becomes_the_same_rules_as_words_do() -> None:
    author: Json = {"kind": "author", "value": "@Ana"}
    picture: Json = {"kind": "format", "value": "picture"}
    reading = check(
        write(
            a_rule(until_at="2026-05-08T00:00"),
            a_rule(amount="more", targets=[author, picture], from_hour="19:00", until_hour="24:00"),
        )
    )
    assert reading is not None
    less, more = reading.rules
    assert (less.amount, less.until_at, less.words) == (
        "less", datetime(2026, 5, 7, 22, tzinfo=UTC), "shouting about ministers"
    )  # fmt: skip
    assert (more.targets, more.hours) == ((ANA, Target("format", "picture")), Hours(19 * 60, 24 * 60))
    assert more.until_at == NOW + LASTS


@pytest.mark.parametrize(
    ("proposed", "lack"),
    [
        (a_rule(until_at="2026-05-01T00:00"), "time"),
        (a_rule(until_at="Friday"), "time"),
        (a_rule(from_hour="25:00", until_hour="26:00"), "time"),
        (a_rule(weekdays=[9]), "time"),
        (a_rule(targets=[{"kind": "author", "value": "Zoe"}]), "person"),
        (a_rule(targets=[{"kind": "format", "value": "hologram"}]), "target"),
        (a_rule(targets=[{"kind": "language", "value": "Klingon"}]), "target"),
        (a_rule(targets=[{"kind": "topic", "value": "..."}]), "target"),
    ],
)
def test_code_checks_every_rule_and_says_what_does_not_hold(proposed: Json, lack: str) -> None:
    reading = check(write(proposed, a_rule()))
    assert reading is not None
    assert [each.lack for each in reading.unread] == [lack]
    assert len(reading.rules) == 1


def test_a_quote_that_was_not_said_is_replaced_by_what_was() -> None:
    reading = check(write(a_rule(quote="I adore politics")))
    assert reading is not None
    assert reading.rules[0].words == SAID


@pytest.mark.parametrize("answer", ["", "sure!", "{}", write(), write(a_rule(amount="everything"))])
def test_what_is_no_answer_leaves_the_reading_to_words(answer: str) -> None:
    assert check(answer) is None


def test_never_is_no_end_and_a_strength_stays_within_bounds() -> None:
    reading = check(write(a_rule(until_at="never", strength=900)))
    assert reading is not None
    assert (reading.rules[0].until_at, reading.rules[0].strength) == (None, 2.0)


@pytest.fixture
async def asked() -> list[Json]:
    return []


@pytest.fixture
async def model(asked: list[Json]) -> AsyncIterator[ServerLanguage]:
    app = FastAPI()

    @app.post("/v1/chat/completions")
    async def complete(request: Request) -> Json:
        asked.append(await request.json())
        message = {"role": "assistant", "content": write(a_rule())}
        return {
            "id": "1",
            "object": "chat.completion",
            "created": 1,
            "model": "scripted",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 9, "completion_tokens": 9, "total_tokens": 18},
        }

    async with serve_here(app) as address:
        url = f"{address}/v1"
        async with open_client(url, None, timeout_s=10) as client:
            capabilities = Capabilities(8000, has_json_schema=True)
            place = Place("scripted", url, "BEKNOWN_LANGUAGE_URL")
            yield ServerLanguage(client, "scripted", place, capabilities)


async def test_a_model_is_asked_by_schema_with_what_was_said_as_data(
    model: ServerLanguage, asked: list[Json]
) -> None:
    reading = await read_by_model(model, SAID, at=NOW, zone=BERLIN, known=KNOWN)
    assert reading is not None
    assert [rule.amount for rule in reading.rules] == ["less"]
    user = asked[0]["messages"][1]["content"]
    assert json.loads(user.splitlines()[1]) == {"said": SAID, "now": "Wednesday 2026-05-06T11:30"}
    assert "id-ana" not in user
    assert asked[0]["response_format"]["type"] == "json_schema"


async def test_a_model_that_cannot_be_reached_leaves_the_reading_to_words() -> None:
    async with open_client("http://127.0.0.1:9/v1", None, timeout_s=1) as client:
        place = Place("gone", "http://127.0.0.1:9/v1", "BEKNOWN_LANGUAGE_URL")
        gone = ServerLanguage(client, "gone", place, Capabilities(8000, has_json_schema=True))
        assert await read_by_model(gone, SAID, at=NOW + timedelta(0), zone=BERLIN, known=KNOWN) is None
