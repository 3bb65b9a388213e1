"""What is believed: list, why, tell, correct, forget. What is done to beliefs by hand is in `deed_routes`."""

from uuid import UUID

from fastapi import APIRouter

from beknown.kit.web import Db, SignedIn
from beknown.understanding import beliefs, deed_routes
from beknown.understanding.belief_shapes import (
    AboutOut,
    BeliefIn,
    BeliefOut,
    BeliefsIn,
    GoneOut,
    LetInOut,
    MarksIn,
    WhyOut,
)
from beknown.understanding.belief_store import Wanted
from beknown.understanding.tell import correct, forget_belief, tell
from beknown.understanding.tell import remember_again as let_in

router = APIRouter(prefix="/you/beliefs", tags=["you"])
router.include_router(deed_routes.router)


@router.get("")
async def get_beliefs(caller: SignedIn, db: Db) -> list[BeliefOut]:
    """Give what is believed and not settled against, newest first."""
    async with db.begin(caller.scope("export")) as tx:
        found = await beliefs.find_beliefs(tx, states=beliefs.LISTED, limit=1000)
    return [BeliefOut.model_validate(each) for each in found]


@router.post("/find")
async def find_beliefs(body: BeliefsIn, caller: SignedIn, db: Db) -> list[BeliefOut]:
    """Give a page of beliefs, by whom and what they are about. Words stand in no address, hence a POST."""
    wanted = Wanted(
        states=body.states,
        subject=body.subject,
        kind=body.kind,
        is_sensitive=body.is_sensitive,
        words=tuple(body.words.split()),
        is_grouped=True,
        most=body.limit,
        skip=body.skip,
    )
    async with db.begin(caller.scope("export")) as tx:
        return [BeliefOut.model_validate(each) for each in await beliefs.search_beliefs(tx, wanted)]


@router.get("/about")
async def count_about(caller: SignedIn, db: Db) -> list[AboutOut]:
    """Count what is believed, by subject, kind and state."""
    async with db.begin(caller.scope("export")) as tx:
        return [AboutOut.model_validate(each) for each in await beliefs.count_about(tx)]


@router.get("/questions")
async def get_questions(caller: SignedIn, db: Db) -> list[list[BeliefOut]]:
    """Give what only the person can settle: of each question, the beliefs that contradict one another."""
    async with db.begin(caller.scope("export")) as tx:
        questions = await beliefs.find_questions(tx)
    return [[BeliefOut.model_validate(each) for each in question] for question in questions]


@router.post("", status_code=201)
async def add_belief(body: BeliefIn, caller: SignedIn, db: Db) -> BeliefOut:
    """Remember something."""
    async with db.begin(caller.scope("export")) as tx:
        return BeliefOut.model_validate(await tell(tx, body.text, speaker=caller.display_name))


@router.post("/forgotten/undo")
async def remember_again(body: MarksIn, caller: SignedIn, db: Db) -> LetInOut:
    """Let what was forgotten be learned again from words that are still there."""
    async with db.begin(caller.scope("export")) as tx:
        return LetInOut(beliefs=await let_in(tx, body.marks))


@router.get("/{belief_id}/why")
async def get_why(belief_id: UUID, caller: SignedIn, db: Db) -> WhyOut:
    """Say why something is believed: each span that it stands on, with the words around it."""
    async with db.begin(caller.scope("export")) as tx:
        return WhyOut.model_validate(await beliefs.why(tx, belief_id))


@router.put("/{belief_id}")
async def correct_belief(belief_id: UUID, body: BeliefIn, caller: SignedIn, db: Db) -> BeliefOut:
    """Put other words in its place; the answer has a new id, and the former wording as its history."""
    async with db.begin(caller.scope("export")) as tx:
        held = await correct(tx, belief_id, body.text, speaker=caller.display_name)
    return BeliefOut.model_validate(held)


@router.delete("/{belief_id}")
async def delete_belief(belief_id: UUID, caller: SignedIn, db: Db) -> GoneOut:
    """Forget it with its earlier wordings and the events that told them; it isn't learned from such words again."""
    async with db.begin(caller.scope("export")) as tx:
        events, marks = await forget_belief(tx, belief_id)
    return GoneOut(events=events, marks=list(marks))
