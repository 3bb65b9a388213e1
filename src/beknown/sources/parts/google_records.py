"""Activities, pages, notes, photos and comments of Google Takeout."""

import orjson

from beknown.events import EventDraft, JsonValue
from beknown.sources.keys import key_of
from beknown.sources.moment import from_iso, from_seconds, from_us
from beknown.sources.records import Place, media_of
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

_SEARCH_LINK = "/search?"
_WATCH_LINKS = ("/watch?", "youtu.be/")


def draft_activity(record: Record, place: Place) -> Drafting:
    """One entry of "My Activity" or of YouTube's history, told apart by its address: its words are localised."""
    fields = get_fields(record.value)
    title = get_text(fields, "title")
    link = get_text(fields, "titleUrl")
    channels = [find_text(find_fields(one).get("name")) for one in find_list(fields.get("subtitles"))]
    if not title:
        yield Nothing("the activity has no title")
        return
    kind = "app.activity.recorded.v1"
    if any(part in link for part in _WATCH_LINKS):
        kind = "media.item.watched.v1"
    elif _SEARCH_LINK in link or "search_query=" in link:
        kind = "web.search.made.v1"
    stamp = get_text(fields, "time")
    yield EventDraft(
        type=kind,
        key=place.ordinals.mark(key_of("activity", stamp, title, link)),
        occurred_at=from_iso(stamp),
        text=join_lines(title, *channels),
        speaker=place.owner or None,
        is_mine=True,
        payload=without(fields, "title", "time", "activityControls"),
    )


def draft_page(record: Record, place: Place) -> Drafting:
    """One page of Chrome's history."""
    if record.key != "Browser History":
        raise Misshapen(f"{record.key!r} is not known in a browser's history")
    fields = get_fields(record.value)
    link, title = get_text(fields, "url"), get_text(fields, "title")
    if not link and not title:
        yield Nothing("the visit has neither title nor address")
        return
    stamp = fields.get("time_usec")
    yield EventDraft(
        type="web.page.visited.v1",
        key=place.ordinals.mark(key_of("page", stamp, link)),
        occurred_at=from_us(stamp),
        text=join_lines(title, link[:2000]),
        speaker=place.owner or None,
        is_mine=True,
        payload=without(fields, "title", "time_usec", "favicon_url", "client_id"),
    )


def draft_note(note: Fields, place: Place) -> Drafting:
    """One note of Keep."""
    if note.get("isTrashed") is True:
        yield Nothing("the note was thrown away")
        return
    lines = [find_fields(one) for one in find_list(note.get("listContent"))]
    listed = [
        f"[{'x' if one.get('isChecked') is True else ' '}] {find_text(one.get('text'))}" for one in lines
    ]
    links = [find_text(find_fields(one).get("url")) for one in find_list(note.get("annotations"))]
    title, written = get_text(note, "title"), get_text(note, "textContent")
    text = join_lines(title, written, *listed, *links)
    folder = place.path.rpartition("/")[0]
    names = [find_text(find_fields(one).get("filePath")) for one in find_list(note.get("attachments"))]
    media = tuple(
        draft for name in names for draft in media_of(place, f"{folder}/{name}" if folder else name)
    )
    if not text and not media:
        yield Nothing("the note is empty")
        return
    created = note.get("createdTimestampUsec") or note.get("userEditedTimestampUsec")
    yield EventDraft(
        type="note.note.written.v1",
        key=key_of("note", created, title),
        occurred_at=from_us(created),
        text=text,
        speaker=place.owner or None,
        is_mine=True,
        payload=without(
            note, "title", "textContent", "textContentHtml", "listContent", "createdTimestampUsec"
        ),
        media=media,
    )


def draft_photo(photo: Fields, place: Place) -> Drafting:
    """One photo of Google Photos, by the file that describes it."""
    title = get_text(photo, "title")
    stamp = find_fields(photo.get("photoTakenTime")).get("timestamp")
    spot = find_fields(photo.get("geoData"))
    people = [find_text(find_fields(one).get("name")) for one in find_list(photo.get("people"))]
    folder, _, name = place.path.rpartition("/")
    picture = name.removesuffix(".json").partition(".supplemental")[0]
    candidates = [f"{folder}/{one}" if folder else one for one in dict.fromkeys((title, picture)) if one]
    text = join_lines(get_text(photo, "description"), ", ".join(people))
    media = next((found for uri in candidates if (found := media_of(place, uri, text))), ())
    payload: dict[str, JsonValue] = {"title": title}
    if spot.get("latitude") or spot.get("longitude"):
        payload |= {"latitude": spot.get("latitude"), "longitude": spot.get("longitude")}
    yield EventDraft(
        type="file.file.added.v1",
        key=key_of("photo", stamp, title),
        occurred_at=from_seconds(stamp),
        text=text,
        speaker=place.owner or None,
        is_mine=True,
        payload=payload,
        media=media,
    )


def draft_comment(cells: dict[str, str], place: Place) -> Drafting:
    """One comment on YouTube, a row of `comments.csv` whose text is JSON in newer exports."""
    text = _comment_text(cells.get("comment text", ""))
    number = cells.get("comment id", "")
    if not text or not number:
        yield Nothing("the comment has no text or no id")
        return
    payload: dict[str, JsonValue] = {
        name: cells[label]
        for name, label in (("video", "video id"), ("parent", "parent comment id"), ("channel", "channel id"))
        if cells.get(label)
    }
    at = from_iso(cells.get("comment create timestamp", "").replace(" UTC", "+00:00"))
    yield EventDraft(
        type="social.comment.written.v1",
        key=f"comment:{number}",
        occurred_at=at,
        text=text,
        speaker=place.owner or None,
        is_mine=True,
        payload=payload,
    )


def _comment_text(cell: str) -> str:
    if not cell.startswith(("{", "[")):
        return cell.strip()
    try:
        blob: JsonValue = orjson.loads(f"[{cell}]")
    except orjson.JSONDecodeError:
        return cell.strip()
    segments = find_list(blob)
    segments = find_list(segments[0]) if segments and isinstance(segments[0], list) else segments
    return "".join(find_text(find_fields(one).get("text")) for one in segments).strip() or cell.strip()
