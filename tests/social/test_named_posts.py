"""Posts that are read in one go: some whole, of others that are only named the words."""

from uuid import UUID

from beknown.kit.db import Database, Scope
from beknown.social import PostCard, PostWords, Ref, find_cards, find_cards_and_words
from tests.social.posting import Post, Someone


def name(post: Post) -> Ref:
    """Name a post."""
    return Ref(UUID(post["author"]["id"]), UUID(post["id"]))


async def read(
    db: Database, who: Someone, posts: list[Post], named: list[Post]
) -> tuple[list[PostCard], list[PostWords]]:
    """Read posts as somebody."""
    async with db.begin(Scope(who.id, "feed")) as tx:
        return await find_cards_and_words(tx, [*map(name, posts)], [*map(name, named)])


async def test_what_is_whole_is_the_card_and_what_is_named_is_its_words(
    db: Database, a: Someone, b: Someone
) -> None:
    whole, named = await b.post("Clay from the river"), await b.post("A kiln at dawn")
    quoting = await b.post("See this", quote={"author_id": str(b.id), "id": named["id"]})
    await a.client.put(f"/api/social/posts/{b.id}/{whole['id']}/reaction", json={"kind": "love"})
    cards, words = await read(db, a, [whole, quoting], [named])
    async with db.begin(Scope(a.id, "feed")) as tx:
        alone = await find_cards(tx, [name(whole), name(quoting)])
    assert sorted(cards, key=lambda card: card.id) == sorted(alone, key=lambda card: card.id)
    assert {card.my_reaction for card in cards} == {"love", None}
    assert words == [PostWords(b.id, UUID(named["id"]), "Ben", "A kiln at dawn")]


async def test_what_somebody_may_not_or_does_not_want_to_read_is_not_named(
    db: Database, a: Someone, b: Someone, c: Someone
) -> None:
    for_few, muted, gone = await b.post("For few", "followers"), await c.post("Loud"), await b.post("Gone")
    muting = await a.client.post("/api/social/mutes", json={"kind": "person", "person_id": str(c.id)})
    deleting = await b.client.delete(f"/api/social/posts/{gone['id']}")
    assert (muting.status_code, deleting.status_code) == (201, 204)
    assert await read(db, a, [], [for_few, muted, gone]) == ([], [])
    assert len((await read(db, b, [], [for_few, muted, gone]))[1]) == 2
