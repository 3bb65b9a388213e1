"""The home feed: what is on it, in which order and why, and how a person steers it."""

from beknown.feed.embed import note_posts
from beknown.feed.feed import Feed

__all__ = ["Feed", "note_posts"]
