"""Mastodon's archive: ActivityPub collections in a tar or zip."""

import re
from collections.abc import Iterator

from beknown.events import EventDraft, JsonValue
from beknown.sources.detect import Part, ask_nothing, is_media
from beknown.sources.json_stream import read_document
from beknown.sources.keys import Ordinals, key_of
from beknown.sources.moment import from_iso
from beknown.sources.open import READ_ERRORS
from beknown.sources.records import Place, media_of, read_records, rule, unread_file, unread_media
from beknown.sources.shape import Fields, find_fields, find_list, find_text, get_fields, join_lines
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
)

_MARKER = re.compile(r"^(?P<root>(?:[^/]+/){0,3}?)outbox\.json$")
_MAX_HTML_CHARS = 500_000
_HEAD = ("@context", "id", "type", "totalItems")


def takes(container: Container) -> list[tuple[str, Entry]]:
    """Everything beside and below `outbox.json`."""
    root = next(
        (match.group("root") for one in container.entries if (match := _MARKER.search(one.path))), None
    )
    if root is None:
        return []
    return [(one.path[len(root) :], one) for one in container.entries if one.path.startswith(root)]


def read(claim: Claim, options: ReadOptions) -> Iterator[ReadItem]:
    """Every post, boost, like, bookmark and profile fact."""
    actor = _actor(claim, options)
    handle = find_text(actor.get("id")) or find_text(actor.get("preferredUsername"))
    name = find_text(actor.get("name")) or find_text(actor.get("preferredUsername"))
    used: set[str] = set()
    media = {path: entry for path, entry in claim.files if is_media(path)}
    for path, entry in claim.files:
        taken = next((one for one in RULES if one.path.search(path)), None)
        if taken is not None:
            place = Place(path, "mastodon", handle, name, Ordinals(), media, used)
            yield from read_records(entry, taken, place, options.limits)
        elif not is_media(path):
            yield unread_file(path, "mastodon")
    yield from unread_media(claim, used)


def _actor(claim: Claim, options: ReadOptions) -> Fields:
    entry = claim.by_path.get("actor.json")
    if entry is None:
        return {}
    try:
        with entry.open() as file:
            return read_document(file, options.limits)
    except READ_ERRORS:
        return {}  # the same error is reported when its rule reads it


def text_of(markup: str) -> str:
    """What a post's HTML says, with its line breaks."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 - heavy, and no other reader needs it

    soup = BeautifulSoup(markup[:_MAX_HTML_CHARS], "html.parser")
    for line_break in soup.find_all("br"):
        line_break.replace_with("\n")
    paragraphs = [found.get_text() for found in soup.find_all("p")] or [soup.get_text()]
    return "\n".join(paragraph.strip() for paragraph in paragraphs if paragraph.strip())


def _activity(record: Record, place: Place) -> Drafting:
    if record.key != "orderedItems":
        raise Misshapen(f"{record.key!r} is not known in an outbox")
    activity = get_fields(record.value)
    if activity.get("type") == "Announce":
        yield from _boost(activity, place)
        return
    note = find_fields(activity.get("object"))
    if activity.get("type") != "Create" or not note:
        yield Nothing(f"an activity of type {find_text(activity.get('type'))[:40]!r}, which says nothing")
        return
    pictures = [find_fields(one) for one in find_list(note.get("attachment"))]
    text = join_lines(find_text(note.get("summary")), text_of(find_text(note.get("content"))),
                      *(find_text(one.get("name")) for one in pictures))  # fmt: skip
    media = tuple(
        draft
        for one in pictures
        for draft in media_of(place, find_text(one.get("url")).lstrip("/"), find_text(one.get("name")))
    )
    if not text and not media:
        yield Nothing("the post has no content")
        return
    is_direct = not any(
        "#Public" in find_text(to) for to in (*find_list(note.get("to")), *find_list(note.get("cc")))
    )
    yield EventDraft(
        type="social.post.published.v1",
        key=find_text(note.get("id")) or place.ordinals.mark(key_of("note", note.get("published"), text)),
        occurred_at=from_iso(note.get("published")) or from_iso(activity.get("published")),
        text=text,
        speaker=place.owner or None,
        is_mine=True,
        thread=find_text(note.get("conversation")) or None,
        payload={**_note_payload(note), "is_limited": is_direct},
        media=media,
    )


def _note_payload(note: Fields) -> dict[str, JsonValue]:
    tags: list[JsonValue] = [find_text(find_fields(tag).get("name")) for tag in find_list(note.get("tag"))]
    kept = {name: note[name] for name in ("inReplyTo", "url", "sensitive") if note.get(name)}
    return {**kept, "tags": tags} if tags else kept


def _boost(activity: Fields, place: Place) -> Drafting:
    link = find_text(activity.get("object")) or find_text(find_fields(activity.get("object")).get("id"))
    if not link:
        yield Nothing("a boost of nothing")
        return
    key = find_text(activity.get("id")) or key_of("boost", activity.get("published"), link)
    at = from_iso(activity.get("published"))
    payload: dict[str, JsonValue] = {"is_boost": True}
    yield EventDraft(
        "social.item.saved.v1", key, at, link, place.owner or None, is_mine=True, payload=payload
    )


def _linked(kind: str):  # noqa: ANN202 - the rule's type says it
    def draft(record: Record, place: Place) -> Drafting:
        link = find_text(record.value) or find_text(find_fields(record.value).get("id"))
        if not link:
            raise Misshapen("no address")
        yield EventDraft(kind, f"{kind}:{link}", None, link, place.owner or None, is_mine=True)

    return draft


def _fact(record: Record, place: Place) -> Drafting:
    labels = {"name": "Name", "preferredUsername": "Username", "summary": "About"}
    if record.key == "attachment":
        field = find_fields(record.value)
        label, value = find_text(field.get("name")), text_of(find_text(field.get("value")))
    elif record.key in labels:
        label, value = labels[record.key], text_of(find_text(record.value))
    else:
        return  # keys, inboxes and addresses of the server, no words of the person
    if not value:
        yield Nothing(f"{label!r} is not set")
        return
    text = f"{label}: {value}"
    payload: dict[str, JsonValue] = {"field": label.lower(), "fact": value}
    yield EventDraft(
        "profile.fact.stated.v1",
        key_of("fact", text),
        None,
        text,
        place.owner or None,
        is_mine=True,
        payload=payload,
    )


RULES = (
    rule(r"outbox\.json", _activity, *_HEAD),
    rule(r"likes\.json", _linked("social.reaction.given.v1"), *_HEAD),
    rule(r"bookmarks\.json", _linked("social.item.saved.v1"), *_HEAD),
    rule(r"actor\.json", _fact),
)
PART = Part("mastodon", takes, read, ask_nothing)
