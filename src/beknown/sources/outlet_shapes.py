"""What is published elsewhere, over HTTP."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from beknown.sources.outlet_types import OutletKind


class OutletItemOut(BaseModel):
    """Something published by whom the person follows; `text` is plain, `media_url` of something to hear or watch."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    follow_id: UUID
    source: str
    kind: OutletKind
    title: str
    text: str
    link: str
    author: str
    language: str | None
    media_url: str | None
    media_type: str | None
    media_s: int | None
    published_at: datetime
    is_kept: bool
