"""What people bring: archives of their life, read into the log record by record, and whom they follow elsewhere."""

from beknown.sources.begin import NOT_IN_IT, NeedsAnswer, Told, check_time_zone, import_path
from beknown.sources.bring import SAMPLE_ACCOUNT, Progress
from beknown.sources.follow import (
    LineReport,
    find_list,
    find_page,
    find_source_items,
    follow_address,
    follow_lines,
    keep_item,
    unfollow,
)
from beknown.sources.follow_store import FollowRow, OutletItem, find_follows, find_items_by_id
from beknown.sources.outlet_ask import Guest, make_guest
from beknown.sources.outlet_opml import read_opml, write_opml
from beknown.sources.outlet_shapes import OutletItemOut
from beknown.sources.outlet_text import web_address
from beknown.sources.page_read import PagePicture, read_page, read_picture
from beknown.sources.page_words import PageWords
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
    "FollowRow",
    "Found",
    "Guest",
    "ImportRow",
    "Limits",
    "LineReport",
    "NeedsAnswer",
    "Outcome",
    "OutletItem",
    "OutletItemOut",
    "PagePicture",
    "PageWords",
    "Progress",
    "Question",
    "QuestionKey",
    "ReadItem",
    "ReadOptions",
    "SourceKind",
    "Told",
    "check_time_zone",
    "find_follows",
    "find_items_by_id",
    "find_list",
    "find_page",
    "find_source_items",
    "follow_address",
    "follow_lines",
    "import_path",
    "keep_item",
    "make_guest",
    "read_archive",
    "read_opml",
    "read_page",
    "read_picture",
    "unfollow",
    "web_address",
    "write_opml",
    "write_sample",
]
