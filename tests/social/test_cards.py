"""Cards are read by a role of their own: it shows what each reader's own policies show, and nothing else."""

import random
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from beknown.kit.db import PURPOSES, SESSION_OPTIONS, Database
from beknown.kit.ids import new_id

Rows = list[dict[str, Any]]

AT = datetime(2026, 11, 1, tzinfo=UTC)
PEOPLE, POSTS = 7, 90
BY_OWN_POLICIES = "post_card_by_own_policies"

AS_ITSELF = b"SELECT pg_get_viewdef('post_card'::regclass)"
OWNED_BY = b"SELECT pg_get_userbyid(relowner), reloptions FROM pg_class WHERE oid = 'post_card'::regclass"


def draw_world(chance: random.Random) -> dict[str, Rows]:
    """Draw people with all kinds of ties, and posts with all that can hang on them, whatever the rules would say."""
    people = [new_id() for _ in range(PEOPLE)]
    watcher = new_id()  # who shows nobody who they are, and so sees nobody
    lists = [{"person_id": each, "id": new_id(), "name": "Some", "made_at": AT} for each in people[:3]]
    posts = draw_posts(chance, people, lists)
    pairs = [(one, other) for one in people for other in people if one != other]
    return {
        "person": [{"id": each, "email": f"{each}@example.org", "display_name": "P"} for each in [*people, watcher]],
        "profile": [
            {
                "person_id": each, "handle": f"p_{number}", "name": f"P {number}", "made_at": AT,
                "is_private": number in {2, 3},
            }
            for number, each in enumerate(people)
        ],
        "people_list": lists,
        "people_list_member": [
            {"person_id": each["person_id"], "list_id": each["id"], "member_id": member}
            for each in lists
            for member in chance.sample(people, 3)
        ],
        "follow": [
            {"person_id": one, "followed_id": other, "event_id": one, "made_at": AT}
            for one, other in chance.sample(pairs, 16)
        ],
        "people_block": [
            {"person_id": one, "blocked_id": other, "made_at": AT} for one, other in chance.sample(pairs, 3)
        ],
        "people_mute": draw_mutes(chance, people, posts),
        "post": posts,
        **draw_deeds(chance, people, posts),
        **draw_what_hangs_on(chance, posts),
    }  # fmt: skip


def draw_posts(chance: random.Random, people: Sequence[UUID], lists: Rows) -> Rows:
    posts: Rows = []
    for number in range(POSTS):
        parent = chance.choice(posts) if posts and chance.random() < 0.4 else None
        quoted = chance.choice(posts) if posts and chance.random() < 0.3 else None
        listed = chance.choice(lists) if chance.random() < 0.2 else None
        author = chance.choice(people)
        posts.append(
            {
                "person_id": author, "id": new_id(), "event_id": author,
                "text": chance.choice(["A kiln", "Politics", "Bread"]) + f" {number}",
                "shown_to": "list" if listed else chance.choice(["me", "everyone", "everyone", "followers"]),
                "host_id": listed["person_id"] if listed else author, "list_id": listed and listed["id"],
                "is_reply": parent is not None,
                "parent_person_id": parent and parent["person_id"], "parent_id": parent and parent["id"],
                "root_person_id": parent and parent["person_id"], "root_id": parent and parent["id"],
                "is_quote": quoted is not None,
                "quote_person_id": quoted and quoted["person_id"], "quote_id": quoted and quoted["id"],
                "made_at": AT + timedelta(minutes=number),
                "gone_at": AT if chance.random() < 0.05 else None,
            }
        )  # fmt: skip
    return posts


def draw_mutes(chance: random.Random, people: Sequence[UUID], posts: Rows) -> Rows:
    root = chance.choice(posts)
    given: Rows = [
        {"kind": "word", "word": "politics"},
        {"kind": "person", "muted_id": people[1]},
        {"kind": "thread", "root_person_id": root["person_id"], "root_id": root["id"]},
    ]
    nothing = {"word": None, "muted_id": None, "root_person_id": None, "root_id": None}
    return [
        {**nothing, **each, "person_id": who, "id": new_id(), "made_at": AT}
        for each in given
        for who in chance.sample(people, 2)
    ]


def draw_deeds(chance: random.Random, people: Sequence[UUID], posts: Rows) -> dict[str, Rows]:
    def draw(count: int) -> list[dict[str, Any]]:
        pairs = [(who, post) for who in people for post in posts]
        return [
            {
                "person_id": who, "post_person_id": post["person_id"], "post_id": post["id"], "event_id": who,
                "made_at": AT,
            }
            for who, post in chance.sample(pairs, count)
        ]  # fmt: skip

    for_all = {each["id"] for each in posts if each["shown_to"] == "everyone"}
    return {
        "post_reaction": [{**each, "kind": chance.choice(["like", "love", "wow"])} for each in draw(200)],
        "post_saved": draw(60),
        "post_repost": [{**each, "id": new_id()} for each in draw(150) if each["post_id"] in for_all],
    }


def draw_what_hangs_on(chance: random.Random, posts: Rows) -> dict[str, Rows]:
    def some(count: int) -> Rows:
        return [
            {"person_id": each["person_id"], "post_id": each["id"], "id": new_id(), "made_at": AT}
            for each in chance.sample(posts, count)
        ]

    size = {"alt": "A", "width": 2, "height": 1}
    return {
        "post_image": [{**each, **size, "blob_id": new_id(), "position": 0} for each in some(25)],
        "post_link": [
            {**each, "url": "https://example.org/", "state": chance.choice(["waits", "shown", "away"])}
            for each in some(30)
        ],
        "post_video": [
            {**each, **size, "blob_id": new_id(), "poster_id": new_id(), "length_ms": 1000, "captions": ""}
            for each in some(10)
        ],
        "moderation_mark": [
            {**each, "kind": chance.choice(["label", "limited", "hidden", "removed"]), "label": "rude"}
            for each in some(14)
        ],
    }


async def put(owner: psycopg.AsyncConnection, table: str, rows: Rows) -> None:
    """Put rows in, as far as the table has such columns."""
    cursor = await owner.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", (table,)
    )
    known = {str(name) for (name,) in await cursor.fetchall()}
    names = [name for name in rows[0] if name in known]
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, names)),
        sql.SQL(", ").join(map(sql.Placeholder, names)),
    )
    async with owner.cursor() as writer:
        await writer.executemany(statement, [{name: row[name] for name in names} for row in rows])


@pytest.fixture
async def owner(db: Database, database_url: str) -> AsyncIterator[psycopg.AsyncConnection]:
    """The superuser, with triggers and foreign keys off; the same view by each reader's own policies is there."""
    del db
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        await connection.execute("SET session_replication_role = replica")
        (text,) = (await (await connection.execute(AS_ITSELF)).fetchone()) or ("",)
        name = sql.Identifier(BY_OWN_POLICIES)
        await connection.execute(
            sql.SQL("CREATE VIEW {} WITH (security_invoker) AS {}").format(name, sql.SQL(text))
        )
        await connection.execute(sql.SQL("GRANT SELECT ON {} TO beknown_app").format(name))
        yield connection
        await connection.execute(sql.SQL("DROP VIEW {}").format(name))


async def see(visitor: psycopg.AsyncConnection, view: str, person: UUID, purpose: str) -> Rows:
    """Give all cards that somebody sees."""
    async with visitor.transaction(force_rollback=True):
        await visitor.execute(
            "SELECT set_config('app.person', %s, true), set_config('app.purpose', %s, true)",
            (str(person), purpose),
        )
        found = sql.SQL("SELECT to_jsonb(c) FROM {} c ORDER BY c.author_id, c.id").format(
            sql.Identifier(view)
        )
        return [row for (row,) in await (await visitor.execute(found)).fetchall()]


@pytest.mark.parametrize("seed", range(4))
async def test_a_card_shows_what_its_readers_own_policies_show(
    owner: psycopg.AsyncConnection, database_url: str, seed: int
) -> None:
    world = draw_world(random.Random(seed))  # noqa: S311 - a world, not a secret
    for table, rows in world.items():
        await put(owner, table, rows)
    readers = [each["id"] for each in world["person"]]
    seen = 0
    async with await psycopg.AsyncConnection.connect(database_url, options=SESSION_OPTIONS) as visitor:
        for reader in readers:
            for purpose in PURPOSES:
                cards = await see(visitor, "post_card", reader, purpose)
                assert cards == await see(visitor, BY_OWN_POLICIES, reader, purpose)
                seen += len(cards)
    assert seen > POSTS


async def test_what_reads_cards_is_owned_by_the_role_that_has_their_policies(
    owner: psycopg.AsyncConnection,
) -> None:
    """A migration that makes the view anew as `security_invoker` would make every page of posts slow again."""
    assert await (await owner.execute(OWNED_BY)).fetchone() == ("beknown_card", None)


async def test_the_app_may_not_act_as_the_role_of_cards(owner: psycopg.AsyncConnection) -> None:
    cursor = await owner.execute("SELECT pg_has_role('beknown_app', 'beknown_card', 'MEMBER')")
    assert await cursor.fetchone() == (False,)
