"""The model of a person: what can be recalled of the log, and what is believed, each with its evidence."""

from beknown.understanding.index import index_events
from beknown.understanding.learn import note_unread
from beknown.understanding.recall import make_query, recall, recall_for
from beknown.understanding.tell import Belief, tell
from beknown.understanding.types import Confidence, Neighbour, Query, Recalled

__all__ = [
    "Belief",
    "Confidence",
    "Neighbour",
    "Query",
    "Recalled",
    "index_events",
    "make_query",
    "note_unread",
    "recall",
    "recall_for",
    "tell",
]
