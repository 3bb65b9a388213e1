"""People of one place among themselves: how they show themselves, whom they follow, what they post, how they talk."""

from beknown.social.chat_live import ChatLive
from beknown.social.post_store import find_cards
from beknown.social.shapes import PostOut, show_post
from beknown.social.types import PostCard, Ref

__all__ = ["ChatLive", "PostCard", "PostOut", "Ref", "find_cards", "show_post"]
