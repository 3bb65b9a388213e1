"""Sessions: stolen ones end with the sign-out, old ones end by themselves, tokens change."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from fastapi import FastAPI

from beknown.app.accounts.jobs import sweep_accounts
from beknown.app.house import House
from beknown.kit import clock
from beknown.kit.db import Scope
from beknown.kit.ids import PersonId
from tests.app.accounts import PASSWORD, cookie_of, sign_up, try_sign_in
from tests.clients import Client, make_client

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def copy_of(app: FastAPI, client: Client) -> Client:
    """Give what a thief has who took the cookie."""
    thief = make_client(app)
    thief.cookies.set("beknown_session", cookie_of(client), domain="127.0.0.1")
    return thief


async def status_of(client: Client) -> int:
    return (await client.get("/api/sessions")).status_code


async def test_whose_session_it_is_can_be_asked_by_anybody(client: Client) -> None:
    answer = await client.get("/api/session")
    assert (answer.status_code, answer.json()) == (200, None)
    made = await sign_up(client)
    assert (await client.get("/api/session")).json() == made


async def test_a_stolen_session_is_refused_after_sign_out(client: Client, app: FastAPI) -> None:
    await sign_up(client)
    thief = copy_of(app, client)
    assert await status_of(thief) == 200
    assert (await client.delete("/api/session")).status_code == 204
    assert await status_of(thief) == 401
    assert "beknown_session" not in client.cookies


async def test_a_stolen_session_is_refused_after_the_password_changed(client: Client, app: FastAPI) -> None:
    await sign_up(client)
    thief, elsewhere = copy_of(app, client), make_client(app)
    await try_sign_in(elsewhere)
    answer = await client.put("/api/account/password", json={"old": PASSWORD, "new": "five other good words"})
    assert answer.status_code == 204
    assert [await status_of(each) for each in (client, thief, elsewhere)] == [200, 401, 401]
    assert await try_sign_in(make_client(app)) == 401
    assert await try_sign_in(make_client(app), "five other good words") == 200


async def test_the_old_password_is_needed_for_a_new_one(client: Client) -> None:
    await sign_up(client)
    answer = await client.put(
        "/api/account/password", json={"old": "wrong wrong", "new": "five other good words"}
    )
    assert answer.status_code == 403


async def test_sessions_are_listed_and_ended_one_by_one_or_all_at_once(client: Client, app: FastAPI) -> None:
    await sign_up(client)
    others = [make_client(app) for _ in range(3)]
    for other in others:
        other.headers["User-Agent"] = "Firefox on a phone"
        await try_sign_in(other)
    listed = (await client.get("/api/sessions")).json()
    assert [each["is_current"] for each in listed].count(True) == 1
    assert [each["user_agent"] for each in listed].count("Firefox on a phone") == 3
    of_first = next(each for each in (await others[0].get("/api/sessions")).json() if each["is_current"])
    assert (await client.delete(f"/api/sessions/{of_first['id']}")).status_code == 204
    assert [await status_of(each) for each in others] == [401, 200, 200]
    assert (await client.delete("/api/sessions")).status_code == 204
    assert [await status_of(each) for each in (client, *others)] == [200, 401, 401, 401]


async def test_nobody_ends_the_session_of_another(ana_client: Client, ben_client: Client) -> None:
    [bens] = (await ben_client.get("/api/sessions")).json()
    assert (await ana_client.delete(f"/api/sessions/{bens['id']}")).status_code == 404
    assert await status_of(ben_client) == 200


async def test_a_session_ends_when_it_is_not_used_and_at_last_in_any_case(
    client: Client, app: FastAPI
) -> None:
    with clock.frozen(NOON):
        await sign_up(client)
        idle = copy_of(app, client)
    with clock.frozen(NOON + timedelta(days=31)):
        assert await status_of(idle) == 401
    for day in range(0, 180, 20):
        with clock.frozen(NOON + timedelta(days=day)):
            assert await status_of(client) == 200
    with clock.frozen(NOON + timedelta(days=180, seconds=1)):
        assert await status_of(client) == 401


async def test_the_token_changes_once_a_day_and_the_former_one_stops(client: Client, app: FastAPI) -> None:
    with clock.frozen(NOON):
        await sign_up(client)
    first, thief = cookie_of(client), copy_of(app, client)
    with clock.frozen(NOON + timedelta(hours=25)):
        assert await status_of(client) == 200
        assert cookie_of(client) != first
        assert await status_of(client) == 200
        assert await status_of(thief) == 200
    with clock.frozen(NOON + timedelta(hours=25, minutes=2)):
        assert await status_of(thief) == 401
        assert await status_of(client) == 200


async def test_a_new_token_that_got_lost_signs_nobody_out(client: Client, app: FastAPI) -> None:
    with clock.frozen(NOON):
        await sign_up(client)
    old = copy_of(app, client)
    for minutes in (0, 2, 4):
        with clock.frozen(NOON + timedelta(hours=25, minutes=minutes)):
            answer = await copy_of(app, old).get("/api/session")
            assert answer.status_code == 200
            assert "set-cookie" in answer.headers


async def test_the_database_holds_no_token(client: Client, house: House) -> None:
    made = await sign_up(client)
    async with house.db.begin(Scope(PersonId(UUID(made["person"]["id"])), "account")) as tx:
        cursor = await tx.connection.execute("SELECT row_to_json(session)::text FROM session")
        rows = await cursor.fetchall()
    assert len(rows) == 1
    assert cookie_of(client) not in str(rows)
    assert cookie_of(client).encode().hex() not in str(rows)


async def test_what_has_expired_is_swept(client: Client, house: House) -> None:
    with clock.frozen(NOON):
        made = await sign_up(client)
    with clock.frozen(NOON + timedelta(days=181)):
        await sweep_accounts(house.job_context())
    async with house.db.begin(Scope(PersonId(UUID(made["person"]["id"])), "account")) as tx:
        cursor = await tx.connection.execute("SELECT count(*) FROM session")
        assert await cursor.fetchone() == (0,)


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    body = {"email": "ana@example.org", "display_name": "Ana", "password": PASSWORD}
    answer = await client.post("/api/accounts", json=body)
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(answer.headers["set-cookie"].split("; "))


async def test_a_name_turns_no_line_around_piles_up_nothing_and_can_be_seen(client: Client) -> None:
    await sign_up(client)
    tricks = "Ana\u202e gnol\u2066" + "o" + "\u0301" * 40 + "\nD"
    changed = await client.patch("/api/account", json={"display_name": tricks})
    assert changed.json()["display_name"] == "Ana gnol\u00f3" + "\u0301" * 4 + " D"
    for unseen in ("\u200b\u2060", "\u202e", "\u3164"):
        assert (await client.patch("/api/account", json={"display_name": unseen})).status_code == 422


async def test_account_and_email_can_be_changed(client: Client, app: FastAPI) -> None:
    await sign_up(client)
    changed = await client.patch("/api/account", json={"display_name": "Ana D.", "time_zone": "Asia/Tokyo"})
    assert (changed.json()["display_name"], changed.json()["time_zone"]) == ("Ana D.", "Asia/Tokyo")
    wrong = await client.put("/api/account/email", json={"email": "a@example.org", "password": "wrong wrong"})
    right = await client.put("/api/account/email", json={"email": "a@example.org", "password": PASSWORD})
    assert (wrong.status_code, right.status_code, right.json()["email"]) == (403, 200, "a@example.org")
    assert await try_sign_in(make_client(app), email="a@example.org") == 200


async def test_an_email_that_somebody_has_is_not_taken_over(client: Client, app: FastAPI) -> None:
    await sign_up(client)
    invitation = (await client.post("/api/invitations", json={})).json()["url"].rsplit("/", 1)[1]
    other = make_client(app)
    await sign_up(other, "ben@example.org", invitation=invitation)
    answer = await other.put("/api/account/email", json={"email": "ana@example.org", "password": PASSWORD})
    assert answer.status_code == 409
