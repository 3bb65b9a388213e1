"""What people bring: archives of their life, read record by record into event drafts."""

from beknown.sources.read import find_questions, read_archive
from beknown.sources.types import (
    Dropped,
    Found,
    Limits,
    Outcome,
    Question,
    QuestionKey,
    ReadItem,
    ReadOptions,
    SourceKind,
)

__all__ = [
    "Dropped",
    "Found",
    "Limits",
    "Outcome",
    "Question",
    "QuestionKey",
    "ReadItem",
    "ReadOptions",
    "SourceKind",
    "find_questions",
    "read_archive",
]
