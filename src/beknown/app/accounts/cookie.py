"""The session cookie."""

from starlette.requests import HTTPConnection

from beknown.kit.settings import Settings


def cookie_name(settings: Settings) -> str:
    """Give the cookie's name. Over HTTPS its prefix makes browsers keep it to this one host.

    Source: RFC 6265bis, section 4.1.3.2.
    """
    return "__Host-beknown" if is_https(settings) else "beknown_session"


def is_https(settings: Settings) -> bool:
    """Say whether people reach this server by HTTPS."""
    return settings.address.startswith("https://")


def make_cookie(settings: Settings, token: str | None) -> str:
    """Give the header that sets the cookie, or with None removes it."""
    age_s = settings.session_max_days * 86_400 if token else 0
    parts = [
        f"{cookie_name(settings)}={token or ''}",
        f"Max-Age={age_s}",
        "Path=/",
        "HttpOnly",
        "SameSite=Lax",
    ]
    return "; ".join([*parts, "Secure"] if is_https(settings) else parts)


def read_cookie(settings: Settings, connection: HTTPConnection) -> str | None:
    """Give the token that a request came with."""
    return connection.cookies.get(cookie_name(settings)) or None
