"""People of one place among themselves: how they show themselves, whom they follow, what they post, how they talk."""

from beknown.social.chat_answer import read_room, say_answer, show_answer
from beknown.social.chat_card import Card, CardKind, add_card_kind
from beknown.social.chat_group import make_group
from beknown.social.chat_live import ChatLive
from beknown.social.chat_mention import only_asks
from beknown.social.chat_say import ANSWER, send
from beknown.social.chat_types import Attached, ChatId, Cite, Draft, Room, Source
from beknown.social.people import follow, show_oneself
from beknown.social.post import make_post
from beknown.social.post_store import find_cards, find_cards_and_words
from beknown.social.react import react, save
from beknown.social.shapes import PostOut, show_post
from beknown.social.types import PostCard, PostDraft, PostWords, ReactionKind, Ref
from beknown.social.video_tool import INSTALL as VIDEO_INSTALL
from beknown.social.video_tool import VideoTool, examine_ffmpeg

__all__ = [
    "ANSWER",
    "VIDEO_INSTALL",
    "Attached",
    "Card",
    "CardKind",
    "ChatId",
    "ChatLive",
    "Cite",
    "Draft",
    "PostCard",
    "PostDraft",
    "PostOut",
    "PostWords",
    "ReactionKind",
    "Ref",
    "Room",
    "Source",
    "VideoTool",
    "add_card_kind",
    "examine_ffmpeg",
    "find_cards",
    "find_cards_and_words",
    "follow",
    "make_group",
    "make_post",
    "only_asks",
    "react",
    "read_room",
    "save",
    "say_answer",
    "send",
    "show_answer",
    "show_oneself",
    "show_post",
]
