"""The model API: OpenAI's, Llama's and Anthropic's, for plain models and for the one that knows its owner."""

from collections.abc import Callable, Mapping

from fastapi import FastAPI

from beknown.gateway.anthropic_api import make_anthropic
from beknown.gateway.gateway import Gateway
from beknown.gateway.judge import FLAGGED_FROM, judge
from beknown.gateway.keys import MadeKey, add_key, find_keys, revoke_key
from beknown.gateway.llama_api import make_llama
from beknown.gateway.mcp_api import MCP_PATH, McpDoor, McpServer
from beknown.gateway.oauth_api import make_oauth, make_well_known
from beknown.gateway.oauth_clients import AppLimits
from beknown.gateway.openai_api import make_openai
from beknown.gateway.store import KeyRow
from beknown.gateway.surface import OAUTH_PATHS, SURFACE_PATHS, find_token
from beknown.gateway.types import KEY_SCOPES, KeyScope, NewKey

SURFACES: Mapping[str, Callable[[], FastAPI]] = {
    "/v1": make_openai,
    "/llama/v1": make_llama,
    "/anthropic/v1": make_anthropic,
    "/oauth": make_oauth,
    "/.well-known": make_well_known,
}
"""The applications that programs ask, by the path each is mounted under."""

__all__ = [
    "FLAGGED_FROM",
    "KEY_SCOPES",
    "MCP_PATH",
    "OAUTH_PATHS",
    "SURFACES",
    "SURFACE_PATHS",
    "AppLimits",
    "Gateway",
    "KeyRow",
    "KeyScope",
    "MadeKey",
    "McpDoor",
    "McpServer",
    "NewKey",
    "add_key",
    "find_keys",
    "find_token",
    "judge",
    "revoke_key",
]
