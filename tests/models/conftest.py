"""Real weights for the tests of models, fetched once into the user's cache and linked from there."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import platformdirs
import pytest

from beknown.kit.settings import Settings
from beknown.models import Models
from beknown.models.embedded_language import EmbeddedLanguage, Launch
from beknown.models.fetch import fetch_weights
from beknown.models.registry import default_weight_file


@pytest.fixture(scope="session")
async def weights() -> Path:
    """The default language model's weight file."""
    cache = Path(platformdirs.user_cache_dir("beknown", appauthor=False)) / "models"
    return await fetch_weights(default_weight_file("language"), cache)


@pytest.fixture
def home(tmp_path: Path, weights: Path) -> Path:
    """A data folder with the default weights in it."""
    (tmp_path / "models").mkdir()
    os.link(weights, tmp_path / "models" / weights.name)
    return tmp_path


@pytest.fixture
async def models(home: Path) -> AsyncIterator[Models]:
    """The engines of a plain installation."""
    async with Models(Settings(home=home)) as opened:
        yield opened


@pytest.fixture(scope="session")
async def peer(weights: Path) -> AsyncIterator[EmbeddedLanguage]:
    """A real OpenAI-compatible server somewhere else: an engine that knows nothing of the one under test."""
    engine = EmbeddedLanguage(Launch(name="peer", weights=str(weights), context_tokens=2048))
    await engine.ready()
    yield engine
    await engine.close()
