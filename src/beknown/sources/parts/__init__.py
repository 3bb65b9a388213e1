"""The readers, one per kind of archive, in the order in which they look at what was brought."""

from beknown.sources.detect import Part
from beknown.sources.parts import (
    chatgpt_reader,
    facebook_reader,
    instagram_reader,
    whatsapp_reader,
)

PARTS: tuple[Part, ...] = (
    facebook_reader.PART,
    instagram_reader.PART,
    whatsapp_reader.PART,
    chatgpt_reader.PART,
)

__all__ = ["PARTS"]
