"""A sample life: one invented person's archives of every kind, for newcomers, demonstrations and tests."""

from pathlib import Path
from zoneinfo import ZoneInfo

from beknown.sources.sample.chats import chatgpt_files, telegram_files, whatsapp_files
from beknown.sources.sample.life import Life, Talk, invent_life
from beknown.sources.sample.meta import facebook_files, instagram_files
from beknown.sources.sample.others import mastodon_files, takeout_files, x_files
from beknown.sources.sample.pack import write_tar, write_zip

SAMPLE_NAMES = ("Maya Lindqvist",)
SAMPLE_TIME_ZONE = "Europe/Stockholm"

__all__ = [
    "SAMPLE_NAMES",
    "SAMPLE_TIME_ZONE",
    "Life",
    "Talk",
    "invent_life",
    "write_sample",
    "write_whatsapp",
]


def write_sample(folder: Path, *, is_old: bool = False, life: Life | None = None) -> list[Path]:
    """Write the archives of the sample life into a folder; the same every time.

    Args:
        folder: Is made.
        is_old: Layouts of some years ago instead of today's.
        life: Another life than the usual one.
    """
    life = life or invent_life()
    folder.mkdir(parents=True, exist_ok=True)
    paths = [
        write_zip(
            folder / f"facebook-{life.handle}-2025-12-01-a1b2c3.zip", facebook_files(life, is_old=is_old)
        ),
        write_zip(
            folder / f"instagram-{life.handle}-2025-12-01-d4e5f6.zip", instagram_files(life, is_old=is_old)
        ),
        write_zip(folder / "chatgpt-export.zip", chatgpt_files(life)),
        write_zip(folder / "telegram-export.zip", telegram_files(life)),
        write_zip(folder / "twitter-2025-12-01.zip", x_files(life, is_old=is_old)),
        write_zip(folder / "takeout-20251201.zip", takeout_files(life)),
        write_tar(folder / "mastodon-archive.tar.gz", mastodon_files(life)),
    ]
    chats = [talk for talk in life.talks if talk.channel == "whatsapp"]
    paths += [write_whatsapp(folder, talk, life, is_ios=number % 2 == 1) for number, talk in enumerate(chats)]
    return paths


def write_whatsapp(folder: Path, talk: Talk, life: Life, *, is_ios: bool = False) -> Path:
    """Write one WhatsApp chat as the zip that a phone makes."""
    name = f"WhatsApp Chat - {talk.title}.zip" if is_ios else f"WhatsApp Chat with {talk.title}.zip"
    return write_zip(folder / name, whatsapp_files(talk, ZoneInfo(life.time_zone), is_ios=is_ios))
