"""A pure candidate pipeline, its parts, and what tells taste; it reaches no database and no network."""

from beknown.ranking.calibrate import Calibration, calibrate, judge_calibration
from beknown.ranking.candidates import Candidates, make_candidates
from beknown.ranking.histories import Histories, make_histories
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
    "VALUE",
    "Calibration",
    "Candidates",
    "Estimate",
    "Filter",
    "Histories",
    "Hydrator",
    "Left",
    "Pipeline",
    "Query",
    "Ran",
    "Result",
    "Scorer",
    "Selection",
    "Selector",
    "SideEffect",
    "Source",
    "Taste",
    "calibrate",
    "fit_taste",
    "judge_calibration",
    "judge_offline",
    "make_candidates",
    "make_histories",
    "run",
]
