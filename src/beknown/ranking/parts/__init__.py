"""The parts that every ranking may use; each in a file of its own, named `<what>_<role>.py`."""

from beknown.ranking.parts.author_scorer import AuthorDecay
from beknown.ranking.parts.cut_filter import Cut
from beknown.ranking.parts.diverse_selector import Diverse
from beknown.ranking.parts.freshness_scorer import Freshness
from beknown.ranking.parts.likeness_filter import Likeness
from beknown.ranking.parts.seen_filter import Seen
from beknown.ranking.parts.taste_scorer import Tasting
from beknown.ranking.parts.value_scorer import Value
from beknown.ranking.parts.visible_filter import Visible

__all__ = ["AuthorDecay", "Cut", "Diverse", "Freshness", "Likeness", "Seen", "Tasting", "Value", "Visible"]
