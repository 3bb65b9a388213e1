"""Archives of one invented life, written by the same code that gives newcomers their sample life."""

from beknown.sources.sample import (
    SAMPLE_NAMES,
    SAMPLE_TIME_ZONE,
    Life,
    Talk,
    invent_life,
    write_sample,
    write_whatsapp,
)
from beknown.sources.sample.chats import chatgpt_files, telegram_files, whatsapp_files
from beknown.sources.sample.meta import facebook_files, instagram_files
from beknown.sources.sample.others import mastodon_files, takeout_files, x_files
from beknown.sources.sample.pack import to_json, to_meta_json, write_tar, write_zip

__all__ = [
    "SAMPLE_NAMES",
    "SAMPLE_TIME_ZONE",
    "Life",
    "Talk",
    "chatgpt_files",
    "facebook_files",
    "instagram_files",
    "invent_life",
    "mastodon_files",
    "takeout_files",
    "telegram_files",
    "to_json",
    "to_meta_json",
    "whatsapp_files",
    "write_sample",
    "write_tar",
    "write_whatsapp",
    "write_zip",
    "x_files",
]
