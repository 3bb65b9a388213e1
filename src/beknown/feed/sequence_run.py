"""Have the sequence model trained by a process of its own, whose Python has RecTools and torch.

What it is given are numbers of people and of posts that hold for this training, in a folder that nobody else may look
into and that is deleted afterwards, whatever comes.
"""

import asyncio
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from beknown.feed.sequence_judge import SequenceLog
from beknown.feed.sequence_model import SequenceModel
from beknown.feed.sequence_setup import find_train_python, tell_install
from beknown.kit.errors import Invalid, Unavailable
from beknown.kit.settings import Settings

SCRIPT = Path(__file__).with_name("sequence_train.py")
MOST_BYTES = 4 * 1024**3
GRACE_S = 300.0
"""So much longer than it was given may a training take, to begin and to end."""

ALIKE = 1e-3
"""So much may what numpy computes differ from what torch does."""

Arrays = Mapping[str, NDArray[np.generic]]
Progress = Callable[[int], None]


async def train_apart(
    settings: Settings,
    log: SequenceLog,
    *,
    rounds: int,
    seconds: float,
    is_held_out: bool,
    progress: Progress,
) -> tuple[SequenceModel, NDArray[np.int64], int]:
    """Train, and check that numpy says the same as torch.

    Args:
        settings: Where the Python and the data folder are.
        log: What to learn from.
        rounds: At most, where the last deed of each is held out to find how many are best; else exactly.
        seconds: How long it may train.
        is_held_out: Whether it is.
        progress: Told after each round.

    Returns:
        The model, the item of each of its rows, and how many rounds were best.

    Raises:
        Unavailable: There is no such Python, it ended with an error, or it took too long.
        Invalid: What it wrote doesn't say the same as what it computed.
    """
    python = find_train_python(settings)
    if python is None:
        raise Unavailable(
            f"no Python with RecTools and torch is there to train; get it: {tell_install(settings)}"
        )
    folder = settings.home / "training"
    shutil.rmtree(folder, ignore_errors=True)  # of a worker that was killed
    folder.mkdir(mode=0o700)
    try:
        given, made = folder / "task.npz", folder / "made.npz"
        await asyncio.to_thread(np.savez, given, people=log.who, items=log.item)
        options = {"rounds": rounds, "seconds": seconds, "bytes": MOST_BYTES, "is_held_out": is_held_out}
        await _run(python, [str(given), str(made), json.dumps(options)], seconds + GRACE_S, progress)
        return await asyncio.to_thread(_read, made)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _run(python: Path, arguments: list[str], most_s: float, progress: Progress) -> None:
    process = await asyncio.create_subprocess_exec(
        str(python),
        "-I",
        str(SCRIPT),
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(most_s):
            async for line in cast("asyncio.StreamReader", process.stdout):
                if line.strip().isdigit():
                    progress(int(line))
            code = await process.wait()
    except TimeoutError as error:
        raise Unavailable(f"the training took longer than {most_s:.0f} s and was stopped") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if code:
        raise Unavailable(
            f"the training ended with {code}; look whether `{python} -c 'import rectools, torch'` works and whether"
            f" {MOST_BYTES / 1e9:.0f} GB of memory are free"
        )


def _read(made: Path) -> tuple[SequenceModel, NDArray[np.int64], int]:
    with np.load(made, allow_pickle=False) as found:
        kept: Arrays = {name: np.asarray(found[name]) for name in found.files}
    weights = {
        name: value.astype(np.float32) for name, value in kept.items() if "." in name or name == "positions"
    }
    model = SequenceModel(kept["vectors"].astype(np.float32), weights, int(kept["heads"]))
    check_alike(model, kept["checks"].astype(np.int64), kept["states"].astype(np.float32))
    return model, kept["known"].astype(np.int64), int(kept["rounds"])


def check_alike(model: SequenceModel, histories: NDArray[np.int64], states: NDArray[np.float32]) -> None:
    """See whether a model says what whoever trained it says.

    Args:
        model: As it is served.
        histories: One a row, filled up from the left with -1.
        states: What comes out of the last layer.

    Raises:
        Invalid: It doesn't.
    """
    for history, state in zip(histories, states, strict=True):
        apart = float(np.abs(model.encode(history[history >= 0]) - state).max())
        if not apart <= ALIKE:
            raise Invalid(
                f"numpy and torch differ by {apart:.4f} for the same history, and may by {ALIKE}; is it RecTools 0.19?"
            )
