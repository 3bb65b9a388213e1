"""The home feed: what is on it, in which order and why, and how a person steers it."""

from beknown.feed.embed import note_posts
from beknown.feed.feed import Feed
from beknown.feed.remote import PageProcesses, serve_pages
from beknown.feed.sequence_setup import SequenceReport, report_sequence
from beknown.feed.shapes import FeedOut, show_page
from beknown.feed.token import new_token, read_token
from beknown.feed.told import tell_page

__all__ = [
    "Feed",
    "FeedOut",
    "PageProcesses",
    "SequenceReport",
    "new_token",
    "note_posts",
    "read_token",
    "report_sequence",
    "serve_pages",
    "show_page",
    "tell_page",
]
