"""Errors as problem+json (RFC 9457): one handler for the whole tree."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from beknown.kit.errors import BeknownError
from beknown.kit.telemetry import get_logger

_log = get_logger(__name__)
MEDIA_TYPE = "application/problem+json"


def add_problem_handlers(app: FastAPI) -> None:
    """Have every error answered as problem+json."""
    app.add_exception_handler(BeknownError, _answer_ours)
    app.add_exception_handler(RequestValidationError, _answer_validation)
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(Exception, _answer_unknown)


def problem(status: int, title: str, detail: str, **extra: object) -> JSONResponse:
    """Make one answer."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **extra}
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE)


async def _answer_ours(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, BeknownError)  # noqa: S101 - registered for this type alone
    return problem(error.status, error.title, error.message, **error.extra)


async def _answer_validation(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this type alone
    fields = [
        {"field": ".".join(str(part) for part in each["loc"][1:]), "message": each["msg"]}
        for each in error.errors()
    ]
    first = fields[0]
    return problem(422, "Not valid", f"{first['field'] or 'The request'}: {first['message']}.", errors=fields)


async def _answer_http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this type alone
    return problem(error.status_code, str(error.detail), str(error.detail))


async def _answer_unknown(_request: Request, error: Exception) -> JSONResponse:
    _log.error("unexpected error", exc_info=error)
    return problem(
        500, "Something went wrong", "An error on our side; it has been logged. Try again in a moment."
    )
