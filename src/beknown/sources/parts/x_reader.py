"""X's (Twitter's) archive: JavaScript files that assign a JSON list."""

import html
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO, cast

from beknown.events import EventDraft, JsonValue, MediaDraft
from beknown.sources.detect import Part, ask_nothing, is_media
from beknown.sources.json_stream import read_document
from beknown.sources.keys import Ordinals, key_of
from beknown.sources.moment import from_iso
from beknown.sources.open import READ_ERRORS
from beknown.sources.records import Place, Rule, media_of, read_records, unread_file, unread_media
from beknown.sources.shape import Fields, find_fields, find_list, find_text, get_fields, join_lines, without
from beknown.sources.types import (
    Claim,
    Container,
    Drafting,
    Entry,
    Misshapen,
    Nothing,
    ReadItem,
    ReadOptions,
    Record,
    Unreadable,
)

_MARKERS = re.compile(
    r"^(?P<root>(?:[^/]+/){0,3}?)(?:data/)?(?:tweets?|account|direct-messages|manifest|like|following|follower)"
    r"(?:-part\d+)?\.js$"
)
_LEAD_BYTES = 4096
_DATE = "%a %b %d %H:%M:%S %z %Y"
_LINKS = re.compile(r"https://t\.co/\w{1,20}")


def takes(container: Container) -> list[tuple[str, Entry]]:
    """Everything below the archive's root."""
    roots = sorted(
        {match.group("root") for one in container.entries if (match := _MARKERS.search(one.path))}, key=len
    )
    if not roots:
        return []
    return [(one.path[len(roots[0]) :], one) for one in container.entries if one.path.startswith(roots[0])]


def read(claim: Claim, options: ReadOptions) -> Iterator[ReadItem]:
    """Every tweet, message, like and follow."""
    account = _account(claim, options)
    name = find_text(account.get("accountDisplayName")) or find_text(account.get("username"))
    own_id = find_text(account.get("accountId"))
    rules = _rules(own_id)
    used: set[str] = set()
    media = {path.rpartition("/")[2]: entry for path, entry in claim.files if is_media(path)}
    paths = {path.rpartition("/")[2]: path for path, _ in claim.files if is_media(path)}
    for path, entry in claim.files:
        taken = next((one for one in rules if one.path.search(path)), None)
        if taken is not None:
            place = Place(path, "x", find_text(account.get("username")), name, Ordinals(), media, used)
            yield from read_records(entry, taken, place, options.limits)
        elif not is_media(path) and not path.startswith("assets/"):
            yield unread_file(path, "x")
    yield from unread_media(claim, {paths[name] for name in used})


def _account(claim: Claim, options: ReadOptions) -> Fields:
    for path, entry in claim.files:
        if re.search(r"(?:^|/)account\.js$", path):
            try:
                with entry.open() as file:
                    document = read_document(_unwrap(file), options.limits)
                return find_fields(find_fields(next(iter(find_list(document.get(""))), None)).get("account"))
            except READ_ERRORS:
                return {}  # the same error is reported when its rule reads it
    return {}


class _Rest(io.RawIOBase):
    """What follows the assignment, with the bytes already read put back in front."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def read(self, size: int = -1) -> bytes:
        if self._head:
            head, self._head = self._head, b""
            return head
        return self._rest.read(size)


def _unwrap(file: BinaryIO) -> BinaryIO:
    """The JSON behind `window.YTD.tweets.part0 = `."""
    head = file.read(_LEAD_BYTES)
    if head.lstrip()[:1] in {b"[", b"{"}:
        return cast("BinaryIO", _Rest(head, file))
    name, sign, rest = head.partition(b"=")
    if not sign or not name.strip().startswith(b"window."):
        raise Unreadable("does not start with an assignment as the files of an X archive do")
    return cast("BinaryIO", _Rest(rest, file))


def _tweet(record: Record, place: Place) -> Drafting:
    fields = get_fields(record.value)
    tweet = find_fields(fields.get("tweet")) or fields
    number = find_text(tweet.get("id_str")) or find_text(tweet.get("id"))
    if not number:
        raise Misshapen("a tweet without an id")
    text = _expanded(html.unescape(find_text(tweet.get("full_text")) or find_text(tweet.get("text"))), tweet)
    media = tuple(draft for name in _media_names(tweet, number) for draft in media_of(place, name))
    if not text and not media:
        yield Nothing("the tweet has no content")
        return
    payload = without(
        tweet,
        "full_text",
        "text",
        "id_str",
        "id",
        "created_at",
        "entities",
        "extended_entities",
        "display_text_range",
    )
    yield EventDraft(
        type="social.item.saved.v1" if text.startswith("RT @") else "social.post.published.v1",
        key=f"tweet:{number}",
        occurred_at=_date(tweet.get("created_at")),
        text=text,
        speaker=place.owner or None,
        is_mine=True,
        thread=None,
        payload={**payload, "id": number, "is_retweet": text.startswith("RT @")},
        media=media,
    )


def _expanded(text: str, tweet: Fields) -> str:
    links = {
        find_text(find_fields(link).get("url")): find_text(find_fields(link).get("expanded_url"))
        for link in find_list(find_fields(tweet.get("entities")).get("urls"))
    }
    return _LINKS.sub(lambda found: links.get(found.group()) or found.group(), text).strip()


def _media_names(tweet: Fields, number: str) -> list[str]:
    entities = find_fields(tweet.get("extended_entities")) or find_fields(tweet.get("entities"))
    names: list[str] = []
    for one in find_list(entities.get("media")):
        media = find_fields(one)
        urls = [find_text(media.get("media_url_https")) or find_text(media.get("media_url"))]
        variants = find_list(find_fields(media.get("video_info")).get("variants"))
        urls += [find_text(find_fields(variant).get("url")).partition("?")[0] for variant in variants]
        names += [f"{number}-{url.rpartition('/')[2]}" for url in urls if url]
    return names


def _date(value: JsonValue) -> datetime | None:
    try:
        return datetime.strptime(find_text(value)[:40], _DATE).astimezone(UTC)
    except ValueError:
        return from_iso(value)


def _message(own_id: str, record: Record, place: Place, thread: str) -> Drafting:
    kinds = get_fields(record.value)
    message = find_fields(kinds.get("messageCreate"))
    if not message:
        yield Nothing(f"not a message but {', '.join(kinds)[:80]}")
        return
    number = find_text(message.get("id"))
    sender = find_text(message.get("senderId"))
    text = join_lines(html.unescape(find_text(message.get("text"))))
    media = tuple(draft for name in _dm_media(message, number) for draft in _dm_files(place, name))
    if not text and not media:
        yield Nothing("the message has no content")
        return
    is_mine = bool(own_id) and sender == own_id
    kind = "social.message.sent.v1" if is_mine else "social.message.received.v1"
    yield EventDraft(
        type=kind,
        key=f"dm:{number}"
        if number
        else place.ordinals.mark(key_of("dm", thread, message.get("createdAt"), text)),
        occurred_at=from_iso(message.get("createdAt")),
        text=text,
        speaker=(place.owner if is_mine else _call(sender)) or None,
        is_mine=is_mine,
        thread=thread,
        thread_title=None,
        payload=without(message, "text", "createdAt", "id"),
        media=media,
    )


def _call(account: str) -> str:
    """Give somebody a name by their account's number: an archive of X holds no other."""
    return f"X account {account}" if account else ""


def _dm_media(message: Fields, number: str) -> list[str]:
    urls = [find_text(url) for url in find_list(message.get("mediaUrls"))]
    return [f"{number}-{url.rpartition('/')[2]}" for url in urls if url]


def _dm_files(place: Place, name: str) -> tuple[MediaDraft, ...]:
    return media_of(place, name)


class _Conversations:
    """Which conversation the messages that come belong to: its id stands before them."""

    def __init__(self, own_id: str) -> None:
        self._own_id = own_id
        self._thread = ""

    def draft(self, record: Record, place: Place) -> Drafting:
        """One message; an id is only remembered."""
        if record.key.endswith("conversationId"):
            self._thread = find_text(record.value)
        else:
            yield from _message(self._own_id, record, place, self._thread)


def _like(record: Record, place: Place) -> Drafting:
    like = find_fields(get_fields(record.value).get("like"))
    number = find_text(like.get("tweetId"))
    text = join_lines(html.unescape(find_text(like.get("fullText"))), find_text(like.get("expandedUrl")))
    if not number:
        raise Misshapen("a like without a tweet")
    kind = "social.reaction.given.v1"
    yield EventDraft(kind, f"like:{number}", None, text or number, place.owner or None, is_mine=True)


def _follow(record: Record, place: Place) -> Drafting:
    fields = get_fields(record.value)
    for name, kind in (("following", "social.person.followed.v1"), ("follower", "social.contact.added.v1")):
        who = find_fields(fields.get(name))
        number = find_text(who.get("accountId"))
        if number:
            link = find_text(who.get("userLink")) or number
            yield EventDraft(kind, f"{name}:{number}", None, link, place.owner or None, is_mine=True)
            return
    raise Misshapen("neither following nor follower")


def _profile(record: Record, place: Place) -> Drafting:
    account = find_fields(get_fields(record.value).get("account"))
    for field, value in account.items():
        text = f"{field}: {find_text(value)}"
        if find_text(value):
            payload: dict[str, JsonValue] = {"field": field, "fact": value}
            yield EventDraft(
                "profile.fact.stated.v1", f"fact:{field}:{value}", None, text, place.owner or None, is_mine=True,
                payload=payload,
            )  # fmt: skip


def _rules(own_id: str) -> tuple[Rule, ...]:
    def js(pattern: str) -> re.Pattern[str]:
        return re.compile(rf"(?:^|/)(?:{pattern})(?:-part\d+)?\.js$")

    dm_at = frozenset({"item.dmConversation.conversationId", "item.dmConversation.messages.item"})
    return (
        Rule(js("tweets?"), _tweet, opened=_unwrap),
        Rule(js("direct-messages(?:-group)?"), _Conversations(own_id).draft, at=dm_at, opened=_unwrap),
        Rule(js("like"), _like, opened=_unwrap),
        Rule(js("following|follower"), _follow, opened=_unwrap),
        Rule(js("account"), _profile, opened=_unwrap),
    )


PART = Part("x", takes, read, ask_nothing)
