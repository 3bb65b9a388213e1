"""People of one place among themselves: how they show themselves, whom they follow, what they post, how they talk."""

from beknown.social.chat_live import ChatLive

__all__ = ["ChatLive"]
