"""Sessions: where a person is signed in. The cookie holds a random token, the database its hash.

The token changes once a day while it is used. The next one is handed out beside the present one and takes its place
when it comes back, so that an answer that got lost, or two requests at once, sign nobody out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from beknown.app.accounts import store
from beknown.app.accounts.tokens import hash_token, make_token
from beknown.app.accounts.types import OpenSession, SessionSummary, Started
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import NotFound
from beknown.kit.ids import NOBODY, PersonId, new_id
from beknown.kit.settings import Settings

ROTATE_AFTER = timedelta(days=1)
GRACE = timedelta(seconds=60)
SEEN_EVERY = timedelta(seconds=60)
MAX_USER_AGENT = 300


@dataclass(frozen=True, slots=True)
class Opened:
    """An open session, and the next token to hand out with the answer, if it is time."""

    session: OpenSession
    next_token: str | None


async def start_session(tx: Tx, settings: Settings, *, user_agent: str) -> Started:
    """Sign the person of this transaction in."""
    now, token, csrf_token, session = clock.now(), make_token(), make_token(), new_id()
    await store.add_session(
        tx,
        session=session,
        token_sha256=hash_token(token),
        csrf_token=csrf_token,
        user_agent=user_agent[:MAX_USER_AGENT].replace("\0", ""),
        at=now,
        expires_at=now + timedelta(days=settings.session_max_days),
    )
    return Started(session, token, csrf_token, await store.get_account(tx))


async def open_session(db: Database, settings: Settings, token: str) -> Opened | None:
    """Find the session that a token opens; None when it is unknown, ended or expired."""
    sha256, now = hash_token(token), clock.now()
    async with db.begin(Scope(NOBODY, "account")) as tx:
        found = await store.find_session(tx, sha256, now, idle_time(settings))
    if found is None:
        return None
    patience = GRACE if found.has_next else ROTATE_AFTER
    is_rotation_due = not found.is_next and found.rotated_at < now - patience
    if not (is_rotation_due or found.is_next or found.last_seen_at < now - SEEN_EVERY):
        return Opened(found, None)
    next_token = make_token() if is_rotation_due else None
    async with db.begin(Scope(PersonId(found.person_id), "account")) as tx:
        return Opened(found, await _keep_up(tx, found, sha256, next_token, now))


async def _keep_up(
    tx: Tx, found: OpenSession, sha256: bytes, next_token: str | None, now: datetime
) -> str | None:
    await store.touch_session(tx, found.id, now)
    if found.is_next:
        await store.take_next_token(tx, found.id, sha256, at=now, former_until=now + GRACE)
    if next_token is None:
        return None
    before = now - (GRACE if found.has_next else ROTATE_AFTER)
    is_offered = await store.offer_next_token(tx, found.id, hash_token(next_token), at=now, before=before)
    return next_token if is_offered else None


async def replace_token(tx: Tx, session: UUID) -> str:
    """Give a session a new token; whoever holds the old one is out at once."""
    token = make_token()
    await store.replace_token(tx, session, hash_token(token), clock.now())
    return token


async def find_sessions(tx: Tx, settings: Settings) -> list[SessionSummary]:
    """List where the person is signed in, last used first."""
    return await store.find_sessions(tx, clock.now(), idle_time(settings))


async def end_session(tx: Tx, session: UUID) -> None:
    """Sign out in one place.

    Raises:
        NotFound: The person has no such session.
    """
    if not await store.delete_session(tx, session):
        raise NotFound("There is no such session; it may have ended already.")


async def end_former_session(db: Database, settings: Settings, token: str | None) -> None:
    """End the session that somebody came with when they sign in anew."""
    opened = await open_session(db, settings, token) if token else None
    if opened is not None:
        async with db.begin(Scope(PersonId(opened.session.person_id), "account")) as tx:
            await store.delete_session(tx, opened.session.id)


async def end_other_sessions(tx: Tx, kept: UUID | None) -> int:
    """Sign out everywhere but in `kept`; give how many sessions ended."""
    return await store.delete_other_sessions(tx, kept)


def idle_time(settings: Settings) -> timedelta:
    """How long a session lasts unused."""
    return timedelta(days=settings.session_idle_days)
