"""Identifiers: NewTypes over UUIDv7, so that ids sort by the time they were made."""

from typing import NewType
from uuid import UUID

import uuid_utils.compat

PersonId = NewType("PersonId", UUID)
EventId = NewType("EventId", UUID)
SourceId = NewType("SourceId", UUID)
TaskId = NewType("TaskId", UUID)
BlobId = NewType("BlobId", UUID)

NOBODY = PersonId(UUID(int=0))
"""Stands for 'nobody is signed in': no row belongs to it, only SECURITY DEFINER functions answer."""


def new_id() -> UUID:
    """Make a UUIDv7: time-ordered to the millisecond, random beyond.

    Source: RFC 9562, section 5.7.
    """
    return uuid_utils.compat.uuid7()
