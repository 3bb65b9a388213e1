"""What accounts are made of."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

Role = Literal["operator", "member"]


@dataclass(frozen=True, slots=True)
class Account:
    """A person as their account page shows them."""

    id: UUID
    email: str
    display_name: str
    role: str
    locale: str
    time_zone: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """A person as an operator sees them; when they were last here is known while they are signed in somewhere."""

    id: UUID
    email: str
    display_name: str
    role: str
    created_at: datetime
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What somebody signs up with."""

    email: str
    display_name: str
    password: str
    time_zone: str
    locale: str
    invitation: str | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """A session that was just started. Its token is known only now: the database keeps a hash."""

    id: UUID
    token: str
    csrf_token: str
    account: Account


@dataclass(frozen=True, slots=True)
class Visitor:
    """From where somebody asks to come in, and the session cookie they had already."""

    address: str
    user_agent: str
    former_token: str | None = None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """The session that a request came with, and whose it is."""

    person_id: UUID
    id: UUID
    csrf_token: str
    created_at: datetime
    last_seen_at: datetime
    rotated_at: datetime
    expires_at: datetime
    is_next: bool
    has_next: bool
    email: str
    display_name: str
    role: str
    locale: str
    time_zone: str
    joined_at: datetime

    @property
    def account(self) -> Account:
        """The account of the person whose session it is."""
        return Account(
            self.person_id,
            self.email,
            self.display_name,
            self.role,
            self.locale,
            self.time_zone,
            self.joined_at,
        )


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A place where the person is signed in."""

    id: UUID
    created_at: datetime
    last_seen_at: datetime
    user_agent: str


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey of the person."""

    id: UUID
    credential_id: bytes
    transports: list[str]
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class KnownPasskey:
    """Whose passkey a credential is, and how to verify it."""

    person_id: UUID
    id: UUID
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class KnownPassword:
    """Whose email it is, and the hash of their password; None when they have none yet."""

    person_id: UUID
    hash: str | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """An open invitation, as the operator who made it sees it."""

    id: UUID
    email: str | None
    note: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class InvitationPreview:
    """What the holder of an invitation's token may know of it."""

    email: str | None
    note: str
    invited_by: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TakenInvitation:
    """An invitation that was used up just now."""

    email: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """Whose password the holder of a one-time link may set."""

    person_id: UUID
    email: str
    display_name: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Hash:
    """The hash of a password."""

    hash: str


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody's id, or None."""

    id: UUID | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no."""

    is_so: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """How long to wait for a turn; None when it was taken."""

    wait: timedelta | None
