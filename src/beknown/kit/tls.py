"""The certificates that are trusted, read once a process."""

import ssl
from functools import cache


@cache
def trusted() -> ssl.SSLContext:
    """Give what clients check servers by, as httpx would make it for each: that stops everything else for 20 ms."""
    import httpx  # noqa: PLC0415 - heavy, and whoever asks for this has loaded it

    return httpx.create_ssl_context()
