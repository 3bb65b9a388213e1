"""Trains the sequence model: run by a Python that has RecTools and torch, and nothing of Beknown.

`python -I sequence_train.py TASK.npz MADE.npz OPTIONS` reads deeds (`people`, `items`, in the order in which they were
done), trains RecTools' SASRec with LiGR layers, and writes weights by the names of `sequence_model.py`, `vectors` with
the numbers of their items (`known`), and for some histories what comes out of the last layer (`checks`, `states`), by
which the reader checks that it reads them right. How far it is goes to the standard output, a number of rounds a line.

Options: `rounds`, how many at most, or exactly where `is_held_out` is false, else everybody's last deed says when it is
best; `seconds`; `bytes` of memory at most. It ends when its standard input does: with whoever started it.
"""

import importlib
import json
import os
import resource
import sys
import threading
from pathlib import Path
from typing import Any

WIDTH = 64
HEADS = 4
LAYERS = 2
LONGEST = 50
PATIENCE = 5
NEGATIVES = 256
CHECKED = 32

NAMES = {
    "norm": "layer_norm_1",
    "ff_norm": "layer_norm_2",
    "attend_out": "multi_head_attn.out_proj",
    "gate": "gating_linear_1",
    "ff_gate": "gating_linear_2",
    "ff_in": "feed_forward.ff_linear_1",
    "ff_side": "feed_forward.ff_linear_3",
    "ff_out": "feed_forward.ff_linear_2",
}
"""How `sequence_model.py` calls what RecTools calls so."""


def bound(most_bytes: int) -> None:
    """Give way to everything else, take no more memory than this, and end with whoever started it."""
    os.nice(19)
    resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, most_bytes))

    def end_with_parent() -> None:
        while os.read(0, 1024):
            pass
        os._exit(3)

    threading.Thread(target=end_with_parent, daemon=True).start()


def make_deeds(task: Any) -> Any:  # noqa: ANN401 - arrays in, a data set of RecTools out
    """Give the deeds as RecTools reads them, in their order."""
    columns, pd = importlib.import_module("rectools").Columns, importlib.import_module("pandas")
    table = pd.DataFrame(
        {
            columns.User: task["people"],
            columns.Item: task["items"],
            columns.Weight: 1.0,
            columns.Datetime: pd.to_datetime(range(len(task["items"])), unit="s"),
        }
    )
    return importlib.import_module("rectools.dataset").Dataset.construct(table)


def mask_last(deeds: Any) -> Any:  # noqa: ANN401 - a data frame in, an array out
    """Hold out the last deed of each."""
    columns = importlib.import_module("rectools").Columns
    rank = deeds.groupby(columns.User)[columns.Datetime].rank(method="first", ascending=False)
    return (rank <= 1).to_numpy()


def train(deeds: object, options: dict[str, Any]) -> tuple[Any, int]:
    """Train; give the model and after how many rounds it was best."""
    lightning = importlib.import_module("pytorch_lightning")
    is_held_out = options["is_held_out"]

    def tell(trainer: Any, _: object) -> None:  # noqa: ANN401 - Lightning's
        print(trainer.current_epoch + 1, flush=True)  # noqa: T201 - what whoever started it reads

    told = lightning.callbacks.LambdaCallback(on_train_epoch_end=tell)
    stopping = lightning.callbacks.EarlyStopping("val_loss", patience=PATIENCE)

    def make_trainer(**_: object) -> object:
        return lightning.Trainer(
            max_epochs=options["rounds"],
            max_time={"seconds": max(1, int(options["seconds"]))},
            callbacks=[told, stopping] if is_held_out else [told],
            accelerator="cpu",
            logger=False,
            enable_checkpointing=False,
            enable_progress_bar=False,
            enable_model_summary=False,
        )

    lightning.seed_everything(0, verbose=False)
    model = importlib.import_module("rectools.models").SASRecModel(
        n_factors=WIDTH,
        n_heads=HEADS,
        n_blocks=LAYERS,
        session_max_len=LONGEST,
        loss="sampled_softmax",
        n_negatives=NEGATIVES,
        use_key_padding_mask=True,
        transformer_layers_type=importlib.import_module("rectools.models.nn.transformers.ligr").LiGRLayers,
        item_net_block_types=(importlib.import_module("rectools.models.nn.item_net").IdEmbeddingsItemNet,),
        get_trainer_func=make_trainer,
        get_val_mask_func=mask_last if is_held_out else None,
        epochs=options["rounds"],
    )
    model.fit(deeds)
    # RecTools trains with a copy of the trainer that it was given, and of what that calls back.
    rounds, waited = model.fit_trainer.current_epoch, model.fit_trainer.early_stopping_callback
    return model, max(1, rounds - (waited.wait_count if waited else 0))


def export(model: Any, rounds: int) -> dict[str, Any]:  # noqa: ANN401 - RecTools' in, arrays out
    """Give what is written."""
    torch, np = importlib.import_module("torch"), importlib.import_module("numpy")
    backbone = model.lightning_model.torch_model.eval()
    kept = {name: value.detach().numpy() for name, value in backbone.state_dict().items()}
    made: dict[str, Any] = {
        "heads": HEADS,
        "rounds": rounds,
        "positions": kept["pos_encoding_layer.pos_emb.weight"],
    }
    for layer in range(LAYERS):
        before = f"transformer_layers.transformer_blocks.{layer}"
        made[f"{layer}.attend_in.w"] = kept[f"{before}.multi_head_attn.in_proj_weight"]
        made[f"{layer}.attend_in.b"] = kept[f"{before}.multi_head_attn.in_proj_bias"]
        for ours, theirs in NAMES.items():
            made[f"{layer}.{ours}.w"] = kept[f"{before}.{theirs}.weight"]
            if f"{before}.{theirs}.bias" in kept:
                made[f"{layer}.{ours}.b"] = kept[f"{before}.{theirs}.bias"]
    chance = np.random.default_rng(0)
    with torch.no_grad():
        vectors = backbone.item_model.get_all_embeddings()
        checks = np.zeros((CHECKED, LONGEST), np.int64)
        for row, length in enumerate(chance.integers(1, LONGEST + 1, CHECKED)):
            checks[row, -length:] = chance.integers(1, len(vectors), length)
        states = backbone.encode_sessions({"x": torch.from_numpy(checks)}, vectors)[:, -1]
    made["vectors"], made["known"] = (
        vectors.numpy()[1:],
        model.data_preparator.get_known_item_ids().astype(np.int64),
    )
    made["checks"], made["states"] = checks - 1, states.numpy()
    return made


def main() -> None:
    """Read, train, write."""
    given, written, options = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
    bound(options["bytes"])
    np = importlib.import_module("numpy")
    importlib.import_module("torch").set_num_threads(1)
    model, rounds = train(make_deeds(np.load(given)), options)
    np.savez(written, **export(model, rounds))


if __name__ == "__main__":
    main()
