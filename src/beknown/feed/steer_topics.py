"""Tell how near in meaning things are to a topic that somebody named.

A topic is a word or two, a post is a sentence or more, and vectors of different kinds of text lie apart whatever they
are about. So both are compared less the mean of their kind, which plain sentences about many common subjects stand for.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beknown.models import Embedder

SUBJECTS = (
    "sport", "music", "food", "travel", "science", "technology", "health", "money", "fashion", "animals", "nature",
    "weather", "history", "art", "film", "books", "games", "cars", "religion", "war", "school", "love", "home",
    "hobbies", "news", "humour", "law", "computers", "medicine", "space", "plants", "friends", "children",
    "business", "education", "holidays", "shopping", "traffic", "theatre", "dance",
)  # fmt: skip
"""Common subjects, for the two means."""

ASKED = "news and stories about {}"
"""How a topic is put to the embedder; bare words are told apart less well."""

SAID = ("Today I went to {} again", "My thoughts on {}")
FAR = 0.09
NEAR = 0.19
"""Cosines, less the means: at `FAR` 5 of 100 posts about something else are as near as that, at `NEAR` one."""

MOST_KEPT = 2_000

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sense:
    """Vectors of topics, and the mean of posts in the same space.

    Args:
        space: The embedder's name: vectors of another can't be compared.
        topics: A unit vector of each topic, less the mean of topics.
        mean: The mean of posts.
    """

    space: str
    topics: Mapping[str, Vectors]
    mean: Vectors

    def grade(self, topic: str, vectors: NDArray[Any]) -> NDArray[np.float64]:
        """Say of each vector how near it is to a topic, from 0 to 1.

        Args:
            topic: One that isn't known here is near to nothing.
            vectors: Of posts, one a row; one of all zeros is near to nothing.
        """
        wanted = self.topics.get(topic)
        if wanted is None or vectors.shape[1:] != self.mean.shape:
            return np.zeros(len(vectors))
        apart = vectors.astype(np.float64) - self.mean
        length = np.linalg.norm(apart, axis=1)
        cosine = np.divide(apart @ wanted, length, out=np.zeros(len(apart)), where=length > 0)
        grades = np.clip((cosine - FAR) / (NEAR - FAR), 0.0, 1.0)
        return np.where(np.any(vectors != 0, axis=1), grades, 0.0)


@dataclass(slots=True)
class _Means:
    space: str
    topics: Vectors
    posts: Vectors


class TopicSense:
    """Remembers vectors of topics; one for a process. It keeps topics of all people, and nothing of who named them."""

    def __init__(self) -> None:
        self._means: _Means | None = None
        self._known: OrderedDict[str, Vectors] = OrderedDict()
        self._turn = asyncio.Lock()

    async def learn(self, embedder: Embedder, topics: Iterable[str]) -> Sense:
        """Give the sense of some topics. Asks the embedder, so never within a transaction.

        Raises:
            Unavailable: The embedder can't be reached.
        """
        wanted = list(dict.fromkeys(topics))
        async with self._turn:
            means = await self._learn_means(embedder)
            for topic in wanted:
                if topic not in self._known:
                    vector = await embedder.embed_query(ASKED.format(topic))
                    self._known[topic] = _unit(vector - means.topics)
                self._known.move_to_end(topic)
            known = {topic: self._known[topic] for topic in wanted}
            while len(self._known) > MOST_KEPT:
                self._known.popitem(last=False)
        return Sense(means.space, known, means.posts)

    async def _learn_means(self, embedder: Embedder) -> _Means:
        if self._means is None or self._means.space != embedder.name:
            asked = [await embedder.embed_query(ASKED.format(each)) for each in SUBJECTS]
            said = await embedder.embed_passages([line.format(each) for each in SUBJECTS for line in SAID])
            self._means = _Means(embedder.name, _mean(asked), _mean(said))
            self._known.clear()
        return self._means


def _mean(vectors: Sequence[Vectors]) -> Vectors:
    return np.asarray(np.stack(vectors).mean(axis=0), np.float32)


def _unit(vector: Vectors) -> Vectors:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
