"""Rules about posts that quote others."""

from tests.feed.reading import read, texts
from tests.social.posting import Someone


async def test_nothing_from_quotes_takes_posts_with_a_quote_off_the_feed(
    a: Someone, b: Someone, c: Someone
) -> None:
    post = await b.post("A morning on the river")
    named = {"author_id": str(b.id), "id": post["id"]}
    await c.post("Worth reading", quote=named)
    assert sorted(texts((await read(a))["items"])) == ["A morning on the river", "Worth reading"]
    said = await a.client.post("/api/feed/rules", json={"text": "nothing from quotes"})
    assert (said.status_code, said.json()["unread"]) == (201, [])
    assert texts((await read(a))["items"]) == ["A morning on the river"]
