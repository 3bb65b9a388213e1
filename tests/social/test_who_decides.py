"""Whoever reports the only one who decides is told so, and a moderator who is named gets the report."""

from tests.clients import Client
from tests.social.moderating import decide, only_case, report, standing
from tests.social.posting import Someone


async def has_judge(client: Client, about: object) -> bool:
    return (await client.get(f"/api/social/people/{about}/reports/judge")).json()["has_judge"]


async def test_whoever_reports_the_only_one_who_decides_is_told_so_until_a_moderator_is_named_who_gets_it(
    operator_client: Client, a: Someone, b: Someone
) -> None:
    await operator_client.put("/api/social/profile", json={"handle": "olga", "name": "Olga"})
    body = {"text": "You are all fools", "shown_to": "everyone"}
    post = (await operator_client.post("/api/social/posts", json=body)).json()
    operator = post["author"]["id"]
    assert not await has_judge(a.client, operator)
    assert await has_judge(operator_client, a.id)
    assert await report(a, post) == 204
    (waits,) = (await standing(a))["reports"]
    assert (waits["outcome"], waits["has_judge"]) == (None, False)
    named = await operator_client.put(f"/api/social/moderation/moderators/{b.id}")
    assert named.status_code == 200, named.text
    assert await has_judge(a.client, operator)
    assert [each["has_judge"] for each in (await standing(a))["reports"]] == [True]
    await decide(b.client, await only_case(b.client), "hide")
    assert [each["outcome"] for each in (await standing(a))["reports"]] == ["acted"]


async def test_a_moderator_who_is_the_one_that_is_reported_counts_for_nobody(
    operator_client: Client, b: Someone
) -> None:
    await operator_client.put(f"/api/social/moderation/moderators/{b.id}")
    assert await has_judge(b.client, b.id)
