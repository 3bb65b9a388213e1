"""What is believed of health and mood is for the person's own assistant; of talk of distress nothing is believed."""

import pytest

from beknown.events import EventDraft, append_many, ensure_source
from beknown.kit.db import Database, Purpose, Scope
from beknown.kit.ids import PersonId
from beknown.understanding import find_beliefs, find_interests
from beknown.understanding.believe import BeliefLearner
from beknown.understanding.extract import LanguageRules
from beknown.understanding.learn import learn_slice, rebuild
from beknown.understanding.world_learner import WorldLearner
from tests.understanding.believing import DAY

POSTED = (
    "I live in Lisbon now.",
    "I'm allergic to peanuts.",
    "I have asthma.",
    "I've been feeling really lonely since the summer.",
    "My mother has diabetes.",
)
DISTRESS = (
    "I want to kill myself.",
    "I want to die and I plan to do it in Porto.",
    "My husband hits me.",
    "I make myself throw up after every meal.",
    "I feel so hopeless.",
)
LEARNERS = (BeliefLearner(LanguageRules()), WorldLearner())


async def post(db: Database, person: PersonId, *texts: str) -> None:
    """Have a person post, where all may read it, and learn from it."""
    drafts = [
        EventDraft("social.post.published.v1", text, DAY, text, speaker="Ana", is_mine=True) for text in texts
    ]
    async with db.begin(Scope(person, "export")) as tx:
        await append_many(tx, await ensure_source(tx, "facebook"), drafts)
    async with db.begin(Scope(person, "export")) as tx:
        await tx.connection.execute(
            "UPDATE source SET purposes = '{assistant,live,feed,business,ads,export,safety}'"
        )
    await rebuild(db, Scope(person, "export"), LEARNERS)
    await learn_slice(db, Scope(person, "export"), LEARNERS)


@pytest.mark.parametrize("purpose", ["feed", "ads", "business"])
async def test_no_belief_about_health_or_mood_reaches_feed_ads_or_business(
    db: Database, ana: PersonId, purpose: Purpose
) -> None:
    await post(db, ana, *POSTED)
    async with db.begin(Scope(ana, "export")) as tx:
        known = {belief.kind for belief in await find_beliefs(tx)}
    async with db.begin(Scope(ana, purpose)) as tx:
        seen = await find_beliefs(tx)
    assert {"health", "feeling", "fact"} <= known
    assert [belief.statement for belief in seen if belief.kind in {"health", "feeling"}] == []
    assert any(belief.kind == "fact" for belief in seen)


async def test_nothing_is_believed_of_talk_of_distress(db: Database, ana: PersonId) -> None:
    await post(db, ana, *DISTRESS)
    async with db.begin(Scope(ana, "export")) as tx:
        assert await find_beliefs(tx) == []
        assert await find_interests(tx) == []
