"""Random tokens: handed out once, kept only as a hash."""

import hashlib
import secrets

TOKEN_BYTES = 32


def make_token() -> str:
    """Make 256 random bits, as they stand in a cookie or a link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> bytes:
    """Give what the database keeps of a token. It is random, so one round of SHA-256 does."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
