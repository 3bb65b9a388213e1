"""Read the public posts of Mastodon and Bluesky servers. Pure.

Source: Mastodon's API, `GET /api/v1/accounts/:id/statuses` and `GET /api/v1/timelines/tag/:hashtag`; the lexicons
`app.bsky.feed.getAuthorFeed`, `getFeed` and `getListFeed` of the AT protocol.
"""

import html
from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ValidationError

from beknown.kit.outside import Answer
from beknown.sources.outlet_types import MOST_ITEMS, ItemDraft, NotRead, OutletKind, Reading

_HIDDEN = frozenset({"!hide", "!warn", "porn", "sexual", "nudity", "graphic-media", "gore"})
"""Labels of Bluesky under which a post is shown to nobody who didn't ask for it."""


def _text(told: object) -> str:
    return told if isinstance(told, str) else ""


Text = Annotated[str, BeforeValidator(_text)]


class _MastodonAccount(BaseModel):
    display_name: Text = ""
    acct: Text = ""
    url: Text = ""


class _MastodonStatus(BaseModel):
    uri: str
    url: Text = ""
    content: Text = ""
    spoiler_text: Text = ""
    language: str | None = None
    created_at: datetime
    account: _MastodonAccount
    reblog: object = None


class _BlueskyAuthor(BaseModel):
    did: str
    handle: Text = ""
    displayName: Text = ""  # noqa: N815 - the lexicon's name


class _BlueskyRecord(BaseModel):
    text: Text = ""
    createdAt: Text = ""  # noqa: N815 - the lexicon's name
    langs: list[str] = []


class _BlueskyLabel(BaseModel):
    val: Text = ""


class _BlueskyPost(BaseModel):
    uri: str
    author: _BlueskyAuthor
    record: _BlueskyRecord
    indexedAt: datetime  # noqa: N815 - the lexicon's name
    labels: list[_BlueskyLabel] = []


class _BlueskyEntry(BaseModel):
    post: _BlueskyPost
    reason: object = None


class _BlueskyFeed(BaseModel):
    feed: list[object]


class _List(BaseModel):
    statuses: list[object]


def read_mastodon(answer: Answer) -> Reading:
    """Give the statuses of an account or a tag, without what they boost; a warned text is left where it is.

    Raises:
        NotRead: The server answers something else.
    """
    try:
        told = _List.model_validate_json(b'{"statuses":' + answer.body + b"}").statuses
    except ValidationError as error:
        raise _not_read(answer, "mastodon") from error
    items = [_read_status(each) for each in told[:MOST_ITEMS]]
    return Reading("mastodon", "", "", tuple(item for item in items if item is not None))


def _read_status(told: object) -> ItemDraft | None:
    try:
        status = _MastodonStatus.model_validate(told)
    except ValidationError:
        return None
    if status.reblog is not None:
        return None
    warning = status.spoiler_text
    return ItemDraft(
        name=status.uri,
        title=html.escape(warning),
        text="" if warning else status.content,
        link=status.url or status.uri,
        author=html.escape(status.account.display_name or status.account.acct),
        language=status.language,
        published_at=_aware(status.created_at),
    )


def read_bluesky(answer: Answer) -> Reading:
    """Give the posts of an account, a feed or a list, without what they repost.

    Raises:
        NotRead: The server answers something else.
    """
    try:
        told = _BlueskyFeed.model_validate_json(answer.body).feed
    except ValidationError as error:
        raise _not_read(answer, "bluesky") from error
    items = [_read_post(each) for each in told[:MOST_ITEMS]]
    return Reading("bluesky", "", "", tuple(item for item in items if item is not None))


def _read_post(told: object) -> ItemDraft | None:
    try:
        entry = _BlueskyEntry.model_validate(told)
    except ValidationError:
        return None
    post = entry.post
    if entry.reason is not None or _HIDDEN & {label.val for label in post.labels}:
        return None
    number = post.uri.rpartition("/")[2]
    return ItemDraft(
        name=post.uri,
        text=html.escape(post.record.text).replace("\n", "<br>"),
        link=f"https://bsky.app/profile/{post.author.did}/post/{number}",
        author=html.escape(post.author.displayName or post.author.handle),
        language=next(iter(post.record.langs), None),
        published_at=_aware(post.indexedAt),
    )


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def _not_read(answer: Answer, kind: OutletKind) -> NotRead:
    return NotRead("not_a_feed", f"{answer.url!r} doesn't answer as a server of {kind.capitalize()} does.")
