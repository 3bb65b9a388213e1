"""A pure candidate pipeline, its parts, and what tells taste; it reaches no database and no network."""

from beknown.ranking.calibrate import (
    Bin,
    Calibration,
    calibrate,
    judge_calibration,
    measure_error,
    tabulate_calibration,
)
from beknown.ranking.candidates import Candidates, make_candidates
from beknown.ranking.histories import Histories, make_histories
from beknown.ranking.parts.author_scorer import NOBODY, AuthorDecay
from beknown.ranking.parts.diverse_selector import Diverse, find_best
from beknown.ranking.parts.freshness_scorer import Freshness
from beknown.ranking.parts.likeness_filter import Likeness, make_fingerprints
from beknown.ranking.parts.seen_filter import Seen
from beknown.ranking.parts.value_scorer import BOUNDS, WEIGHTS, Value, check_weights
from beknown.ranking.parts.visible_filter import Visible
from beknown.ranking.run import run
from beknown.ranking.snips import Estimate, judge_offline
from beknown.ranking.taste import Taste, fit_taste
from beknown.ranking.types import (
    BELOW,
    VALUE,
    Filter,
    Hydrator,
    Left,
    Pipeline,
    Query,
    Ran,
    Result,
    Scorer,
    Selection,
    Selector,
    SideEffect,
    Source,
)

__all__ = [
    "BELOW",
    "BOUNDS",
    "NOBODY",
    "VALUE",
    "WEIGHTS",
    "AuthorDecay",
    "Bin",
    "Calibration",
    "Candidates",
    "Diverse",
    "Estimate",
    "Filter",
    "Freshness",
    "Histories",
    "Hydrator",
    "Left",
    "Likeness",
    "Pipeline",
    "Query",
    "Ran",
    "Result",
    "Scorer",
    "Seen",
    "Selection",
    "Selector",
    "SideEffect",
    "Source",
    "Taste",
    "Value",
    "Visible",
    "calibrate",
    "check_weights",
    "find_best",
    "fit_taste",
    "judge_calibration",
    "judge_offline",
    "make_candidates",
    "make_fingerprints",
    "make_histories",
    "measure_error",
    "run",
    "tabulate_calibration",
]
