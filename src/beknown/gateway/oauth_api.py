"""HTTP for apps that ask a person for access: OAuth 2.1 at `/oauth`, and what is told of it at `/.well-known`.

Where a person answers are pages of the web app: `/authorize` and `/device`.

Source: OAuth 2.1 (draft-ietf-oauth-v2-1-13), section 3.2; RFC 7591; RFC 7009; RFC 8414; RFC 8628; RFC 9728.
"""

from typing import Annotated, cast

from fastapi import FastAPI, Form, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from beknown.gateway.errors import status_of
from beknown.gateway.oauth_clients import AppLimits, register
from beknown.gateway.oauth_devices import INTERVAL_S, WAITS, begin_device, poll_device
from beknown.gateway.oauth_metadata import (
    DEVICE_GRANT,
    describe_resource,
    describe_server,
    find_address,
    read_resource,
)
from beknown.gateway.oauth_tokens import (
    TOKEN_HOLDS,
    CodeGiven,
    Tokens,
    end_token,
    exchange_code,
    renew,
)
from beknown.gateway.types import JsonObject
from beknown.kit.buckets import network_of
from beknown.kit.db import Database
from beknown.kit.errors import BeknownError, Invalid, NotFound
from beknown.kit.web import Db, get_part

NOT_KEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}
Text = Annotated[str | None, Form(max_length=2000)]


class AppIn(BaseModel):
    """An app as it describes itself; what else it says is left alone, as RFC 7591 has it."""

    client_name: str | None = Field(default=None, max_length=1000)
    redirect_uris: list[str] = []
    grant_types: list[str] = ["authorization_code", "refresh_token"]


class TokenIn(BaseModel):
    """What an app sends for a token, whichever way it asks."""

    grant_type: str = Field(default="", max_length=200)
    client_id: str | None = Field(default=None, max_length=200)
    code: str = Field(default="", max_length=200)
    code_verifier: str = Field(default="", max_length=200)
    redirect_uri: str | None = Field(default=None, max_length=2000)
    refresh_token: str = Field(default="", max_length=200)
    device_code: str = Field(default="", max_length=200)
    scope: str | None = Field(default=None, max_length=200)
    resource: str | None = Field(default=None, max_length=2000)


def make_oauth() -> FastAPI:
    """Make the application by which apps register, get their tokens and give them back."""
    app = _make_app("Beknown: OAuth for apps")

    @app.post("/register", status_code=201)
    async def register_app(request: Request, db: Db, body: AppIn) -> JSONResponse:
        """Register an app, as a public client."""
        get_part(request, AppLimits).check_registering(_network(request))
        made = await register(db, body.client_name, body.redirect_uris, body.grant_types)
        told: JsonObject = {
            "client_id": str(made.id),
            "client_name": made.name,
            "redirect_uris": list(made.redirect_uris),
            "grant_types": list(made.grant_types),
            "response_types": ["code"] if made.redirect_uris else [],
            "token_endpoint_auth_method": "none",
        }
        return JSONResponse(told, 201, NOT_KEPT)

    @app.post("/token")
    async def give_token(request: Request, db: Db, body: Annotated[TokenIn, Form()]) -> JSONResponse:
        """Change a code, a refresh token or a device's code for tokens."""
        tokens = await _give(db, find_address(request), body)
        told: JsonObject = {
            "access_token": tokens.access,
            "token_type": "Bearer",
            "expires_in": int(TOKEN_HOLDS.total_seconds()),
            "refresh_token": tokens.refresh,
            "scope": " ".join(sorted(tokens.scopes)),
        }
        return JSONResponse(told, 200, NOT_KEPT)

    @app.post("/revoke")
    async def revoke(db: Db, token: Text = None, client_id: Text = None) -> Response:
        """End the key that a token belongs to."""
        await end_token(db, token or "", client_id)
        return Response(status_code=200, headers=NOT_KEPT)

    @app.post("/device")
    async def begin(
        request: Request, db: Db, client_id: Text = None, scope: Text = None, resource: Text = None
    ) -> JSONResponse:
        """Have a device wait for a person."""
        get_part(request, AppLimits).check_device(_network(request))
        address = find_address(request)
        begun = await begin_device(db, client_id, scope, read_resource(address, resource))
        told: JsonObject = {
            "device_code": begun.device_code,
            "user_code": begun.user_code,
            "verification_uri": f"{address}/device",
            "verification_uri_complete": f"{address}/device?code={begun.user_code}",
            "expires_in": int(WAITS.total_seconds()),
            "interval": INTERVAL_S,
        }
        return JSONResponse(told, 200, NOT_KEPT)

    return app


def make_well_known() -> FastAPI:
    """Make the application that tells apps how to ask for access."""
    app = _make_app("Beknown: what apps may know")

    @app.get("/oauth-authorization-server")
    async def tell_of_server(request: Request) -> JsonObject:
        """Describe how apps ask for access."""
        return describe_server(find_address(request))

    @app.get("/oauth-protected-resource")
    @app.get("/oauth-protected-resource/{path:path}")
    async def tell_of_resource(request: Request, path: str = "") -> JsonObject:
        """Describe a part of this server to apps that want a token for it."""
        told = describe_resource(find_address(request), f"/{path}" if path else "")
        if told is None:
            raise NotFound(f"There is no resource at /{path[:100]}.")
        return told

    return app


async def _give(db: Database, address: str, body: TokenIn) -> Tokens:
    match body.grant_type:
        case "authorization_code":
            resource = read_resource(address, body.resource)
            given = CodeGiven(body.code, body.client_id, body.code_verifier, body.redirect_uri, resource)
            return await exchange_code(db, given)
        case "refresh_token":
            return await renew(db, body.refresh_token, body.client_id, body.scope)
        case _ if body.grant_type == DEVICE_GRANT:
            return await poll_device(db, body.device_code, body.client_id)
        case _:
            raise Invalid(
                f"grant_type {body.grant_type!r} isn't offered; /.well-known/oauth-authorization-server lists those "
                "that are.",
                code="unsupported_grant_type",
            )


def _make_app(title: str) -> FastAPI:
    """Make an application whose errors have the shape of OAuth's (OAuth 2.1, section 3.2.4)."""
    app = FastAPI(title=title, docs_url=None, redoc_url=None, openapi_url=None)

    async def answer_ours(_request: Request, error: Exception) -> JSONResponse:
        ours = cast("BeknownError", error)
        wait_s = ours.extra.get("retry_after_s")
        headers = NOT_KEPT if wait_s is None else {**NOT_KEPT, "Retry-After": str(wait_s)}
        told = {"error": ours.extra.get("code", "invalid_request"), "error_description": ours.message}
        return JSONResponse(told, status_of(ours), headers)

    async def answer_validation(_request: Request, error: Exception) -> JSONResponse:
        first = cast("RequestValidationError", error).errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or "The request"
        return _invalid(400, f"{where}: {first['msg']}.")

    async def answer_http(_request: Request, error: Exception) -> JSONResponse:
        found = cast("HTTPException", error)
        return _invalid(found.status_code, str(found.detail))

    app.add_exception_handler(BeknownError, answer_ours)
    app.add_exception_handler(RequestValidationError, answer_validation)
    app.add_exception_handler(HTTPException, answer_http)
    return app


def _invalid(status: int, words: str) -> JSONResponse:
    return JSONResponse({"error": "invalid_request", "error_description": words}, status, NOT_KEPT)


def _network(request: Request) -> str:
    return network_of(request.client.host) if request.client is not None else ""
