"""What videos look like over HTTP."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from beknown.social.video_store import VideoWork


class VideoLimitsOut(BaseModel):
    """What videos are taken here; `missing` says why none are, and how that is mended."""

    most_mb: int
    most_minutes: int
    missing: str | None


class VideoWorkOut(BaseModel):
    """How it stands with a video that isn't posted or sent yet.

    It `waits`, is worked on (`works`, `percent` is done), is `ready` (its size in pixels and its length are known), or
    `failed` for a `reason`. `captions` is how many it has.
    """

    id: UUID
    author_id: UUID
    state: Literal["waits", "works", "ready", "failed"]
    percent: int
    reason: str
    width: int | None
    height: int | None
    length_ms: int | None
    captions: int


class VideoIn(BaseModel):
    """A video that is ready, and the words that stand for it where it isn't seen."""

    id: UUID
    alt: Annotated[str, Field(max_length=20_000)] = ""


class VideoOut(BaseModel):
    """A video; `alt` is empty where its author gave no words for it. Its size in pixels."""

    id: UUID
    alt: str
    width: int
    height: int
    length_ms: int
    has_captions: bool


class CaptionsIn(BaseModel):
    """Captions in WebVTT or SubRip: each line with its times."""

    text: Annotated[str, Field(max_length=500_000)]


class CaptionsOut(BaseModel):
    """How many captions were kept."""

    number: int


def show_work(work: VideoWork, author: UUID) -> VideoWorkOut:
    """Give how it stands with a video."""
    return VideoWorkOut.model_validate(
        {
            "id": work.id,
            "author_id": author,
            "state": work.state,
            "percent": work.percent,
            "reason": work.reason,
            "width": work.width,
            "height": work.height,
            "length_ms": work.length_ms,
            "captions": work.captions,
        }
    )
