"""RecTools' sequence models for `ranking`: run by a Python that has RecTools and torch, and nothing of Beknown.

`python ranking_sequence.py TASK.npz LISTS.npy OPTIONS` reads histories, trains, and writes ten items for each person
who is asked about. How many rounds to train is found on everybody's last known deed, held out; then it trains anew,
with that deed, for as many.
"""

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

LISTED = 10
PATIENCE = 5
FACTORS = 128
LONGEST = 100
"""Sequences are as long as all but one in twenty people's, and no longer than this: padding costs as much as deeds."""


# None of these is installed beside Beknown, so that their types can't be known where this is checked.
torch: Any = importlib.import_module("torch")
pd: Any = importlib.import_module("pandas")
pl: Any = importlib.import_module("pytorch_lightning")
rectools: Any = importlib.import_module("rectools")
Columns: Any = rectools.Columns
Dataset: Any = importlib.import_module("rectools.dataset").Dataset
models: Any = importlib.import_module("rectools.models")
ligr: Any = importlib.import_module("rectools.models.nn.transformers.ligr")


def make_model(kind: str, longest: int, epochs: int, trainer: object, *, is_held_out: bool) -> object:
    """Make a model with its library's defaults, but for width and length, which fit two cores."""
    options: dict[str, Any] = {
        "n_factors": FACTORS,
        "session_max_len": longest,
        "epochs": epochs,
        "get_trainer_func": trainer,
        "get_val_mask_func": mask_last if is_held_out else None,
        "deterministic": True,
    }
    if kind == "hstu":
        return models.HSTUModel(relative_time_attention=False, loss="softmax", **options)
    if kind == "esasrec":
        return models.SASRecModel(
            transformer_layers_type=ligr.LiGRLayers, loss="sampled_softmax", n_negatives=256, **options
        )
    return models.SASRecModel(loss="softmax", **options)


def mask_last(deeds: Any) -> NDArray[np.bool_]:  # noqa: ANN401 - a data frame
    """Hold out the last deed of each."""
    rank = deeds.groupby(Columns.User)[Columns.Datetime].rank(method="first", ascending=False)
    return (rank <= 1).to_numpy()


def train(
    kind: str, deeds: object, longest: int, epochs: int, seconds: float, *, is_held_out: bool
) -> tuple[Any, int]:
    """Train; give the model and after how many rounds it was best (all, where nothing is held out)."""
    stopping = pl.callbacks.EarlyStopping("val_loss", patience=PATIENCE)

    def make_trainer(**_: object) -> object:
        return pl.Trainer(
            max_epochs=epochs,
            max_time={"seconds": max(1, int(seconds))},
            callbacks=[stopping] if is_held_out else [],
            accelerator="cpu",
            logger=False,
            enable_checkpointing=False,
            enable_progress_bar=False,
            enable_model_summary=False,
            deterministic=True,
        )

    pl.seed_everything(0, verbose=False)
    model: Any = make_model(kind, longest, epochs, make_trainer, is_held_out=is_held_out)
    model.fit(deeds)
    # RecTools trains with a copy of the trainer that it was given, and of what that calls back.
    trained, waited = model.fit_trainer.current_epoch, model.fit_trainer.early_stopping_callback
    return model, max(1, trained - (waited.wait_count if waited else 0))


def main() -> None:
    """Read, train twice, list, write."""
    given, made, options = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
    task = np.load(given)
    lengths = np.diff(task["starts"])
    people = np.repeat(np.arange(len(lengths)), lengths)
    order = np.arange(len(people)) - np.repeat(task["starts"][:-1], lengths)
    table = pd.DataFrame(
        {
            Columns.User: people,
            Columns.Item: task["items"],
            Columns.Weight: 1.0,
            Columns.Datetime: pd.to_datetime(order, unit="D"),
        }
    )
    deeds = Dataset.construct(table)
    longest = int(min(LONGEST, np.quantile(lengths, 0.95)))
    torch.set_num_threads(2)
    half_s = options["minutes"] * 60 / 2
    started = time.perf_counter()
    _, rounds = train(options["kind"], deeds, longest, options["epochs"], half_s, is_held_out=True)
    model, _ = train(options["kind"], deeds, longest, rounds, 2 * half_s, is_held_out=False)
    print(
        f"{options['kind']}: {rounds} rounds, sequences of {longest}, {time.perf_counter() - started:.0f} s",
        flush=True,
    )
    asked = task["asked"]
    known = asked[lengths[asked] > 1]
    listed = model.recommend(known, deeds, k=LISTED, filter_viewed=True)
    lists = np.full((len(lengths), LISTED), -1, np.int64)
    lists[listed[Columns.User], listed[Columns.Rank] - 1] = listed[Columns.Item]
    np.save(made, lists[asked])


if __name__ == "__main__":
    main()
