"""The sequence model as RecTools trains it, in its own environment."""

import os
from pathlib import Path

import numpy as np
import pytest

from beknown.feed.sequence_judge import SequenceLog, judge
from beknown.feed.sequence_learn import make_score
from beknown.feed.sequence_run import train_apart
from beknown.kit.settings import load_settings
from tests.feed.test_sequence_model import ITEMS, walk

PYTHON = os.environ.get("BEKNOWN_TRAIN_PYTHON", "")


@pytest.mark.slow
@pytest.mark.skipif(not PYTHON, reason="BEKNOWN_TRAIN_PYTHON names no Python with RecTools and torch")
async def test_rectools_trains_what_numpy_serves_and_it_tells_what_follows(tmp_path: Path) -> None:
    log: SequenceLog = walk(300, 12, seed=3, straying=0.05)
    rounds: list[int] = []
    settings = load_settings(home=tmp_path).model_copy(update={"train_python": Path(PYTHON)})
    model, known, best = await train_apart(
        settings,
        log.before(log.find_cut()),
        rounds=40,
        seconds=240,
        is_held_out=True,
        progress=rounds.append,
    )
    verdict = judge(log, make_score(model, known, ITEMS))
    assert rounds == sorted(rounds)
    assert 1 <= best <= len(rounds)
    assert verdict.is_better
    assert np.isfinite(model.vectors).all()
    assert not (tmp_path / "training").exists()
