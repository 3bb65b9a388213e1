"""Records that Instagram and Threads share: lists of media, and values labelled in the person's language."""

from collections.abc import Callable
from datetime import datetime

from beknown.events import EventDraft, JsonValue, MediaDraft
from beknown.sources.keys import key_of
from beknown.sources.moment import from_seconds
from beknown.sources.parts.meta_labels import labelled_values, link_of, name_of, time_of, words_of
from beknown.sources.parts.meta_messages import media_draft, media_place
from beknown.sources.records import Place
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


def draft_post(kind: str, name: str) -> Callable[[Record, Place], Drafting]:
    """Posts, stories and threads: a list of media with a caption on the post or on its only picture."""

    def draft(record: Record, place: Place) -> Drafting:
        fields = get_fields(record.value)
        pictures = [find_fields(one) for one in find_list(fields.get("media"))]
        if not pictures and "uri" in fields:
            pictures = [fields]
        if "label_values" in fields:
            yield from labelled(kind, name)(record, place)
            return
        titles = [get_text(fields, "title"), *(find_text(one.get("title")) for one in pictures)]
        text = join_lines(*titles)
        stamps = [fields.get("creation_timestamp"), *(one.get("creation_timestamp") for one in pictures)]
        stamp = next((one for one in stamps if one), None)
        uris = [uri for uri in (find_text(one.get("uri")) for one in pictures) if uri]
        if not text and not uris:
            yield Nothing("the post has no content")
            return
        yield EventDraft(
            type=kind,
            key=place.ordinals.mark(key_of(name, stamp, text, *(uri.rpartition("/")[2] for uri in uris))),
            occurred_at=from_seconds(stamp),
            text=text,
            speaker=place.owner or None,
            is_mine=True,
            payload=_post_payload(fields, pictures, uris),
            media=_pictures(pictures, place),
        )

    return draft


def _pictures(pictures: list[Fields], place: Place) -> tuple[MediaDraft, ...]:
    return tuple(draft for one in pictures for draft in media_draft(one, place))


def _post_payload(fields: Fields, pictures: list[Fields], uris: list[str]) -> dict[str, JsonValue]:
    payload = without(
        fields, "media", "title", "creation_timestamp", "uri", "media_metadata", "cross_post_source"
    )
    for one in pictures:
        payload.update(media_place(one))
        payload.update(without(find_fields(one.get("text_app_post")), "geo_gated_country_list"))
    if uris:
        payload["files"] = [uri for uri in uris]  # noqa: C416 - widens list[str] to JSON
    return payload


def labelled(kind: str, name: str) -> Callable[[Record, Place], Drafting]:
    """Records that are labelled values in the person's language: comments, likes, follows, searches, views."""

    def draft(record: Record, place: Place) -> Drafting:
        fields = get_fields(record.value)
        values = labelled_values(fields)
        if not values and not fields.get("title"):
            raise Misshapen("holds neither a title nor labelled values")
        title = get_text(fields, "title")
        link = link_of(values)
        text = join_lines(*_order(kind, title, words_of(values)), link)
        if not text:
            yield Nothing("the record has no text")
            return
        at = time_of(fields, values)
        payload = without(fields, "string_map_data", "string_list_data", "label_values", "title", "timestamp")
        payload["name"] = name_of(values) or title
        yield EventDraft(
            type=kind,
            key=place.ordinals.mark(_key_of(fields, name, at, link=link, text=text)),
            occurred_at=at,
            text=text,
            speaker=place.owner or None,
            is_mine=True,
            payload=without(payload, "media_list_data") if not payload.get("media_list_data") else payload,
        )

    return draft


def _key_of(fields: Fields, name: str, at: datetime | None, *, link: str, text: str) -> str:
    """Only newer layouts have ids; what all have is the moment and the address, of which the end stays the same."""
    if at is not None and link:
        return key_of(name, at, link.partition("?")[0].rstrip("/").rpartition("/")[2])
    own = find_text(fields.get("fbid"))
    return f"{name}:{own}" if own else key_of(name, at, text)


def _order(kind: str, title: str, words: list[str]) -> list[str]:
    return [*words, title] if kind == "social.comment.written.v1" else [title, *words]
