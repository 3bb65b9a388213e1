"""Message threads as Facebook and Instagram write them, and Messenger's export of encrypted chats."""

import re

from beknown.events import EventDraft, JsonValue, MediaDraft
from beknown.sources.keys import key_of
from beknown.sources.moment import from_ms, from_seconds
from beknown.sources.records import Place, media_of, rule
from beknown.sources.shape import (
    Fields,
    find_fields,
    find_list,
    find_text,
    get_fields,
    get_text,
    join_lines,
    without,
)
from beknown.sources.types import Drafting, Misshapen, Nothing, Record

FOLDERS = r"messages/(?:inbox|archived_threads|filtered_threads|message_requests|e2ee_cutover)"
HEADER_NAMES = (
    "participants", "title", "is_still_participant", "thread_path", "magic_words", "image", "joinable_mode",
    "thread_type", "threadName", "thread_name",
)  # fmt: skip
_THREAD_ID = re.compile(r"_([0-9A-Za-z-]{6,})$")
_FILES = ("photos", "videos", "gifs", "audio_files", "files", "media")
_USED = frozenset(
    {
        "sender_name", "senderName", "timestamp_ms", "timestamp", "content", "text", "is_unsent", "isUnsent",
        "is_geoblocked_for_viewer", "is_unsent_image_by_messenger_kid_parent", "type", "share", "sticker", *_FILES,
    }
)  # fmt: skip


def draft_message(record: Record, place: Place) -> Drafting:
    """One message, call or shared link of a thread."""
    if record.key != "messages":
        raise Misshapen(f"{record.key!r} is not known in a file of messages")
    message = get_fields(record.value)
    sender = get_text(message, "sender_name") or get_text(message, "senderName")
    stamp = message.get("timestamp_ms", message.get("timestamp"))
    if not sender and stamp is None:
        raise Misshapen("has neither a sender nor a time")
    if message.get("is_unsent") is True or message.get("isUnsent") is True:
        yield Nothing("the message was unsent")
        return
    content = get_text(message, "content") or get_text(message, "text")
    media, names = _attached(message, place)
    text = join_lines(content, *_shared(message))
    payload = _payload(message, names)
    if not text and not names and "call_duration" not in payload:
        yield Nothing("the message has no content")
        return
    is_mine = bool(place.owner) and sender == place.owner
    base = key_of("message", place.thread, stamp, content, *(name.rpartition("/")[2] for name in names))
    yield EventDraft(
        type=_type(message, is_mine),
        key=place.ordinals.mark(base),
        occurred_at=from_ms(stamp),
        text=text,
        speaker=sender or None,
        is_mine=is_mine,
        thread=place.thread,
        thread_title=place.thread_title,
        payload=payload,
        media=media,
    )


def _type(message: Fields, is_mine: bool) -> str:
    if "call_duration" in message:
        return "social.call.made.v1"
    return "social.message.sent.v1" if is_mine else "social.message.received.v1"


def _shared(message: Fields) -> tuple[str, ...]:
    share = find_fields(message.get("share"))
    return (find_text(share.get("share_text")), find_text(share.get("link"))) if share else ()


def _attached(message: Fields, place: Place) -> tuple[tuple[MediaDraft, ...], list[str]]:
    drafts: list[MediaDraft] = []
    names: list[str] = []
    for kind in _FILES:
        for one in find_list(message.get(kind)):
            uri = find_text(find_fields(one).get("uri")).removeprefix("./")
            if uri:
                names.append(uri)
                drafts.extend(media_of(place, uri))
    sticker = find_text(find_fields(message.get("sticker")).get("uri"))
    if sticker:
        names.append(sticker)
        drafts.extend(media_of(place, sticker))
    return tuple(drafts), names


def _payload(message: Fields, names: list[str]) -> dict[str, JsonValue]:
    payload = without(message, *_USED)
    if names:
        payload["files"] = [name for name in names]  # noqa: C416 - widens list[str] to JSON
    return payload


def thread_key(path: str) -> str:
    """The thread's id: the number at the end of its folder's name, or the name."""
    parts = path.split("/")
    folder = parts[-2] if len(parts) > 1 else parts[-1]
    match = _THREAD_ID.search(folder)
    return match.group(1) if match else folder


def media_draft(media: Fields, place: Place) -> tuple[MediaDraft, ...]:
    """A picture or film of a post, with its description as caption."""
    caption = join_lines(find_text(media.get("title")), find_text(media.get("description")))
    return media_of(place, find_text(media.get("uri")), caption)


def media_place(media: Fields) -> dict[str, JsonValue]:
    """When and where a picture was taken, where it tells and can be true."""
    known: dict[str, JsonValue] = {}
    details = find_fields(media.get("media_metadata"))
    for kind in ("photo_metadata", "video_metadata"):
        for one in find_list(find_fields(details.get(kind)).get("exif_data")):
            exif = find_fields(one)
            taken = from_seconds(exif.get("taken_timestamp"))
            if taken is not None:
                known["taken_at"] = taken.isoformat()
            for name in ("latitude", "longitude"):
                if isinstance(exif.get(name), int | float) and exif.get(name) != 0:
                    known[name] = exif[name]
    return known


MESSAGE_RULE = rule(rf"{FOLDERS}/[^/]+/message_\d+\.json", draft_message, *HEADER_NAMES)
