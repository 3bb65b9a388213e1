from uuid import uuid4

from beknown.kit import clock
from beknown.kit.db import Database, Scope
from tests.clients import Client
from tests.social.posting import Someone


async def test_whoever_does_not_show_themselves_sees_nobody_and_is_seen_by_nobody(
    a: Someone, ben_client: Client
) -> None:
    assert (await ben_client.post("/api/social/people", json={})).json()["people"] == []
    assert (await ben_client.get(f"/api/social/people/{a.id}")).status_code == 404
    assert await a.people() == []
    post = await a.post("Hello")
    assert (await ben_client.get(f"/api/social/posts/{a.id}/{post['id']}")).status_code == 404
    assert (await ben_client.post("/api/social/posts", json={"text": "Hi"})).status_code == 404


async def test_people_are_found_by_name_and_handle(a: Someone, b: Someone, c: Someone) -> None:
    assert await a.people() == ["Ben", "Cleo"]
    found = (await b.client.post("/api/social/people", json={"words": "CLE"})).json()["people"]
    assert [each["handle"] for each in found] == ["cleo"]
    after = {"after_name": "Ben", "after_id": str(b.id)}
    assert [
        each["name"] for each in (await a.client.post("/api/social/people", json=after)).json()["people"]
    ] == ["Cleo"]
    assert (await c.client.get(f"/api/social/people/{a.id}")).json()["person"]["name"] == "Ana"


async def test_a_handle_belongs_to_one_and_says_what_it_may_be(a: Someone, ben_client: Client) -> None:
    taken = await ben_client.put("/api/social/profile", json={"handle": "@ANA", "name": "Ben"})
    assert (taken.status_code, "@ana" in taken.text) == (409, True)
    for bad in ("ab", "a b c", "\u0430nna", "x" * 31):
        answer = await ben_client.put("/api/social/profile", json={"handle": bad, "name": "Ben"})
        assert answer.status_code == 422
    for name in ("", "   ", "x" * 81):
        answer = await ben_client.put("/api/social/profile", json={"handle": "ben", "name": name})
        assert answer.status_code == 422
    assert await a.people() == []


async def test_following_somebody_open_counts_at_once_and_shows_their_posts(a: Someone, b: Someone) -> None:
    await b.post("For my followers", "followers")
    assert await a.following() == []
    assert await a.follow(b) == "follows"
    assert await a.following() == ["For my followers"]
    person = (await a.client.get(f"/api/social/people/{b.id}")).json()
    assert (person["followers"], person["followed"]) == (1, 0)
    seen = (await b.client.get(f"/api/social/people/{a.id}")).json()["person"]
    assert (seen["mine"], seen["theirs"]) == ("no", "follows")
    await a.client.delete(f"/api/social/people/{b.id}/follow")
    assert await a.following() == []


async def test_who_is_private_is_asked_and_lets_in_or_not(a: Someone, b: Someone, c: Someone) -> None:
    await b.go_private("ben")
    post = await b.post("Only for those let in", "everyone")
    assert not await a.sees(post)
    assert [await a.follow(b), await c.follow(b)] == ["waits", "waits"]
    assert not await a.sees(post)
    asking = (await b.client.get("/api/social/people/asking")).json()
    assert [each["name"] for each in asking] == ["Ana", "Cleo"]
    await b.answer(a, is_accepted=True)
    await b.answer(c, is_accepted=False)
    assert [await a.sees(post), await c.sees(post)] == [True, False]
    assert (await c.client.get(f"/api/social/people/{b.id}")).json()["person"]["mine"] == "waits"
    assert (await b.client.get("/api/social/people/asking")).json() == []
    await b.answer(a, is_accepted=False)
    assert not await a.sees(post)


async def test_whoever_follows_stays_when_an_account_becomes_private(
    a: Someone, b: Someone, c: Someone
) -> None:
    await a.follow(b)
    await b.go_private("ben")
    post = await b.post("Still here?", "followers")
    assert await a.sees(post)
    assert await c.follow(b) == "waits"


async def test_a_minor_is_private_whatever_they_chose(db: Database, a: Someone, b: Someone) -> None:
    post = await b.post("Hello everyone", "everyone")
    assert await a.sees(post)
    async with db.begin(Scope(b.id, "account")) as tx:
        await tx.connection.execute(
            "INSERT INTO care_setting (person_id, birth_year, changed_at) VALUES (%s, %s, now())",
            (b.id, clock.now().year - 15),
        )
    assert not await a.sees(post)
    assert (await a.client.get(f"/api/social/people/{b.id}")).json()["person"]["is_private"] is True
    assert await a.follow(b) == "waits"


async def test_a_minor_who_is_private_by_choice_too_lets_in_by_their_word(
    db: Database, a: Someone, b: Someone
) -> None:
    await b.go_private("ben")
    async with db.begin(Scope(b.id, "account")) as tx:
        await tx.connection.execute(
            "INSERT INTO care_setting (person_id, birth_year, changed_at) VALUES (%s, %s, now())",
            (b.id, clock.now().year - 15),
        )
    async with db.begin(Scope(a.id, "feed")) as tx:
        found = await (await tx.connection.execute("SELECT private_people()")).fetchall()
    assert found == [(b.id,)]


async def test_nobody_answers_a_follow_that_was_not_asked_for(a: Someone, b: Someone) -> None:
    assert await a.answer(b, is_accepted=True) == 404
    assert (await a.client.put(f"/api/social/people/{a.id}/follow")).status_code == 422
    assert (await a.client.put(f"/api/social/people/{uuid4()}/follow")).status_code == 404


async def test_a_block_hides_both_from_each_other_and_ends_following(
    a: Someone, b: Someone, c: Someone
) -> None:
    await a.follow(b)
    await b.follow(a)
    of_ana, of_ben = await a.post("By Ana"), await b.post("By Ben")
    assert await b.block(a) == 204
    assert [await a.sees(of_ben), await b.sees(of_ana)] == [False, False]
    assert [await a.people(), await b.people()] == [["Cleo"], ["Cleo"]]
    assert [await a.following(), await b.following()] == [["By Ana"], ["By Ben"]]
    assert [await c.sees(of_ana), await c.sees(of_ben)] == [True, True]
    assert (await a.client.put(f"/api/social/people/{b.id}/follow")).status_code == 404
    assert [each["name"] for each in (await b.client.get("/api/social/people/blocked")).json()] == ["Ana"]
    assert (await a.client.get("/api/social/people/blocked")).json() == []
    assert (await b.client.delete(f"/api/social/people/{a.id}/block")).status_code == 204
    assert await a.people() == ["Ben", "Cleo"]
    assert (await b.client.get(f"/api/social/people/{a.id}")).json()["person"]["theirs"] == "refused"


async def test_a_blocked_one_is_unseen_in_the_thread_of_a_third(a: Someone, b: Someone, c: Someone) -> None:
    post = await c.post("What do you think?")
    await a.reply(post, "By Ana")
    await b.reply(post, "By Ben")
    await a.client.put(f"/api/social/posts/{c.id}/{post['id']}/reaction", json={"kind": "love"})
    await b.block(a)
    address = f"/api/social/posts/{c.id}/{post['id']}"
    seen = (await b.client.get(address)).json()
    assert [each["text"] for each in seen["replies"]] == ["By Ben"]
    assert (seen["post"]["replies"], seen["post"]["reactions"]) == (1, {})
    assert (await c.client.get(address)).json()["post"]["reactions"] == {"love": 1}


async def test_following_is_an_event_and_goes_with_who_is_followed(
    db: Database, a: Someone, b: Someone
) -> None:
    await a.follow(b)
    async with db.begin(Scope(a.id, "export")) as tx:
        found = await (await tx.connection.execute("SELECT type, text FROM event")).fetchall()
    assert found == [("social.person.followed.v1", "Ben")]
    async with db.begin(Scope(b.id, "account")) as tx:
        await tx.connection.execute("DELETE FROM person")
    async with db.begin(Scope(a.id, "export")) as tx:
        assert await (await tx.connection.execute("SELECT 1 FROM event")).fetchall() == []
