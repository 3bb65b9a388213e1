"""What drafts of posts look like over HTTP."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from beknown.social.shapes import Text
from beknown.social.types import Audience


class PostSketchIn(BaseModel):
    """Words to keep, and for whom they shall be."""

    text: Text
    shown_to: Audience = "followers"
    list_id: UUID | None = None


class PostSketchOut(BaseModel):
    """Words that aren't posted yet."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    text: str
    shown_to: Audience
    list_id: UUID | None
    changed_at: datetime
