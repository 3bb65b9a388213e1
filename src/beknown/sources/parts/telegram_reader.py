"""Telegram Desktop's `result.json`: the whole account, or a single chat."""

import re
from collections.abc import Iterator

from beknown.events import EventDraft, JsonValue, MediaDraft
from beknown.sources.detect import Part, is_media
from beknown.sources.json_stream import stream_at
from beknown.sources.keys import Ordinals
from beknown.sources.moment import from_iso, from_seconds
from beknown.sources.open import READ_ERRORS
from beknown.sources.records import Place, Rule, media_of, read_records, unread_file, unread_media
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
from beknown.sources.types import (
    Claim,
    Container,
    Drafting,
    Dropped,
    Entry,
    Flaw,
    Misshapen,
    Nothing,
    Question,
    ReadItem,
    ReadOptions,
    Record,
)

_FILE = re.compile(r"(?:^|/)result\.json$")
_HTML = re.compile(r"(?:^|/)(?:messages\d*|export_results)\.html$")
_HEAD_BYTES = 4096
_SIGNS = re.compile(rb'"(?:personal_information|chats|messages|about)"\s*:')
_CHATS = ("chats.list.item", "left_chats.list.item", "")
_AT = frozenset(
    {
        f"{root}{'.' if root else ''}{name}"
        for root in _CHATS
        for name in ("name", "type", "id", "messages.item")
    }
    | {"personal_information", "contacts.list.item", "frequent_contacts.list.item"}
)
_FILES = ("photo", "file", "thumbnail")
_USED = (
    "id",
    "type",
    "date",
    "date_unixtime",
    "from",
    "from_id",
    "actor",
    "actor_id",
    "text",
    "text_entities",
)
_SAMPLED = 5000


class _Export:
    """Where in the file the reader stands: a chat's name and id come before its messages."""

    def __init__(self, my_id: str, my_names: frozenset[str]) -> None:
        self._my_id = my_id
        self._my_names = my_names
        self._chat: dict[str, str] = {}

    def draft(self, record: Record, place: Place) -> Drafting:
        """A message or a contact; what names the chat is only remembered."""
        _, _, name = record.key.rpartition(".")
        if record.key == "personal_information":
            yield from _profile(get_fields(record.value), place)
        elif record.key == "contacts.list.item":
            yield from _contact(get_fields(record.value), place)
        elif record.key.endswith("messages.item"):
            yield from self._message(get_fields(record.value), place)
        elif name in {"name", "type", "id"}:
            if name == "name":
                self._chat = {}
            self._chat[name] = find_text(record.value)

    def _message(self, message: Fields, place: Place) -> Drafting:
        number = get_text(message, "id")
        if not number:
            raise Misshapen("a message without an id")
        sender = find_text(message.get("from")) or find_text(message.get("actor"))
        sender_id = find_text(message.get("from_id")) or find_text(message.get("actor_id"))
        text = _text(message)
        names = [
            name for kind in _FILES[:2] if (name := find_text(message.get(kind))) and not name.startswith("(")
        ]
        if not text and not names:
            yield Nothing(
                "the message has no content" if message.get("type") == "message" else "a service message"
            )
            return
        is_mine = sender_id == f"user{self._my_id}" if self._my_id else sender in self._my_names
        thread = self._chat.get("id") or self._chat.get("name", "")
        media = tuple(draft for name in names for draft in _media(place, name))
        yield EventDraft(
            type=_type(message, is_mine=is_mine),
            key=place.ordinals.mark(f"{thread}:{number}"),
            occurred_at=from_seconds(message.get("date_unixtime")) or from_iso(message.get("date")),
            text=text,
            speaker=sender or None,
            is_mine=is_mine,
            thread=thread,
            thread_title=self._chat.get("name") or None,
            payload=_payload(message, names),
            media=media,
        )


def _type(message: Fields, *, is_mine: bool) -> str:
    if message.get("type") == "service":
        is_call = message.get("action") in {"phone_call", "group_call"}
        return "social.call.made.v1" if is_call else "app.activity.recorded.v1"
    return "social.message.sent.v1" if is_mine else "social.message.received.v1"


def _text(message: Fields) -> str:
    written = message.get("text")
    parts = [written] if isinstance(written, str) else find_list(written)
    text = "".join(find_text(part) or find_text(find_fields(part).get("text")) for part in parts).strip()
    poll = find_fields(message.get("poll"))
    answers = (find_text(find_fields(answer).get("text")) for answer in find_list(poll.get("answers")))
    text = join_lines(
        text, find_text(poll.get("question")), *answers, find_text(message.get("sticker_emoji"))
    )
    if not text and message.get("type") == "service":
        text = join_lines(find_text(message.get("action")).replace("_", " "), find_text(message.get("title")))
    return text


def _payload(message: Fields, names: list[str]) -> dict[str, JsonValue]:
    payload = without(message, *_USED, *_FILES)
    if names:
        payload["files"] = [name for name in names]  # noqa: C416 - widens list[str] to JSON
    return payload


def _media(place: Place, name: str) -> tuple[MediaDraft, ...]:
    folder = place.path.rpartition("/")[0]
    return media_of(place, f"{folder}/{name}" if folder else name)


def _profile(person: Fields, place: Place) -> Drafting:
    name = f"{find_text(person.get('first_name'))} {find_text(person.get('last_name'))}".strip()
    facts = {
        "Name": name,
        "Phone": find_text(person.get("phone_number")),
        "Username": find_text(person.get("username")),
    }
    for label, value in facts.items():
        if value:
            payload: dict[str, JsonValue] = {"field": label.lower(), "fact": value}
            text = f"{label}: {value}"
            yield EventDraft(
                "profile.fact.stated.v1",
                place.ordinals.mark(f"fact:{text}"),
                None,
                text,
                name or None,
                is_mine=True,
                payload=payload,
            )


def _contact(contact: Fields, place: Place) -> Drafting:
    name = f"{find_text(contact.get('first_name'))} {find_text(contact.get('last_name'))}".strip()
    phone = find_text(contact.get("phone_number"))
    if not name and not phone:
        yield Nothing("the contact has neither name nor number")
        return
    yield EventDraft(
        type="social.contact.added.v1",
        key=place.ordinals.mark(f"contact:{phone}:{name}"),
        occurred_at=from_seconds(contact.get("date_unixtime")) or from_iso(contact.get("date")),
        text=join_lines(name, phone),
        is_mine=True,
        payload=without(contact, "date", "date_unixtime"),
    )


def takes(container: Container) -> list[tuple[str, Entry]]:
    """`result.json` with what lies beside it; HTML exports are taken to be named."""
    found = [entry for entry in container.entries if _FILE.search(entry.path) and _is_export(entry)]
    found = found or [entry for entry in container.entries if _HTML.search(entry.path)]
    roots = {entry.path.rpartition("/")[0] for entry in found}
    return [
        (entry.path, entry)
        for entry in container.entries
        if any(not root or entry.path.startswith(f"{root}/") for root in roots)
    ]


def _is_export(entry: Entry) -> bool:
    try:
        with entry.open() as file:
            return _SIGNS.search(file.read(_HEAD_BYTES)) is not None
    except READ_ERRORS:
        return True  # the reader names the reason


def read(claim: Claim, options: ReadOptions) -> Iterator[ReadItem]:
    """Every message and contact."""
    used: set[str] = set()
    media = {path: entry for path, entry in claim.files if is_media(path)}
    for path, entry in claim.files:
        if not _FILE.search(path):
            if path not in media:
                yield unread_file(path, "telegram")
            continue
        my_id, speakers = _who(entry, options)
        is_open = not my_id and not options.owner_names and options.names.isdisjoint(speakers)
        if is_open and speakers:
            yield Question("owner", path, tuple(speakers)[:20])
            yield Dropped(path, "unread", "waits for an answer: who in it is you?", None, "telegram")
            continue
        export = _Export(my_id, options.names)
        place = Place(path, "telegram", my_id, "", Ordinals(), media, used)
        yield from read_records(entry, Rule(_FILE, export.draft, at=_AT), place, options.limits)
    yield from unread_media(claim, used)


def ask(claim: Claim, options: ReadOptions) -> Iterator[Question]:
    """Who the person is, in the export of a single chat."""
    for path, entry in claim.files:
        if _FILE.search(path):
            my_id, speakers = _who(entry, options)
            if not my_id and speakers and not options.owner_names and options.names.isdisjoint(speakers):
                yield Question("owner", path, tuple(speakers)[:20])


def _who(entry: Entry, options: ReadOptions) -> tuple[str, dict[str, None]]:
    """The account's id, which only a whole export states; else who speaks at the start."""
    speakers: dict[str, None] = {}
    try:
        with entry.open() as file:
            wanted = frozenset({"personal_information", "messages.item"})
            for count, record in enumerate(stream_at(file, wanted, options.limits)):
                if isinstance(record, Flaw):
                    continue
                fields = find_fields(record.value)
                if record.key == "personal_information":
                    return find_text(fields.get("user_id")), {}
                if find_text(fields.get("from")):
                    speakers[find_text(fields.get("from"))] = None
                if count >= _SAMPLED:
                    break
    except READ_ERRORS:
        return "", speakers  # the same error is reported when the records are read
    return "", speakers


PART = Part("telegram", takes, read, ask)
