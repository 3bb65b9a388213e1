"""Reports, moderation and one's own standing over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, Response

from beknown.kit.errors import NotFound
from beknown.kit.web import Db, Files, SignedIn
from beknown.social import moderate, report, standing, standing_store
from beknown.social import moderation_shapes as shapes
from beknown.social import moderation_store as store
from beknown.social.chat_types import ChatId
from beknown.social.give_file import give_captions, give_file
from beknown.social.types import Ref

Number = Annotated[int, Query(ge=0, le=10_000)]

router = APIRouter()


@router.post("/posts/{author_id}/{post_id}/reports", status_code=204)
async def report_post(
    caller: SignedIn, db: Db, author_id: UUID, post_id: UUID, body: shapes.ReportIn
) -> None:
    """Report a post. Nobody learns who did."""
    async with db.begin(caller.scope("export")) as tx:
        await report.report_post(tx, Ref(author_id, post_id), body.complaint())


@router.post("/people/{person_id}/reports", status_code=204)
async def report_person(caller: SignedIn, db: Db, person_id: UUID, body: shapes.ReportIn) -> None:
    """Report somebody. Nobody learns who did."""
    async with db.begin(caller.scope("export")) as tx:
        await report.report_person(tx, person_id, body.complaint())


@router.get("/people/{person_id}/reports/judge")
async def find_judge(caller: SignedIn, db: Db, person_id: UUID) -> shapes.JudgeOut:
    """Say whether somebody else than this person looks at reports; where nobody does, reports about them wait."""
    async with db.begin(caller.scope("export")) as tx:
        return shapes.JudgeOut(has_judge=await store.has_judge(tx, person_id))


@router.post("/messages/{chat_id}/{seq}/reports", status_code=204)
async def report_message(caller: SignedIn, db: Db, chat_id: UUID, seq: int, body: shapes.ReportIn) -> None:
    """Report a message, with as many before it as are to be added; moderators see no more of the conversation."""
    async with db.begin(caller.scope("export")) as tx:
        await report.report_message(tx, ChatId(chat_id), seq, body.complaint())


@router.get("/standing")
async def get_standing(caller: SignedIn, db: Db) -> shapes.StandingOut:
    """Give what was decided about the person, and what they reported."""
    async with db.begin(caller.scope("export")) as tx:
        return shapes.show_standing(await standing.find_standing(tx))


@router.get("/standing/news")
async def get_news(caller: SignedIn, db: Db) -> shapes.NewsOut:
    """Give how many decisions the person hasn't seen, and whether they look at reports."""
    async with db.begin(caller.scope("export")) as tx:
        unseen = await standing_store.count_unseen_decisions(tx)
        return shapes.NewsOut(unseen=unseen, is_moderator=await store.is_moderator(tx))


@router.post("/standing/seen", status_code=204)
async def see_standing(caller: SignedIn, db: Db) -> None:
    """Note that the person has seen what was decided about them."""
    async with db.begin(caller.scope("export")) as tx:
        await standing_store.see_decisions(tx)


@router.post("/standing/{decision_id}/appeal")
async def appeal(caller: SignedIn, db: Db, decision_id: UUID, body: shapes.AppealIn) -> shapes.StandingOut:
    """Ask for a decision about oneself to be looked at again."""
    async with db.begin(caller.scope("export")) as tx:
        return shapes.show_standing(await standing.appeal(tx, decision_id, body.words))


@router.get("/moderation/cases")
async def find_cases(
    caller: SignedIn, db: Db, *, is_waiting: bool = True, page: Number = 0
) -> shapes.CasesOut:
    """Give a page of cases: those that wait, the longest waiting first, or those decided, the latest first."""
    async with db.begin(caller.scope("safety")) as tx:
        found = await moderate.find_cases(tx, is_waiting=is_waiting, page=page)
    return shapes.show_cases(found, moderate.PAGE)


@router.get("/moderation/cases/{person_id}/{case_id}")
async def read_case(caller: SignedIn, db: Db, person_id: UUID, case_id: UUID) -> shapes.CaseFileOut:
    """Give the reports, the decisions and each step of a case."""
    async with db.begin(caller.scope("safety")) as tx:
        return shapes.show_case(await moderate.read_case(tx, Ref(person_id, case_id)))


@router.get("/moderation/cases/{person_id}/{case_id}/captions", response_class=Response)
async def get_case_captions(caller: SignedIn, db: Db, person_id: UUID, case_id: UUID) -> Response:
    """Give the captions of the video that was reported, in WebVTT."""
    async with db.begin(caller.scope("safety")) as tx:
        return give_captions(await moderate.read_captions(tx, Ref(person_id, case_id)))


@router.get("/moderation/cases/{person_id}/{case_id}/poster", response_class=FileResponse)
async def get_case_poster(
    caller: SignedIn, db: Db, files: Files, person_id: UUID, case_id: UUID
) -> FileResponse:
    """Give a picture of the video that was reported, to be seen before that is played."""
    async with db.begin(caller.scope("safety")) as tx:
        poster = await moderate.find_poster(tx, Ref(person_id, case_id))
    return give_file(files, person_id, poster, "image/webp")


@router.post("/moderation/cases/{person_id}/{case_id}/decisions")
async def decide(
    caller: SignedIn, db: Db, person_id: UUID, case_id: UUID, body: shapes.VerdictIn
) -> shapes.CaseFileOut:
    """Decide a case, and give what is known of it now."""
    async with db.begin(caller.scope("safety")) as tx:
        await moderate.decide(tx, Ref(person_id, case_id), body.kind, body.verdict())
        return shapes.show_case(await moderate.read_case(tx, Ref(person_id, case_id)))


@router.post("/moderation/decisions/{person_id}/{decision_id}/answer", status_code=204)
async def answer(caller: SignedIn, db: Db, person_id: UUID, decision_id: UUID, body: shapes.AnswerIn) -> None:
    """Grant or refuse an appeal, or lift a decision."""
    async with db.begin(caller.scope("safety")) as tx:
        await moderate.answer_appeal(
            tx, Ref(person_id, decision_id), is_granted=body.is_granted, words=body.words
        )


@router.get("/moderation/images/{person_id}/{blob_id}", response_class=FileResponse)
async def get_case_image(
    caller: SignedIn, db: Db, files: Files, person_id: UUID, blob_id: UUID
) -> FileResponse:
    """Give a picture of what was reported."""
    return await _give(caller, db, files, Ref(person_id, blob_id), "image/webp")


@router.get("/moderation/voices/{person_id}/{blob_id}", response_class=FileResponse)
async def get_case_voice(
    caller: SignedIn, db: Db, files: Files, person_id: UUID, blob_id: UUID
) -> FileResponse:
    """Give a voice note that was reported."""
    return await _give(caller, db, files, Ref(person_id, blob_id), "audio/mpeg")


@router.get("/moderation/videos/{person_id}/{blob_id}", response_class=FileResponse)
async def get_case_video(
    caller: SignedIn, db: Db, files: Files, person_id: UUID, blob_id: UUID
) -> FileResponse:
    """Give a video that was reported, whole or a range of its bytes."""
    return await _give(caller, db, files, Ref(person_id, blob_id), "video/mp4")


async def _give(caller: SignedIn, db: Db, files: Files, named: Ref, media_type: str) -> FileResponse:
    async with db.begin(caller.scope("safety")) as tx:
        may_see = await store.may_see_case_image(tx, named.author, named.id)
    if not may_see:
        raise NotFound("This wasn't reported, or it isn't there any more.")
    return give_file(files, named.author, named.id, media_type)


@router.get("/moderation/moderators")
async def find_moderators(caller: SignedIn, db: Db) -> list[shapes.ModeratorOut]:
    """Give who looks at reports beside the operators."""
    async with db.begin(caller.scope("safety")) as tx:
        await moderate.check_moderator(tx)
        return [shapes.ModeratorOut.model_validate(each) for each in await store.find_moderators(tx)]


@router.put("/moderation/moderators/{person_id}")
async def add_moderator(caller: SignedIn, db: Db, person_id: UUID) -> list[shapes.ModeratorOut]:
    """Have somebody look at reports; for operators."""
    async with db.begin(caller.scope("safety")) as tx:
        found = await moderate.name_moderator(tx, person_id, is_one=True)
    return [shapes.ModeratorOut.model_validate(each) for each in found]


@router.delete("/moderation/moderators/{person_id}")
async def remove_moderator(caller: SignedIn, db: Db, person_id: UUID) -> list[shapes.ModeratorOut]:
    """Have somebody look at reports no more; for operators."""
    async with db.begin(caller.scope("safety")) as tx:
        found = await moderate.name_moderator(tx, person_id, is_one=False)
    return [shapes.ModeratorOut.model_validate(each) for each in found]
