"""Errors as problem+json (RFC 9457): one handler for the whole tree."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from beknown.kit.errors import BeknownError

MEDIA_TYPE = "application/problem+json"


def add_problem_handlers(app: FastAPI) -> None:
    """Have every error of a route answered as problem+json; `gate.trouble` does it for the rest."""
    app.add_exception_handler(BeknownError, _answer_ours)
    app.add_exception_handler(RequestValidationError, _answer_validation)
    app.add_exception_handler(HTTPException, _answer_http)


def problem(status: int, title: str, detail: str, **extra: object) -> JSONResponse:
    """Make one answer."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **extra}
    wait_s = extra.get("retry_after_s")
    headers = None if wait_s is None else {"Retry-After": str(wait_s)}
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE, headers=headers)


def answer_ours(error: BeknownError) -> JSONResponse:
    """Make the answer for an error of our own tree."""
    return problem(error.status, error.title, error.message, **error.extra)


async def _answer_ours(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, BeknownError)  # noqa: S101 - registered for this type alone
    return answer_ours(error)


async def _answer_validation(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this type alone
    fields = [
        {
            "field": ".".join(str(part) for part in each["loc"][1:]),
            "message": each["msg"].removeprefix("Value error, "),
        }
        for each in error.errors()
    ]
    first = fields[0]
    return problem(422, "Not valid", f"{first['field'] or 'The request'}: {first['message']}.", errors=fields)


async def _answer_http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this type alone
    return problem(error.status_code, HTTPStatus(error.status_code).phrase, str(error.detail))
