"""Errors as each surface writes them, made of the one error tree.

Source: OpenAI API reference, "Error codes"; Anthropic API, "Errors".
"""

from typing import Literal

from pydantic import JsonValue

from beknown.gateway.types import JsonObject
from beknown.kit.errors import BeknownError

Surface = Literal["openai", "llama", "anthropic"]

_OPENAI_TYPES = {
    400: "invalid_request_error",
    401: "invalid_request_error",
    403: "permission_error",
    404: "invalid_request_error",
    409: "conflict_error",
    413: "invalid_request_error",
    429: "rate_limit_error",
}
_ANTHROPIC_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    503: "overloaded_error",
}
_NOT_VALID = 422


def status_of(error: BeknownError) -> int:
    """Give the HTTP status of an error; what isn't valid is a 400 to clients of these APIs."""
    return 400 if error.status == _NOT_VALID else error.status


def write_error(surface: Surface, status: int, message: str, **facts: JsonValue) -> JsonObject:
    """Give the body of an error.

    Args:
        surface: Whose shape.
        status: The HTTP status.
        message: What went wrong and the way out.
        **facts: `code` and `param` for OpenAI's shape.
    """
    if surface == "anthropic":
        kind = _ANTHROPIC_TYPES.get(status, "api_error")
        return {"type": "error", "error": {"type": kind, "message": message}, "request_id": None}
    kind = _OPENAI_TYPES.get(status, "server_error")
    error: JsonObject = {
        "message": message,
        "type": kind,
        "param": facts.get("param"),
        "code": facts.get("code"),
    }
    return {"error": error}
