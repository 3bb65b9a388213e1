"""What a test reports, decides and appeals, over HTTP."""

from typing import Any

from tests.clients import Client
from tests.social.posting import Post, Someone, address

Json = dict[str, Any]


async def report(who: Someone, post: Post, reason: str = "harassment", words: str = "") -> int:
    """Report a post; give the status."""
    body = {"reason": reason, "words": words}
    return (await who.client.post(f"{address(post)}/reports", json=body)).status_code


async def waiting(client: Client, *, is_waiting: bool = True) -> list[Json]:
    """Give the cases that wait, or those decided."""
    answer = await client.get("/api/social/moderation/cases", params={"is_waiting": is_waiting})
    assert answer.status_code == 200, answer.text
    return answer.json()["cases"]


async def only_case(client: Client) -> Json:
    """Give the one case that waits."""
    (case,) = await waiting(client)
    return case


async def read_case(client: Client, case: Json) -> Json:
    """Give what is known of a case."""
    answer = await client.get(_address(case))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def decide(client: Client, case: Json, deed: str, **more: Any) -> Json:  # noqa: ANN401 - JSON
    """Decide a case; give what is known of it."""
    answer = await decide_in_vain(client, case, deed, **more)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def decide_in_vain(client: Client, case: Json, deed: str, **more: Any) -> Any:  # noqa: ANN401 - JSON
    """Try to decide a case; give the answer."""
    body = {"kind": case["kind"], "deed": deed, "words": "Because of what it says", **more}
    return await client.post(f"{_address(case)}/decisions", json=body)


async def standing(who: Someone) -> Json:
    """Give what was decided about somebody, as they see it."""
    return (await who.client.get("/api/social/standing")).json()


async def appeal(who: Someone, words: str = "It was a joke among friends") -> int:
    """Appeal the latest decision about oneself; give the status."""
    decision = (await standing(who))["decisions"][0]["id"]
    answer = await who.client.post(f"/api/social/standing/{decision}/appeal", json={"words": words})
    return answer.status_code


async def answer_appeal(client: Client, case: Json, *, is_granted: bool, words: str = "So it is") -> int:
    """Answer the appeal against the latest decision of a case, or lift that; give the status."""
    decision = (await read_case(client, case))["decisions"][-1]["id"]
    where = f"/api/social/moderation/decisions/{case['person_id']}/{decision}/answer"
    return (await client.post(where, json={"is_granted": is_granted, "words": words})).status_code


def _address(case: Json) -> str:
    return f"/api/social/moderation/cases/{case['person_id']}/{case['id']}"
