"""The model of a person: what can be recalled of the log, and what is believed, each with its evidence."""

from beknown.understanding.beliefs import HOLDING, Belief, Quote, Why, find_beliefs, get_belief, why
from beknown.understanding.care import Notice, notice
from beknown.understanding.care_hints import SPACE as HINT_SPACE
from beknown.understanding.care_hints import Hint, add_hint, find_hint, may_hint
from beknown.understanding.care_settings import CareSetting, find_care_setting
from beknown.understanding.fame import score_fame
from beknown.understanding.find_among import AtHand, find_among
from beknown.understanding.fold import find_words
from beknown.understanding.help_lines import HelpLine, choose_lines, find_help, guess_country
from beknown.understanding.index import index_events
from beknown.understanding.instruct import write_instructions
from beknown.understanding.interest_types import Interest
from beknown.understanding.interests import find_interests
from beknown.understanding.learn import note_unread
from beknown.understanding.learners import make_learners
from beknown.understanding.model_reading import find_reader
from beknown.understanding.profile import find_profile
from beknown.understanding.profile_types import MOST_TOKENS, NO_PROFILE, Profile
from beknown.understanding.read_language import read_language
from beknown.understanding.read_past import defer_past
from beknown.understanding.rebuild import rebuild_now
from beknown.understanding.recall import make_query, recall, recall_for
from beknown.understanding.rising import Rising, find_rising
from beknown.understanding.score_items import add_fame, phrases_of, score_items
from beknown.understanding.sensitive import is_sensitive
from beknown.understanding.settle import settle_beliefs
from beknown.understanding.shelter import is_hard
from beknown.understanding.style import find_style
from beknown.understanding.style_types import Style
from beknown.understanding.tell import tell
from beknown.understanding.types import Confidence, Neighbour, Query, Recalled
from beknown.understanding.world import (
    ComingDate,
    Commitment,
    Person,
    find_coming_dates,
    find_commitments,
    find_people,
    find_person_by_name,
    resolve_mentions,
)
from beknown.understanding.world_acts import CommitmentSettled, after_settling, settle_commitment

__all__ = [
    "HINT_SPACE",
    "HOLDING",
    "MOST_TOKENS",
    "NO_PROFILE",
    "AtHand",
    "Belief",
    "CareSetting",
    "ComingDate",
    "Commitment",
    "CommitmentSettled",
    "Confidence",
    "HelpLine",
    "Hint",
    "Interest",
    "Neighbour",
    "Notice",
    "Person",
    "Profile",
    "Query",
    "Quote",
    "Recalled",
    "Rising",
    "Style",
    "Why",
    "add_fame",
    "add_hint",
    "after_settling",
    "choose_lines",
    "defer_past",
    "find_among",
    "find_beliefs",
    "find_care_setting",
    "find_coming_dates",
    "find_commitments",
    "find_help",
    "find_hint",
    "find_interests",
    "find_people",
    "find_person_by_name",
    "find_profile",
    "find_reader",
    "find_rising",
    "find_style",
    "find_words",
    "get_belief",
    "guess_country",
    "index_events",
    "is_hard",
    "is_sensitive",
    "make_learners",
    "make_query",
    "may_hint",
    "note_unread",
    "notice",
    "phrases_of",
    "read_language",
    "rebuild_now",
    "recall",
    "recall_for",
    "resolve_mentions",
    "score_fame",
    "score_items",
    "settle_beliefs",
    "settle_commitment",
    "tell",
    "why",
    "write_instructions",
]
