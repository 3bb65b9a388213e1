"""What this server tells apps of itself, and the names of its parts.

Source: RFC 8414, section 2; RFC 9728, section 2; RFC 8707, section 2.
"""

from urllib.parse import urlsplit

from fastapi import Request

from beknown.gateway.types import KEY_SCOPES, JsonObject, Resource
from beknown.kit.errors import Invalid
from beknown.kit.settings import Settings
from beknown.kit.web import get_part

PARTS: dict[str, Resource | None] = {
    "": None,
    "/v1": "api",
    "/llama/v1": "api",
    "/anthropic/v1": "api",
    "/mcp": "mcp",
}
"""What may be named as a resource: paths of this server, and what a token for it opens; None opens all."""

DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
GRANTS = ("authorization_code", "refresh_token", DEVICE_GRANT)


def find_address(request: Request) -> str:
    """Give the address of this server as who asks knows it, which is also its name as issuer; no slash at the end.

    The operator's public address, where there is one; else the name asked for, which `app.gate` found to be ours.

    Raises:
        Invalid: The port in the request's Host is none.
    """
    settings = get_part(request, Settings)
    if settings.public_url is not None:
        return settings.address
    host = request.headers.get("host", "")
    try:
        asked = urlsplit(f"//{host}")
        port = f":{asked.port}" if asked.port else ""
    except ValueError as error:
        raise Invalid(f"{host[:200]!r} is no host and port.", code="invalid_request") from error
    name = asked.hostname or ""
    return f"{request.url.scheme}://{f'[{name}]' if ':' in name else name}{port}"


def read_resource(address: str, resource: str | None) -> Resource | None:
    """Say which part of this server a resource is.

    Raises:
        Invalid: It is none of them.
    """
    if resource is None:
        return None
    path = resource.removeprefix(address).rstrip("/")
    if not resource.startswith(address) or path not in PARTS:
        known = ", ".join(f"{address}{each}" for each in PARTS)
        raise Invalid(
            f"{resource[:200]!r} is no resource of this server; these are: {known}.", code="invalid_target"
        )
    return PARTS[path]


def describe_server(address: str) -> JsonObject:
    """Describe how apps ask for access."""
    return {
        "issuer": address,
        "authorization_endpoint": f"{address}/authorize",
        "token_endpoint": f"{address}/oauth/token",
        "registration_endpoint": f"{address}/oauth/register",
        "revocation_endpoint": f"{address}/oauth/revoke",
        "device_authorization_endpoint": f"{address}/oauth/device",
        "scopes_supported": list(KEY_SCOPES),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": list(GRANTS),
        "token_endpoint_auth_methods_supported": ["none"],
        "revocation_endpoint_auth_methods_supported": ["none"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
    }


def describe_resource(address: str, path: str) -> JsonObject | None:
    """Describe a part of this server to apps that want a token for it; None when there is no such part."""
    if path not in PARTS:
        return None
    return {
        "resource": address + path,
        "authorization_servers": [address],
        "scopes_supported": ["personal"] if PARTS[path] == "mcp" else list(KEY_SCOPES),
        "bearer_methods_supported": ["header"],
        "resource_name": "Beknown",
    }


def resource_metadata_url(address: str, path: str) -> str:
    """Say where that description lies."""
    return f"{address}/.well-known/oauth-protected-resource{path}"
