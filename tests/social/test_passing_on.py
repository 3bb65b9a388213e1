"""A post that is put into a message is seen there by whoever may see it, and by nobody else."""

from typing import Any

import pytest

from beknown.kit.ids import new_id
from tests.clients import Client
from tests.social.posting import Someone
from tests.social.talk import list_chats, open_direct

AT = "/api/social"


async def publish(who: Someone, text: str, shown_to: str = "everyone") -> dict[str, Any]:
    """Post something; give how a message names it."""
    answer = await who.client.post(f"{AT}/posts", json={"text": text, "shown_to": shown_to})
    assert answer.status_code == 201, answer.text
    return {"kind": "post", "of": str(who.id), "id": answer.json()["id"]}


async def pass_on(client: Client, chat: str, attached: dict[str, Any], text: str = "") -> Any:  # noqa: ANN401 - a response
    """Put something into a message."""
    body = {"id": str(new_id()), "text": text, "attached": attached}
    return await client.post(f"/api/chats/{chat}/messages", json=body)


async def see_card(client: Client, attached: dict[str, Any]) -> Any:  # noqa: ANN401 - a response
    """Ask for the card of what is in a message."""
    path = f"/api/chats/cards/{attached['kind']}/{attached['id']}"
    return await client.get(path, params={"of": attached["of"]})


async def test_a_post_is_passed_on_and_seen_in_the_message(a: Someone, b: Someone, c: Someone) -> None:
    post = await publish(c, "The old tram runs again on Sunday")
    chat = await open_direct(a.client, b.id)
    sent = (await pass_on(a.client, chat, post)).json()
    assert (sent["text"], sent["attached"]) == ("", post)
    card = (await see_card(b.client, post)).json()
    assert (card["title"], card["text"]) == ("Cleo", "The old tram runs again on Sunday")
    assert card["address"] == f"/people/of/{c.id}/{post['id']}"
    assert [each["last_attached"] for each in await list_chats(b.client)] == ["post"]


async def test_who_may_not_see_a_post_does_not_see_it_in_a_message(
    a: Someone, b: Someone, c: Someone
) -> None:
    """Ana follows Cleo; Ben doesn't, and the message changes nothing of that."""
    await a.client.put(f"{AT}/people/{c.id}/follow")
    post = await publish(c, "For my followers", "followers")
    chat = await open_direct(a.client, b.id)
    assert (await pass_on(a.client, chat, post)).status_code == 201
    assert (await see_card(a.client, post)).status_code == 200
    assert (await see_card(b.client, post)).status_code == 404


async def test_nobody_passes_on_what_they_do_not_see(a: Someone, b: Someone, c: Someone) -> None:
    post = await publish(c, "For my followers", "followers")
    chat = await open_direct(a.client, b.id)
    assert (await pass_on(a.client, chat, post)).status_code == 404
    unknown = {"kind": "recipe", "of": None, "id": str(new_id())}
    refused = await pass_on(a.client, chat, unknown)
    assert (refused.status_code, "'recipe'" in refused.json()["detail"]) == (422, True)


async def test_a_deleted_post_is_gone_from_messages(a: Someone, b: Someone, c: Someone) -> None:
    post = await publish(c, "The old tram runs again on Sunday")
    chat = await open_direct(a.client, b.id)
    await pass_on(a.client, chat, post, "Look")
    await c.client.delete(f"{AT}/posts/{post['id']}")
    assert (await see_card(b.client, post)).status_code == 404


async def test_passing_on_is_in_the_log_of_who_did_it_once_and_in_no_other(
    a: Someone, b: Someone, c: Someone
) -> None:
    post = await publish(c, "The old tram runs again on Sunday")
    chat = await open_direct(a.client, b.id)
    await pass_on(a.client, chat, post)
    await pass_on(a.client, chat, post)
    logs = [(await each.client.post("/api/you/timeline", json={})).json()["events"] for each in (a, b)]
    types = [[each["type"] for each in log if each["type"] == "social.post.passed_on.v1"] for log in logs]
    assert types == [["social.post.passed_on.v1"], []]


@pytest.mark.parametrize(
    "attached", [{"kind": "post", "id": str(new_id())}, {"kind": "Not A Kind", "id": "x"}]
)
async def test_what_is_badly_named_is_refused_in_words(
    a: Someone, b: Someone, attached: dict[str, Any]
) -> None:
    chat = await open_direct(a.client, b.id)
    assert (await pass_on(a.client, chat, attached)).status_code == 422
