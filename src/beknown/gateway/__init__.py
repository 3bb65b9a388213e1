"""The model API: OpenAI's, Llama's and Anthropic's, for plain models and for the one that knows its owner."""

from collections.abc import Callable, Mapping

from fastapi import FastAPI

from beknown.gateway.anthropic_api import make_anthropic
from beknown.gateway.gateway import Gateway
from beknown.gateway.judge import FLAGGED_FROM, judge
from beknown.gateway.keys import MadeKey, add_key, find_keys, revoke_key
from beknown.gateway.llama_api import make_llama
from beknown.gateway.openai_api import make_openai
from beknown.gateway.store import KeyRow
from beknown.gateway.surface import SURFACE_PATHS, find_token
from beknown.gateway.types import KEY_SCOPES, KeyScope, NewKey

SURFACES: Mapping[str, Callable[[], FastAPI]] = {
    "/v1": make_openai,
    "/llama/v1": make_llama,
    "/anthropic/v1": make_anthropic,
}
"""The applications of the model API by the path each is mounted under."""

__all__ = [
    "FLAGGED_FROM",
    "KEY_SCOPES",
    "SURFACES",
    "SURFACE_PATHS",
    "Gateway",
    "KeyRow",
    "KeyScope",
    "MadeKey",
    "NewKey",
    "add_key",
    "find_keys",
    "find_token",
    "judge",
    "revoke_key",
]
