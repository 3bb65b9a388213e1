"""Where the Python is that trains the sequence model, how to get one, and how the last training went."""

from dataclasses import dataclass
from pathlib import Path

from beknown.feed import sequence_store as store
from beknown.feed.sequence_store import SequenceTrainingRow
from beknown.kit.db import Database, Scope
from beknown.kit.ids import NOBODY
from beknown.kit.settings import Settings

INSTALL = "python3 -m venv {0} && {0}/bin/pip install torch==2.13.0 'rectools[torch]==0.19.0'"


@dataclass(frozen=True, slots=True)
class SequenceReport:
    """How it is with the sequence model.

    Args:
        python: What trains it; None where there is none.
        install: How to get that.
        last: The latest training; None before the first.
    """

    python: Path | None
    install: str
    last: SequenceTrainingRow | None


async def report_sequence(db: Database, settings: Settings) -> SequenceReport:
    """Tell how it is."""
    async with db.begin(Scope(NOBODY, "feed")) as tx:
        found = await store.find_sequences(tx, most=1)
    return SequenceReport(find_train_python(settings), tell_install(settings), found[0] if found else None)


def find_train_python(settings: Settings) -> Path | None:
    """Give the Python that trains; None where there is none."""
    python = settings.train_python or _folder(settings) / "bin" / "python"
    return python if python.is_file() else None


def tell_install(settings: Settings) -> str:
    """Say how to get it."""
    return INSTALL.format(_folder(settings))


def _folder(settings: Settings) -> Path:
    return settings.home / "train"
