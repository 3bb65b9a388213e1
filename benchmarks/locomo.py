"""LoCoMo: long conversations of two people with questions, each with the turns that answer it.

Source: Maharana et al. 2024, Evaluating Very Long-Term Conversational Memory of LLM Agents.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ.get("BEKNOWN_LOCOMO", "../shared/data/locomo"))
UNANSWERABLE = 5
CATEGORIES = {1: "several turns", 2: "time", 3: "world knowledge", 4: "one turn"}


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    key: str
    session: int
    at: datetime
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the keys of the turns that answer it."""

    text: str
    category: int
    gold: frozenset[str]


@dataclass(frozen=True, slots=True)
class Conversation:
    """All turns in order, and the questions about them."""

    name: str
    turns: list[Turn]
    questions: list[Asked]


def read_conversations(folder: Path = FOLDER) -> list[Conversation]:
    """Read every conversation of the data set; an empty list when it isn't there."""
    return [_read(file) for file in sorted(folder.glob("conv-*.json"))]


def _read(file: Path) -> Conversation:
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    turns = list(_turns(data))
    known = {turn.key for turn in turns}
    questions = [
        Asked(str(each["question"]), each["category"], gold)
        for each in data["qa"]
        for gold in [frozenset(each["evidence"]) & known]
        if each["category"] == UNANSWERABLE or (each["category"] in CATEGORIES and gold)
    ]
    return Conversation(file.stem, turns, questions)


def _turns(data: dict[str, Any]) -> Iterator[Turn]:
    sessions = sorted(int(found[1]) for key in data if (found := re.fullmatch(r"session_(\d+)", key)))
    for session in sessions:
        spoken = data[f"session_{session}_date_time"]
        started = datetime.strptime(spoken, "%I:%M %p on %d %B, %Y").replace(tzinfo=UTC)
        for minute, turn in enumerate(data[f"session_{session}"]):
            caption = turn.get("blip_caption")
            yield Turn(
                key=turn["dia_id"],
                session=session,
                at=started + timedelta(minutes=minute),
                speaker=turn["speaker"],
                text=turn["text"] + (f" [{caption}]" if caption else ""),
            )
