"""The readers, one per kind of archive, in the order in which they look at what was brought."""

from beknown.sources.detect import Part
from beknown.sources.parts import (
    chatgpt_reader,
    facebook_reader,
    google_takeout_reader,
    instagram_reader,
    mastodon_reader,
    telegram_reader,
    whatsapp_reader,
    x_reader,
)

PARTS: tuple[Part, ...] = (
    facebook_reader.PART,
    instagram_reader.PART,
    mastodon_reader.PART,
    x_reader.PART,
    telegram_reader.PART,
    whatsapp_reader.PART,
    chatgpt_reader.PART,
    google_takeout_reader.PART,
)

__all__ = ["PARTS"]
