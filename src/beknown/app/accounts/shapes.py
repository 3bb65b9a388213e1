"""What the account routes take and give."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import available_timezones

import regex
from babel import Locale, UnknownLocaleError
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from beknown.app.accounts.passwords import MAX_LENGTH
from beknown.kit.errors import Invalid
from beknown.kit.words import tidy_line

MAX_EMAIL = 254
_BLANK = regex.compile(r"[\s\p{Cf}\p{M}\u115f\u1160\u2800\u3164\uffa0]*")


def _check_email(value: str) -> str:
    name, at, host = value.rpartition("@")
    if not (name and at and host) or any(each.isspace() or not each.isprintable() for each in value):
        raise ValueError("an email looks like name@example.org")
    return value.lower()


def _check_locale(value: str) -> str:
    try:
        return str(Locale.parse(value, sep="-" if "-" in value else "_")).replace("_", "-")
    except (UnknownLocaleError, ValueError):
        raise ValueError("it is no language that is known here, such as en or pt-BR") from None


def _check_time_zone(value: str) -> str:
    if value != "UTC" and value not in available_timezones():
        raise ValueError("it is no time zone that is known here, such as Europe/Lisbon")
    return value


def _strip(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _check_text(value: str) -> str:
    if "\0" in value:
        raise ValueError("it holds a character that can't be kept")
    return value


def _tidy_name(value: str) -> str:
    name = tidy_line(value)
    if _BLANK.fullmatch(name):
        raise ValueError("nothing of it can be seen; write a name")
    return name


Email = Annotated[
    str,
    BeforeValidator(_strip),
    Field(max_length=MAX_EMAIL, examples=["ana@example.org"]),
    AfterValidator(_check_email),
]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_check_text),
    AfterValidator(_tidy_name),
]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), AfterValidator(_check_text)]
LocaleName = Annotated[str, Field(max_length=35), AfterValidator(_check_locale)]
TimeZone = Annotated[str, Field(max_length=64), AfterValidator(_check_time_zone)]
Password = Annotated[str, Field(max_length=MAX_LENGTH)]
Token = Annotated[str, Field(max_length=200)]
Credential = dict[str, Any]


def parse_email(text: str) -> str:
    """Read an email that was given at the command line.

    Raises:
        Invalid: It can't be one.
    """
    try:
        return TypeAdapter[str](Email).validate_python(text)
    except ValidationError as error:
        raise Invalid("That is no email; one looks like name@example.org.") from error


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class SetupOut(_Out):
    """What somebody who isn't signed in may know. `has_operator` is false while nobody has an account."""

    has_operator: bool
    version: str


class SignUpIn(BaseModel):
    """A new account. `invitation` is the token of the link; the first account needs none."""

    email: Email
    display_name: Name
    password: Password
    invitation: Token | None = None
    time_zone: TimeZone = "UTC"
    locale: LocaleName = "en"


class SignInIn(BaseModel):
    """Email and password."""

    email: Email
    password: Password


class PersonOut(_Out):
    """An account."""

    id: UUID
    email: str
    display_name: str
    role: Literal["operator", "member"]
    locale: str
    time_zone: str
    created_at: datetime


class SessionOut(BaseModel):
    """Who is signed in, and the value of the header `X-CSRF-Token` for every request that changes something."""

    person: PersonOut
    csrf_token: str


class SessionItemOut(_Out):
    """A place where the person is signed in."""

    id: UUID
    created_at: datetime
    last_seen_at: datetime
    user_agent: str
    is_current: bool


class PasskeyIn(BaseModel):
    """What `navigator.credentials.get` gave, as JSON."""

    credential: Credential


class NewPasskeyIn(BaseModel):
    """What `navigator.credentials.create` gave, as JSON, and a name to know it by."""

    name: Name
    credential: Credential


class PasskeyOut(_Out):
    """A passkey."""

    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None


OptionsOut = Mapping[str, Any]
"""Options for the browser, as the Web Authentication standard writes them in JSON."""


class ProfileIn(BaseModel):
    """What to change; what is left out stays."""

    display_name: Name | None = None
    locale: LocaleName | None = None
    time_zone: TimeZone | None = None


class EmailIn(BaseModel):
    """The new email, and the password to show that it is really them."""

    email: Email
    password: Password


class PasswordIn(BaseModel):
    """The old password and the new one."""

    old: Password
    new: Password


class PersonItemOut(_Out):
    """A person as an operator sees them."""

    id: UUID
    email: str
    display_name: str
    role: Literal["operator", "member"]
    created_at: datetime
    last_seen_at: datetime | None


class InvitationIn(BaseModel):
    """For whom an invitation is; both may be left out."""

    email: Email | None = None
    note: Note | None = None


class InvitationOut(_Out):
    """An open invitation. Its link is known only when it is made, and null later."""

    id: UUID
    email: str | None
    note: str
    url: str | None = None
    created_at: datetime
    expires_at: datetime


class TokenIn(BaseModel):
    """The token of an invitation's link."""

    token: Token


class InvitationPreviewOut(_Out):
    """What a link is for: a new account, or (`is_new_account` false) setting the password of one that is there."""

    is_new_account: bool
    email: str | None
    display_name: str | None
    note: str
    invited_by: str | None
    expires_at: datetime
