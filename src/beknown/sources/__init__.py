"""What people bring: archives of their life, read record by record into event drafts and appended to the log."""

from beknown.sources.begin import NOT_IN_IT, NeedsAnswer, Told, check_time_zone, import_path
from beknown.sources.bring import SAMPLE_ACCOUNT, Progress
from beknown.sources.read import read_archive
from beknown.sources.sample import SAMPLE_NAMES, SAMPLE_TIME_ZONE, write_sample
from beknown.sources.store import ImportRow
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
    "NOT_IN_IT",
    "SAMPLE_ACCOUNT",
    "SAMPLE_NAMES",
    "SAMPLE_TIME_ZONE",
    "Dropped",
    "Found",
    "ImportRow",
    "Limits",
    "NeedsAnswer",
    "Outcome",
    "Progress",
    "Question",
    "QuestionKey",
    "ReadItem",
    "ReadOptions",
    "SourceKind",
    "Told",
    "check_time_zone",
    "import_path",
    "read_archive",
    "write_sample",
]
