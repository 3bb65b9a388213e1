"""Where an app has its codes sent: which addresses may be, and when two are the same.

Source: RFC 8252, "OAuth 2.0 for Native Apps", sections 7 and 8; RFC 9700, section 4.1.
"""

import re
from typing import Literal
from urllib.parse import SplitResult, urlencode, urlsplit

from beknown.kit.errors import Invalid

MOST_LETTERS = 2000
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
Place = Literal["site", "computer", "app", "device"]
"""A web site; a program on the person's own computer; an app known by its scheme; a device without an address."""

_LETTERS = re.compile(r"[A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=%]+")


def check_redirect_uri(uri: str) -> str:
    """Check that codes may be sent to an address; give it.

    Raises:
        Invalid: They may not; the message says which addresses may be.
    """
    parts = _split(uri)
    if parts is None or not (_is_site(parts) or _is_loopback(parts) or _is_private_scheme(parts)):
        raise Invalid(
            f"Codes can't be sent to {uri[:200]!r}. Name an https address, an http address of this computer "
            "(127.0.0.1, [::1], localhost) or a scheme of the app's own with a dot in it; without '#' and passwords.",
            code="invalid_redirect_uri",
        )
    return uri


def is_same_redirect(registered: str, given: str) -> bool:
    """Say whether an address is the registered one, letter by letter; on this computer any port will do."""
    if registered == given:
        return True
    one, other = _split(registered), _split(given)
    if one is None or other is None or not (_is_loopback(one) and _is_loopback(other)):
        return False
    return (one.hostname, one.path, one.query) == (other.hostname, other.path, other.query)


def origin_of(uri: str) -> str:
    """Give the part of an address that a person can judge: `https://notes.example.org`, `com.example.notes:`."""
    parts = urlsplit(uri)
    if _is_private_scheme(parts):
        return f"{parts.scheme}:"
    return f"{parts.scheme}://{parts.hostname if _is_loopback(parts) else parts.netloc}"


def place_of(origin: str | None) -> Place:
    """Say what kind of place `origin_of` named; None is a device."""
    if origin is None:
        return "device"
    parts = urlsplit(origin)
    if _is_loopback(parts):
        return "computer"
    return "site" if parts.scheme == "https" else "app"


def add_answer(uri: str, answer: dict[str, str | None]) -> str:
    """Give an address with an answer in its query; what is None is left out."""
    said = urlencode({name: value for name, value in answer.items() if value is not None})
    return f"{uri}{'&' if urlsplit(uri).query else '?'}{said}"


def _split(uri: str) -> SplitResult | None:
    """Take an address apart; None when a browser might read it otherwise than we do."""
    if len(uri) > MOST_LETTERS or not _LETTERS.fullmatch(uri):
        return None
    try:
        parts = urlsplit(uri)
        has_port = parts.port is not None
    except ValueError:
        return None
    if "@" in parts.netloc or (has_port and not parts.hostname):
        return None
    return parts


def _is_site(parts: SplitResult) -> bool:
    return parts.scheme == "https" and bool(parts.hostname)


def _is_loopback(parts: SplitResult) -> bool:
    return parts.scheme == "http" and parts.hostname in LOOPBACK


def _is_private_scheme(parts: SplitResult) -> bool:
    """A scheme that is a domain name turned around belongs to whoever has the domain."""
    return "." in parts.scheme and not parts.netloc
