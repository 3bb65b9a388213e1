"""People among themselves: their conversations."""

from beknown.social.chat_live import ChatLive

__all__ = ["ChatLive"]
