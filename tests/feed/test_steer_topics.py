from collections.abc import AsyncIterator

import numpy as np
import pytest

from beknown.feed.steer_topics import TopicSense
from beknown.kit.settings import load_settings
from beknown.models import Embedder, Models

POSTS = (
    "My first bowl came out of the kiln today, the glaze ran a bit",
    "Which clay do you use for stoneware mugs?",
    "The striker is injured and misses the derby",
    "Bitcoin fell below fifty thousand today",
    "Quarterly review went better than expected",
)


@pytest.fixture(scope="module")
async def embedder(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Embedder]:
    async with Models(load_settings(home=tmp_path_factory.mktemp("home"))) as models:
        yield await models.embedder()


@pytest.fixture(scope="module")
def topics() -> TopicSense:
    return TopicSense()


async def test_a_post_is_nearer_to_its_topic_than_others_though_it_does_not_name_it(
    embedder: Embedder, topics: TopicSense
) -> None:
    vectors = np.stack(await embedder.embed_passages(POSTS))
    sense = await topics.learn(embedder, ["pottery", "football"])
    pottery, football = sense.grade("pottery", vectors), sense.grade("football", vectors)
    assert pottery[:2].min() > 2 * pottery[2:].max()
    assert football[2] > 0.5 > football[[0, 1, 3, 4]].max()


async def test_what_has_no_vector_or_is_unknown_is_near_to_nothing(
    embedder: Embedder, topics: TopicSense
) -> None:
    sense = await topics.learn(embedder, ["pottery"])
    assert sense.grade("pottery", np.zeros((2, embedder.dims), np.float32)).tolist() == [0, 0]
    assert sense.grade("jazz", np.ones((1, embedder.dims), np.float32)).tolist() == [0]
    assert sense.grade("pottery", np.ones((1, 3), np.float32)).tolist() == [0]


async def test_topics_are_remembered(embedder: Embedder, topics: TopicSense) -> None:
    first = await topics.learn(embedder, ["pottery"])
    again = await topics.learn(embedder, ["pottery", "jazz"])
    assert again.topics["pottery"] is first.topics["pottery"]
