"""A question that says 'my sister' looks for the sister by her name."""

from beknown.events import subscribe
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.understanding import index_events, recall_for
from tests.understanding.remembering import remember
from tests.understanding.worlding import learn_world, said

subscribe(index_events)


async def test_whom_a_question_means_is_looked_for_by_name(db: Database, ana: PersonId) -> None:
    await remember(
        db,
        ana,
        [
            said("Jonas Ek", "my sister Karin is here", day=9, mine=True),
            said("Karin", "I moved into the yellow house by the lake", day=8),
            said("Jonas Ek", "I moved into the grey house by the road", day=7),
        ],
    )
    await learn_world(db, ana)
    found = await recall_for(db, None, Scope(ana, "assistant"), "Which house did my sister move into?")
    assert found[0].text == "I moved into the yellow house by the lake"
