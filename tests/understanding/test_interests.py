"""Interests: topics out of what a person does, weighed, fading, and the person's hand on them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beknown.events import EventDraft, forget, subscribe
from beknown.events.forget import What
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Purpose, Scope
from beknown.kit.errors import Invalid, NotFound
from beknown.kit.ids import PersonId
from beknown.understanding import (
    add_fame,
    find_interests,
    note_unread,
    phrases_of,
    score_fame,
    score_items,
)
from beknown.understanding.choose_interest import choose_interest, undo_choice
from beknown.understanding.interest_types import Interest
from beknown.understanding.interests import Interests
from beknown.understanding.learn import learn_slice, rebuild
from beknown.understanding.phrases import find_phrases
from tests.clients import Client
from tests.thorough import examples
from tests.understanding.remembering import remember, switch_off

subscribe(note_unread)
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LEARNER = Interests()
SEARCHED, LIKED, POSTED, SENT = (
    "web.search.made.v1",
    "social.reaction.given.v1",
    "social.post.published.v1",
    "social.message.sent.v1",
)


def did(kind: str, text: str, days_ago: float, **payload: Sequence[str]) -> EventDraft:
    at = NOW - timedelta(days=days_ago)
    return EventDraft(
        kind, f"{kind}:{text}:{days_ago}", at, text, "Ana Duarte", is_mine=True, payload=payload
    )


LIFE = [
    did(POSTED, "Planted an old oak in the garden", 3),
    did(LIKED, "Old oak and beech, a field guide", 9),
    did(SEARCHED, "how old can an old oak get", 20),
    did(SEARCHED, "ferry timetable gotland", 4),
    did(SEARCHED, "gotland ferry price", 40),
    did(SENT, "My sister's wedding dress is ready", 2),
    did(SENT, "The wedding dress fits", 5),
    did(SENT, "Wedding dress again!", 6),
    did(SENT, "About the wedding dress", 7),
    did(SENT, "That wedding dress costs", 8),
    did(SENT, "Where is the wedding dress?", 11),
]


async def learn(db: Database, person: PersonId, drafts: Sequence[EventDraft], *, source: str = "x") -> None:
    await remember(db, person, drafts, source=source)
    assert await learn_slice(db, Scope(person, "export"), [LEARNER])


async def interests_of(db: Database, person: PersonId, purpose: Purpose = "export") -> list[Interest]:
    async with db.begin(Scope(person, purpose)) as tx:
        return await find_interests(tx)


async def named(db: Database, person: PersonId, purpose: Purpose = "export") -> set[str]:
    return {each.name for each in await interests_of(db, person, purpose)}


async def the(db: Database, person: PersonId, word: str) -> Interest:
    return next(each for each in await interests_of(db, person) if word in " ".join(each.words))


async def test_what_a_person_does_repeatedly_is_a_topic(db: Database, ana: PersonId) -> None:
    with clock.frozen(NOW):
        await learn(db, ana, LIFE)
        found = await interests_of(db, ana)
    oak = next(each for each in found if "old oak" in each.words)
    assert (oak.name, oak.events) == ("old oak", 3)
    assert found[0] == oak


async def test_a_single_chance_mention_is_no_topic(db: Database, ana: PersonId) -> None:
    with clock.frozen(NOW):
        await learn(db, ana, [did(SEARCHED, "tyre pressure", 1), did(SENT, "I saw a heron", 2)])
        assert await interests_of(db, ana) == []


async def test_names_of_people_are_no_topics(db: Database, ana: PersonId) -> None:
    with clock.frozen(NOW):
        ben = replace(did("social.message.received.v1", "Hello", 1), speaker="Ben Okafor", is_mine=False)
        searches = [did(SEARCHED, "ben okafor birthday", day) for day in range(1, 8)]
        await learn(db, ana, [ben, *searches])
        words = {word for each in await interests_of(db, ana) for word in each.words}
    assert not any("okafor" in word for word in words)


async def test_a_topic_fades_by_its_half_life(db: Database, ana: PersonId) -> None:
    with clock.frozen(NOW):
        await learn(db, ana, [did(SEARCHED, "gotland ferry", 0), did(SEARCHED, "gotland ferry", 1)])
        fresh = (await interests_of(db, ana))[0].weight
    with clock.frozen(NOW + timedelta(days=60)):
        faded = (await interests_of(db, ana))[0].weight
    assert faded == pytest.approx(fresh / 2, rel=1e-3)


@settings(
    max_examples=examples(3), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(len(LIFE))), cut=st.integers(1, len(LIFE) - 1))
async def test_any_order_and_batches_and_a_rebuild_give_the_same(
    db: Database, ana: PersonId, order: list[int], cut: int
) -> None:
    scope, shuffled = Scope(ana, "export"), [LIFE[at] for at in order]
    with clock.frozen(NOW):
        await learn(db, ana, LIFE)
        wanted = await interests_of(db, ana)
        async with db.begin(scope) as tx:
            await forget(tx, Blobs(Path("/nonexistent")), What("everything"))
            await tx.connection.execute("DELETE FROM forgotten")
        await learn(db, ana, shuffled[:cut])
        await learn(db, ana, shuffled[cut:])
        stepwise = await interests_of(db, ana)
        await rebuild(db, scope, [LEARNER])
        await learn_slice(db, scope, [LEARNER])
        await learn_slice(db, scope, [LEARNER])
        rebuilt = await interests_of(db, ana)
        async with db.begin(scope) as tx:
            await forget(tx, Blobs(Path("/nonexistent")), What("everything"))
            await tx.connection.execute("DELETE FROM forgotten")
    assert stepwise == wanted
    assert rebuilt == wanted


async def test_forgetting_takes_the_topic_that_stood_on_it_alone_at_once(
    db: Database, ana: PersonId, tmp_path: Path
) -> None:
    with clock.frozen(NOW):
        await learn(db, ana, LIFE)
        async with db.begin(Scope(ana, "export")) as tx:
            from_at = NOW - timedelta(days=9, hours=1)
            await forget(tx, Blobs(tmp_path), What("span", from_at=from_at, to_at=NOW))
        left = await interests_of(db, ana)
    assert {each.events for each in left} == {1}
    assert "field guide" not in {word for each in left for word in each.words}


async def test_the_feed_knows_nothing_that_was_said_in_a_dialogue(db: Database, ana: PersonId) -> None:
    with clock.frozen(NOW):
        await learn(db, ana, LIFE)
        seen = await interests_of(db, ana, "feed")
        assert "wedding dress" in await named(db, ana, "assistant")
    assert "old oak" in {each.name for each in seen}
    assert not any("wedding" in word for each in seen for word in each.words)


@pytest.mark.parametrize("purpose", ["ads", "business"])
async def test_neither_advertisers_nor_businesses_get_interests(
    db: Database, ana: PersonId, purpose: Purpose
) -> None:
    with clock.frozen(NOW):
        await learn(db, ana, LIFE)
        async with db.begin(Scope(ana, "export")) as tx:
            await tx.connection.execute("UPDATE source SET purposes = purposes || ARRAY['ads', 'business']")
        assert await interests_of(db, ana, purpose) == []


async def test_a_source_that_is_switched_off_tells_the_feed_nothing(db: Database, ana: PersonId) -> None:
    with clock.frozen(NOW):
        await learn(db, ana, LIFE)
        await switch_off(db, ana, "x", "feed")
        assert await interests_of(db, ana, "feed") == []


async def test_a_sensitive_topic_stays_with_the_assistant(db: Database, ana: PersonId) -> None:
    with clock.frozen(NOW):
        await learn(db, ana, [did(LIKED, "Living with depression", day) for day in range(5)])
        assert len(await interests_of(db, ana, "assistant")) == 1
        assert await interests_of(db, ana, "feed") == []


async def test_another_person_sees_none_of_it(db: Database, ana: PersonId, ben: PersonId) -> None:
    with clock.frozen(NOW):
        await learn(db, ana, LIFE)
        assert await interests_of(db, ben) == []


async def test_a_muted_topic_is_seen_by_the_persons_own_hand_alone(db: Database, ana: PersonId) -> None:
    scope = Scope(ana, "export")
    with clock.frozen(NOW):
        await learn(db, ana, LIFE)
        oak = await the(db, ana, "old oak")
        await choose_interest(db, scope, LEARNER, oak.id, "muted")
        assert "old oak" not in await named(db, ana, "assistant")
        assert (await the(db, ana, "old oak")).is_muted
        await choose_interest(db, scope, LEARNER, oak.id, "unmuted")
        assert "old oak" in await named(db, ana, "assistant")


async def test_what_was_done_by_hand_outlives_a_rebuild(db: Database, ana: PersonId) -> None:
    scope = Scope(ana, "export")
    with clock.frozen(NOW):
        await learn(db, ana, LIFE)
        ferry = await the(db, ana, "ferry")
        await choose_interest(db, scope, LEARNER, ferry.id, "renamed", name="Going to the island")
        await choose_interest(db, scope, LEARNER, ferry.id, "pinned")
        before = await interests_of(db, ana)
        await rebuild(db, scope, [LEARNER])
        await learn_slice(db, scope, [LEARNER])
        assert await interests_of(db, ana) == before
    assert (before[0].name, before[0].is_pinned) == ("Going to the island", True)


async def test_a_forgotten_topic_is_never_learned_again_until_that_is_undone(
    db: Database, ana: PersonId
) -> None:
    scope = Scope(ana, "export")
    with clock.frozen(NOW):
        await learn(db, ana, LIFE)
        oak = await the(db, ana, "old oak")
        deed = await choose_interest(db, scope, LEARNER, oak.id, "forgotten")
        await learn(db, ana, [did(LIKED, "An old oak again", 0.5)])
        assert "old oak" not in await named(db, ana)
        await undo_choice(db, scope, LEARNER, deed)
        assert (await the(db, ana, "old oak")).events == len(["three before", "and", "one", "more"])


async def test_merged_topics_are_one_until_that_is_undone(db: Database, ana: PersonId) -> None:
    scope = Scope(ana, "export")
    with clock.frozen(NOW):
        await learn(db, ana, LIFE)
        oak, ferry = await the(db, ana, "old oak"), await the(db, ana, "ferry")
        before = await interests_of(db, ana)
        deed = await choose_interest(db, scope, LEARNER, ferry.id, "merged", into=oak.id)
        assert (await the(db, ana, "old oak")).events == oak.events + ferry.events
        await undo_choice(db, scope, LEARNER, deed)
        assert await interests_of(db, ana) == before


async def test_a_topic_that_is_not_there_can_not_be_handled(
    db: Database, ana: PersonId, ben: PersonId
) -> None:
    with clock.frozen(NOW):
        await learn(db, ana, LIFE)
        oak = await the(db, ana, "old oak")
        with pytest.raises(NotFound):
            await choose_interest(db, Scope(ben, "export"), LEARNER, oak.id, "pinned")
        with pytest.raises(Invalid):
            await choose_interest(db, Scope(ana, "export"), LEARNER, oak.id, "renamed", name=" ")


async def test_the_page_shows_topics_and_what_is_behind_them(
    db: Database, ana: PersonId, ana_client: Client
) -> None:
    await learn(
        db, ana, [replace(each, occurred_at=clock.now() - timedelta(days=at)) for at, each in enumerate(LIFE)]
    )
    (first, *_) = (await ana_client.get("/api/you/interests")).json()
    items = (await ana_client.get(f"/api/you/interests/{first['id']}/items")).json()
    assert (len(items), first["share"]) == (first["events"], 1.0)
    done = await ana_client.post(f"/api/you/interests/{first['id']}/deeds", json={"deed": "muted"})
    after = (await ana_client.get("/api/you/interests")).json()
    assert (after[-1]["id"], after[-1]["is_muted"], after[-1]["serves_feed"]) == (first["id"], True, False)
    await ana_client.post(f"/api/you/interests/deeds/{done.json()['event_id']}/undo")
    assert (await ana_client.get("/api/you/interests")).json()[0]["id"] == first["id"]


def test_things_that_share_a_persons_topics_rank_first() -> None:
    oak = Interest(UUID(int=7), "oak", ("oak",), {"oak": 1.0}, 2.0, 3, NOW, NOW)
    items = {"tree": phrases_of("A book on the oak"), "car": phrases_of("A book on engines")}
    scores = score_items([oak], items)
    assert scores["tree"] > scores["car"] == 0


def test_who_likes_what_few_know_is_led_there_and_who_likes_what_all_like_is_led_there() -> None:
    likes = {f"thing {number}": number for number in range(100)}
    few = score_fame(likes, [f"thing {number}" for number in (1, 2, 5, 8, 9)])
    many = score_fame(likes, [f"thing {number}" for number in (91, 93, 95, 98, 99)])
    assert few["thing 3"] > 0 > few["thing 97"]
    assert many["thing 97"] > 0 > many["thing 3"]


def test_among_things_equally_known_taste_decides_and_among_equals_in_taste_fame() -> None:
    likes = {"oak": 9, "engine": 9, "elm": 1}
    both = add_fame({"oak": 1.0, "engine": 0.5, "elm": 0.5}, score_fame(likes, ["oak", "engine"]))
    assert both["oak"] > both["engine"] > both["elm"]


@given(
    st.dictionaries(st.integers(), st.integers(0, 1 << 40), max_size=30),
    st.lists(st.integers(), max_size=30),
)
def test_fame_is_the_same_for_things_that_as_many_like_and_follows_no_likes_nowhere(
    likes: dict[int, int], liked: list[int]
) -> None:
    scores = score_fame(likes, liked)
    assert scores.keys() == likes.keys()
    assert len({(likes[key], round(score, 9)) for key, score in scores.items()}) == len(set(likes.values()))
    assert all(abs(score) < 1e-9 for score in score_fame(likes, []).values())


@given(st.text(max_size=300))
def test_phrases_of_any_text_are_found_and_stay_the_same(text: str) -> None:
    found = find_phrases(text)
    assert found == find_phrases(text)
    assert len({each.key for each in found}) == len(found)
    assert all(each.key and each.words for each in found)
