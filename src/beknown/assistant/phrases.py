"""What the assistant itself says where no model phrases it, in a few languages: see `phrases.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from beknown.assistant.language import Language

Phrase = Literal[
    "found_one", "found", "said", "unknown", "unknown_empty", "remembered", "reminded", "no_time", "asked_forget",
    "nothing_to_forget", "today", "temporary_tool", "file_empty", "you", "unnamed", "undated", "refused", "forgot",
    "greeting", "heard", "room_greeting", "room_unknown", "room_allowed", "room_empty", "room_changed", "room_failed",
]  # fmt: skip


def say(language: Language, phrase: Phrase, **values: str) -> str:
    """Give a phrase in a language."""
    return _phrases()[language][phrase].format(**values)


def name_source(kind: str, language: Language) -> str:
    """Give the name of a kind of source as people write it."""
    phrases = _phrases()
    return phrases[language].get(f"source_{kind}") or phrases["sources"].get(
        kind, kind.replace("_", " ").title()
    )


@cache
def _phrases() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
