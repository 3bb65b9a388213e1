"""Apps that register themselves: anybody may, and it opens nothing; a person has to say yes.

Source: RFC 7591, sections 2 and 3.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from beknown.gateway import oauth_store as store
from beknown.gateway.oauth_metadata import GRANTS
from beknown.gateway.oauth_redirects import check_redirect_uri
from beknown.gateway.oauth_store import ClientRow
from beknown.gateway.types import KEY_SCOPES, KeyScope
from beknown.kit.buckets import Buckets
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Invalid, TooMany, Unauthorised
from beknown.kit.ids import NOBODY, new_id

MOST_NAME = 100
MOST_REDIRECTS = 10
UNNAMED = "An app without a name"


class AppLimits:
    """How often each caller may register an app, begin with a device, or type a device's code."""

    def __init__(self) -> None:
        self._registering = Buckets(burst=20, per_s=1 / 30)
        self._devices = Buckets(burst=20, per_s=1 / 10)
        self._typing = Buckets(burst=10, per_s=1 / 30)

    def check_registering(self, network: str) -> None:
        """Take a turn of registering, by network.

        Raises:
            TooMany: None is left.
        """
        _take(self._registering, network)

    def check_device(self, network: str) -> None:
        """Take a turn of beginning with a device, by network.

        Raises:
            TooMany: None is left.
        """
        _take(self._devices, network)

    def check_typing(self, person: UUID) -> None:
        """Take a turn of typing a device's code, by person: nobody guesses one.

        Raises:
            TooMany: None is left.
        """
        _take(self._typing, person)


def _take(buckets: Buckets, caller: str | UUID) -> None:
    if wait_s := buckets.take(caller):
        wait = math.ceil(wait_s)
        raise TooMany(
            f"Too many tries. Wait {wait} s and try again.", code="invalid_request", retry_after_s=wait
        )


@dataclass(frozen=True, slots=True)
class Registered:
    """An app as it was registered."""

    id: UUID
    name: str
    redirect_uris: list[str]
    grant_types: list[str]


async def register(
    db: Database, name: str | None, redirect_uris: Sequence[str], grant_types: Sequence[str]
) -> Registered:
    """Register an app; all are public clients, which hold no secret.

    Raises:
        Invalid: It wants what isn't offered, or has its codes sent where they can't be.
    """
    grants = [each for each in grant_types if each in GRANTS]
    if not set(grants) - {"refresh_token"}:
        raise Invalid(f"grant_types holds none of {', '.join(GRANTS)}.", code="invalid_client_metadata")
    if len(redirect_uris) > MOST_REDIRECTS:
        raise Invalid(f"At most {MOST_REDIRECTS} redirect_uris.", code="invalid_redirect_uri")
    if "authorization_code" in grants and not redirect_uris:
        raise Invalid("Name redirect_uris: where codes are sent.", code="invalid_redirect_uri")
    uris = [check_redirect_uri(each) for each in redirect_uris]
    client, shown = new_id(), clean_name(name)
    async with db.begin(Scope(NOBODY, "account")) as tx:
        await store.add_client(tx, client, shown, uris)
    return Registered(client, shown, uris, grants)


def clean_name(name: str | None) -> str:
    """Give an app's name as one line of letters that can be seen: others could turn the words around it."""
    seen = "".join(each if each.isprintable() else " " for each in name or "")
    return " ".join(seen.split())[:MOST_NAME].strip() or UNNAMED


async def find_client(tx: Tx, client_id: str | None) -> ClientRow | None:
    """Find a registered app by what it calls itself."""
    client = read_client_id(client_id)
    return await store.find_client(tx, client) if client is not None else None


async def get_client(tx: Tx, client_id: str | None) -> ClientRow:
    """Find a registered app by what it calls itself.

    Raises:
        Unauthorised: There is none.
    """
    found = await find_client(tx, client_id)
    if found is None:
        raise unknown_client(client_id)
    return found


def read_client_id(client_id: str | None) -> UUID | None:
    """Read an app's id; None when it can't be one."""
    try:
        return UUID(client_id or "")
    except ValueError:
        return None


def unknown_client(client_id: str | None) -> Unauthorised:
    """Say that no such app is registered."""
    return Unauthorised(
        f"No app is registered as client_id {(client_id or '')[:100]!r}. It may register again at /oauth/register.",
        code="invalid_client",
    )


def read_scopes(
    scope: str | None, *, default: frozenset[KeyScope] = frozenset[KeyScope]({"plain"})
) -> frozenset[KeyScope]:
    """Read scopes as apps write them, with spaces between.

    Raises:
        Invalid: One isn't offered.
    """
    wanted = set((scope or "").split())
    known = frozenset[KeyScope](each for each in KEY_SCOPES if each in wanted)
    if strange := wanted - known:
        raise Invalid(
            f"There is no scope {' '.join(sorted(strange))[:100]!r}; there are: {' '.join(KEY_SCOPES)}.",
            code="invalid_scope",
        )
    return known or default
