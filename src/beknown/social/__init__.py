"""People of one place among themselves: how they show themselves, whom they follow, what they post, how they talk."""

from beknown.social.chat_group import make_group
from beknown.social.chat_live import ChatLive
from beknown.social.chat_say import send
from beknown.social.people import follow, show_oneself
from beknown.social.post import make_post
from beknown.social.react import react, save
from beknown.social.types import PostDraft, ReactionKind, Ref

__all__ = [
    "ChatLive",
    "PostDraft",
    "ReactionKind",
    "Ref",
    "follow",
    "make_group",
    "make_post",
    "react",
    "save",
    "send",
    "show_oneself",
]
