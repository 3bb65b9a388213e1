"""All that learns from the log, in the order in which it reads."""

from beknown.models import Models
from beknown.understanding.believe import BeliefLearner
from beknown.understanding.extract import LanguageRules
from beknown.understanding.interests import Interests
from beknown.understanding.learn import Learner
from beknown.understanding.shelter import Shelter
from beknown.understanding.style import Styles
from beknown.understanding.world_learner import WorldLearner


def make_learners(models: Models) -> tuple[Learner, ...]:
    """Make the learners; those that can use a capable language model ask `models` for one."""
    learners = (Interests(models.embedder), Styles(), WorldLearner(), BeliefLearner(LanguageRules()))
    return (Shelter(models.embedder, learners),)
