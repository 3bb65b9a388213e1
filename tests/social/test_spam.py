import random
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beknown.kit import clock
from beknown.kit.db import PURPOSES, Database, Scope
from beknown.kit.ids import NOBODY, PersonId
from beknown.social.spam import Before, is_worth_comparing, sketch, suspect
from beknown.social.spam_store import add_sketch, count_near, sweep_sketches
from tests.clients import Client
from tests.people import add_person
from tests.social.moderating import answer_appeal, appeal, decide, only_case, read_case, standing, waiting
from tests.social.posting import Post, Someone, address
from tests.social.talk import open_direct, read
from tests.social.test_who_may_write import say_in_vain

SELLING = "Earn {sum} a week from home, ask {name} for the secret that banks hide from you"
NAMES = ("Nora", "Otto", "Pia", "Quin", "Rosa", "Sven", "Tove", "Ugo")
WHO = (
    "My neighbour",
    "The baker",
    "Our teacher",
    "My brother",
    "The ferryman",
    "A friend",
    "The postwoman",
    "Grandmother",
)
DID = (
    "found",
    "mended",
    "lost",
    "painted",
    "sold",
    "borrowed",
    "carried home",
    "photographed",
    "dreamt of",
    "hid",
)
WHAT = (
    "an old bicycle",
    "three green chairs",
    "the church bell",
    "a jar of honey",
    "the blue boat",
    "a box of letters",
    "the garden gate",
    "two tame crows",
    "a broken clock",
    "the village map",
    "a sack of chestnuts",
)
WHERE = (
    "by the river",
    "behind the school",
    "under the bridge",
    "at the market",
    "on the hill",
    "in the cellar",
)
THEN = ("and we laughed until it got dark.", "but nobody believes it.", "so there is soup for everyone tonight!",
        "and now it rains again.", "which reminds me of last summer.", "and I still don't know why.",
        "so come by if you like.", "but the dog had other plans.")  # fmt: skip


def ordinary(seed: int, count: int) -> list[str]:
    """Invent posts as people write them: some short, some long, some with a link, greetings more than once."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    posts: list[str] = []
    for _ in range(count):
        told = [
            " ".join(dice.choice(part) for part in (WHO, DID, WHAT, WHERE, THEN))
            for _ in range(dice.randint(1, 3))
        ]
        link = f" https://example.org/{dice.randrange(10**6)}"
        posts.append(
            dice.choice(["", "", "", "Good morning! "]) + " ".join(told) + dice.choice(["", "", link])
        )
    greetings = ["Good morning to all!", "Thank you!", "Happy birthday!"] * (count // 30)
    return dice.sample(posts + greetings, count)


def selling(seed: int, count: int) -> list[str]:
    """Invent the same offer over and over, each with another name and sum and sometimes a word more."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    more = ("", "Wow! ", "Now: ", "Friends, ")
    texts = [SELLING.format(sum=dice.randint(500, 9000), name=dice.choice(NAMES)) for _ in range(count)]
    return [dice.choice(more) + text for text in texts]


def copies(count: int) -> list[str]:
    """Give one offer so often, each time with another sum."""
    return [SELLING.format(sum=500 + number, name="Nora") for number in range(count)]


async def count_suspected(db: Database, people: list[PersonId], texts: list[str]) -> int:
    """Have people say texts in turn; count those that look like spam."""
    suspected = 0
    for number, text in enumerate(texts):
        async with db.begin(Scope(people[number % len(people)], "export")) as tx:
            is_compared = is_worth_comparing(text, is_reply=False)
            before = await count_near(tx, sketch(text))
            await add_sketch(tx, sketch(text), None)
        suspected += suspect(text, before, is_compared=is_compared) is not None
    return suspected


async def test_of_300_ordinary_posts_of_new_accounts_in_a_day_none_is_taken_for_spam(
    db: Database, ana: PersonId, ben: PersonId
) -> None:
    assert await count_suspected(db, [ana, ben], ordinary(seed=1, count=300)) == 0


@pytest.mark.parametrize("authors", [1, 4])
async def test_of_60_variants_of_one_offer_at_least_50_are_taken_for_spam(db: Database, authors: int) -> None:
    people = [await add_person(db, f"p{number}@example.org", "P") for number in range(authors)]
    assert await count_suspected(db, people, selling(seed=2, count=60)) >= 50


async def test_what_old_accounts_say_alike_is_no_spam_of_theirs(db: Database) -> None:
    people = [await add_person(db, f"p{number}@example.org", "P") for number in range(20)]
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert await count_suspected(db, people, selling(seed=2, count=20)) == 0


@pytest.mark.parametrize(
    ("text", "is_new", "why"),
    [
        ("https://example.org/a https://example.org/b", True, "links"),
        ("Buy https://a.example www.b.example https://c.example now", True, "links"),
        ("https://example.org/a https://example.org/b", False, None),
        ("Look at this https://example.org/a", True, None),
        ("https://example.org/a", True, None),
        (
            "I read https://a.example and then https://b.example, and both say that bees sleep in the cold",
            True,
            None,
        ),
    ],
)
def test_links_with_few_words_are_suspect_in_new_accounts(text: str, is_new: bool, why: str | None) -> None:
    assert suspect(text, Before(0, 0, is_new), is_compared=True) == why


@given(st.text(max_size=300))
def test_a_text_resembles_itself_whatever_its_case_and_signs(text: str) -> None:
    hashes = sketch(text)
    assert hashes == sketch(f"  {text} ... !") == sorted(set(hashes))
    assert 1 <= len(hashes) <= 64


async def test_the_fourth_copy_is_posted_labelled_and_put_before_the_moderators(
    operator_client: Client, db: Database, a: Someone, b: Someone
) -> None:
    posts = [await a.post(text) for text in copies(4)]
    assert [each["marks"] for each in posts] == [[], [], [], [{"kind": "limited", "label": "spam?"}]]
    assert [await b.sees(posts[3]), (await look(b, posts[3]))["marks"]] == [True, posts[3]["marks"]]
    assert [await count_in_feed(db, b, posts[at]) for at in (2, 3)] == [1, 0]
    case = await only_case(operator_client)
    assert (case["reasons"], case["text"]) == ({}, posts[3]["text"])
    assert [step["kind"] for step in (await read_case(operator_client, case))["steps"]] == ["flagged"]
    (told,) = (await standing(a))["decisions"]
    assert (told["decision"], told["is_by_rule"], told["label"]) == ("limit", True, "spam?")
    await decide(operator_client, case, "dismiss", words="")
    assert ((await look(b, posts[3]))["marks"], await waiting(operator_client)) == ([], [])
    assert await count_in_feed(db, b, posts[3]) == 1


async def test_who_is_taken_for_a_spammer_can_appeal(operator_client: Client, a: Someone) -> None:
    posts = [await a.post(text) for text in copies(4)]
    assert await appeal(a) == 200
    case = await only_case(operator_client)
    assert await answer_appeal(operator_client, case, is_granted=True) == 204
    assert (await look(a, posts[3]))["marks"] == []


async def test_notes_to_oneself_and_wishes_in_replies_are_never_spam(a: Someone, b: Someone) -> None:
    notes = [await a.post(SELLING, "me") for _ in range(5)]
    post = await a.post("It is my birthday")
    wishes = [await b.reply(post, "Happy birthday to you, have a great day") for _ in range(5)]
    assert [each["marks"] for each in notes + wishes] == [[]] * 10


async def test_the_fourth_copy_to_a_stranger_is_refused_with_a_word_and_read_by_nobody(
    operator_client: Client, db: Database, a: Someone
) -> None:
    people = [await add_person(db, f"p{number}@example.org", "P") for number in range(4)]
    chats = [await open_direct(a.client, person) for person in people]
    texts = copies(4)
    answers = [await say(a.client, chat, text) for chat, text in zip(chats, texts, strict=True)]
    assert answers == [201, 201, 201, 429]
    assert [await read(a.client, chats[3]), await waiting(operator_client)] == [[], []]
    assert await say_in_vain(a.client, chats[3]) == 201


async def test_sketches_are_ones_own_and_gone_after_two_days_or_with_the_post(
    db: Database, a: Someone, b: Someone
) -> None:
    await a.post("My neighbour found an old bicycle by the river")
    assert [await count_sketches(db, who) for who in (a, b)] == [1, 0]
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        await sweep_sketches(tx, clock.now() + timedelta(days=2))
    assert await count_sketches(db, a) == 0
    await a.post("My neighbour found an old bicycle by the river")
    async with db.begin(Scope(a.id, "export")) as tx:
        await tx.connection.execute("DELETE FROM event")
    assert await count_sketches(db, a) == 0


async def say(client: Client, chat: str, text: str) -> int:
    """Say something; give the status."""
    body = {"id": str(UUID(int=random.getrandbits(128))), "text": text}
    return (await client.post(f"/api/chats/{chat}/messages", json=body)).status_code


async def look(who: Someone, post: Post) -> Post:
    """Give a post as somebody sees it."""
    return (await who.client.get(address(post))).json()["post"]


async def count_in_feed(db: Database, who: Someone, post: Post) -> int:
    """Count a post in what may be put before somebody in a feed."""
    async with db.begin(Scope(who.id, "feed")) as tx:
        found = await tx.connection.execute("SELECT 1 FROM post WHERE id = %s", (post["id"],))
        return len(await found.fetchall())


async def count_sketches(db: Database, who: Someone) -> int:
    """Count the sketches that a person's own scopes give."""
    count = 0
    for purpose in PURPOSES:
        async with db.begin(Scope(who.id, purpose)) as tx:
            found = await tx.connection.execute("SELECT 1 FROM text_sketch")
            count = max(count, len(await found.fetchall()))
    return count
