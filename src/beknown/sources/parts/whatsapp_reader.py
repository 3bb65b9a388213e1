"""WhatsApp's "export chat": a text file, with or without media, out of iOS or Android, in any locale."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from beknown.events import EventDraft, JsonValue, MediaDraft
from beknown.sources.detect import Part, is_media
from beknown.sources.keys import Ordinals, key_of
from beknown.sources.moment import from_local
from beknown.sources.open import READ_ERRORS, describe
from beknown.sources.parts.whatsapp_header import Header, Order, date_of
from beknown.sources.parts.whatsapp_survey import (
    Line,
    Survey,
    is_chat,
    is_system,
    read_lines,
    split_sender,
    survey,
)
from beknown.sources.parts.whatsapp_text import Said, is_notice, read_text
from beknown.sources.records import media_type_of, unread_media
from beknown.sources.text_stream import open_text
from beknown.sources.types import Claim, Container, Dropped, Entry, Found, Question, ReadItem, ReadOptions

_MAX_CHOICES = 20
_PAIR = 2


@dataclass(frozen=True, slots=True)
class _Chat:
    path: str
    entry: Entry
    survey: Survey
    order: Order
    zone: str
    owner: str
    title: str
    thread: str
    files: Mapping[str, tuple[str, Entry]]
    names: frozenset[str]
    limit: int


@dataclass(slots=True)
class _Message:
    """A message whose lines are still coming; what goes beyond the limit is counted, not held."""

    index: int
    header: Header | None
    sender: str
    parts: list[str]
    is_marked: bool
    chars: int = 0
    lost: int = 0

    def add(self, text: str, limit: int) -> None:
        if self.lost or self.chars + len(text) > limit:
            self.lost += len(text)
        else:
            self.parts.append(text)
            self.chars += len(text)


def takes(container: Container) -> list[tuple[str, Entry]]:
    """Text files that start like a chat, with the media that lie beside them."""
    chats = [entry for entry in container.entries if entry.path.lower().endswith(".txt") and is_chat(entry)]
    folders = {entry.path.rpartition("/")[0] for entry in chats}
    media = [
        entry
        for entry in container.entries
        if is_media(entry.path) and entry.path.rpartition("/")[0] in folders
    ]
    return [(entry.path, entry) for entry in (*chats, *(media if chats else ()))]


def ask(claim: Claim, options: ReadOptions) -> Iterator[Question]:
    """The time zone, which no chat tells; and day order and owner, where nothing in the chats decides them."""
    surveys, _ = _surveys(claim, options)
    yield from _questions(surveys, options)


def read(claim: Claim, options: ReadOptions) -> Iterator[ReadItem]:
    """Every message of every chat; a chat about which something must be asked waits."""
    surveys, problems = _surveys(claim, options)
    yield from problems
    yield from _questions(surveys, options)
    owners = _owners(surveys, options)
    media = _media_by_place(claim)
    used: set[str] = set()
    for path, entry, seen in surveys:
        owner = _owner(seen, owners, options)
        if seen.order is None or owner is None or options.time_zone is None:
            yield Dropped(path, "unread", "waits for an answer", None, "whatsapp")
            continue
        files = media.get((entry.container, path.rpartition("/")[0]), {})
        yield from _read_chat(_chat(path, entry, seen, files, owner=owner, options=options), used)
    yield from unread_media(claim, used)


def _surveys(claim: Claim, options: ReadOptions) -> tuple[list[tuple[str, Entry, Survey]], list[Dropped]]:
    found: list[tuple[str, Entry, Survey]] = []
    problems: list[Dropped] = []
    for path, entry in claim.files:
        if is_media(path):
            continue
        try:
            found.append((path, entry, survey(path, entry, options)))
        except READ_ERRORS as error:
            problems.append(Dropped(path, "refused", describe(error), None, "whatsapp"))
    return _borrow_order(found), problems


def _borrow_order(found: list[tuple[str, Entry, Survey]]) -> list[tuple[str, Entry, Survey]]:
    """One phone writes all its chats alike: what one decides holds for those that don't."""
    decided = {seen.order for _, _, seen in found if seen.order is not None}
    if len(decided) != 1:
        return found
    order = next(iter(decided))
    return [(path, entry, replace(seen, order=seen.order or order)) for path, entry, seen in found]


def _questions(surveys: list[tuple[str, Entry, Survey]], options: ReadOptions) -> Iterator[Question]:
    if surveys and options.time_zone is None:
        yield Question("time_zone", surveys[0][0], examples=surveys[0][2].examples)
    undecided = [(path, seen) for path, _, seen in surveys if seen.order is None]
    if undecided:
        yield Question("day_order", undecided[0][0], ("day_first", "month_first"), undecided[0][1].examples)
    owners = _owners(surveys, options)
    unknown = [(path, seen) for path, _, seen in surveys if _owner(seen, owners, options) is None]
    if unknown:
        names = sum((seen.senders for _, seen in unknown), Counter[str]())
        yield Question("owner", unknown[0][0], tuple(name for name, _ in names.most_common(_MAX_CHOICES)))


def _owners(surveys: list[tuple[str, Entry, Survey]], options: ReadOptions) -> set[str]:
    """Who the person is in the chats that tell it; the same name is theirs in the others."""
    names = {_told_owner(seen) for _, _, seen in surveys} - {""}
    return names | set(options.names)


def _told_owner(seen: Survey) -> str:
    if seen.me:
        return seen.me
    others = [name for name in seen.senders if name.casefold() != seen.title.casefold()]
    is_pair = len(seen.senders) <= _PAIR and len(others) < len(seen.senders)
    return others[0] if is_pair and len(others) == 1 else ""


def _owner(seen: Survey, owners: set[str], options: ReadOptions) -> str | None:
    """The person's name in this chat; "" where they never spoke; None where it must be asked."""
    told = next((name for name in seen.senders if name in options.names), "") or _told_owner(seen)
    if told:
        return told
    known = [name for name in seen.senders if name in owners]
    if len(known) == 1:
        return known[0]
    is_silent = all(name.casefold() == seen.title.casefold() for name in seen.senders)
    return "" if is_silent or options.owner_names else None


def _media_by_place(claim: Claim) -> dict[tuple[str, str], dict[str, tuple[str, Entry]]]:
    """The media of each folder of each container, by file name: what the chat beside them may refer to."""
    found: dict[tuple[str, str], dict[str, tuple[str, Entry]]] = {}
    for path, entry in claim.files:
        if is_media(path):
            folder, _, name = path.rpartition("/")
            found.setdefault((entry.container, folder), {})[name] = (path, entry)
    return found


def _chat(
    path: str,
    entry: Entry,
    seen: Survey,
    files: Mapping[str, tuple[str, Entry]],
    *,
    owner: str,
    options: ReadOptions,
) -> _Chat:
    title = seen.title or ", ".join(sorted(name for name in seen.senders if name != owner)[:_MAX_CHOICES])
    return _Chat(
        path=path
        if path.endswith(f"{seen.title}.txt") or entry.container == path
        else f"{entry.container}/{path}",
        entry=entry,
        survey=seen,
        order=seen.order or "dmy",
        zone=options.time_zone or "UTC",
        owner=owner,
        title=title,
        thread=title.casefold(),
        files=files,
        names=frozenset(files),
        limit=options.limits.max_message_chars,
    )


def _read_chat(chat: _Chat, used: set[str]) -> Iterator[ReadItem]:
    ordinals = Ordinals()
    try:
        for message in _messages(chat):
            yield from _outcome(message, chat, ordinals, used)
    except READ_ERRORS as error:
        yield Dropped(chat.path, "refused", describe(error), None, "whatsapp")


def _messages(chat: _Chat) -> Iterator[_Message]:
    """The chat's messages, each with its further lines; lines before the first are a message without sender."""
    current: _Message | None = None
    index = 0
    with chat.entry.open() as file:
        for line in read_lines(open_text(file)):
            if line.header is not None:
                if current is not None:
                    yield current
                current = _begin(index, line, chat)
                index += 1
            elif current is not None:
                current.add("\n" + line.text if line.is_start else line.text, chat.limit)
            elif line.text.strip():
                current = _Message(-1, None, "", [line.text], is_marked=False)
    if current is not None:
        yield current


def _begin(index: int, line: Line, chat: _Chat) -> _Message:
    name, text = split_sender(line)
    if is_system(name, chat.survey.senders):
        name, text = "", f"{name}: {text}" if name else text
    return _Message(index, line.header, name, [text], is_marked=line.is_marked, chars=len(text))


def _outcome(message: _Message, chat: _Chat, ordinals: Ordinals, used: set[str]) -> Iterator[ReadItem]:
    if message.header is None:
        reason = "stands before the first message and is none itself"
        yield Dropped(chat.path, "refused", reason, None, "whatsapp")
        return
    said = read_text("".join(message.parts), chat.names)
    if is_notice(said.text) and (not message.sender or _speaks_for_group(message, chat)):
        said = replace(said, lacks="a standing notice of WhatsApp")
    if said.lacks:
        yield Dropped(chat.path, "empty", said.lacks, message.index, "whatsapp")
    else:
        draft = _draft(message, message.header, said, chat=chat, ordinals=ordinals, used=used)
        yield Found(chat.path, "whatsapp", "", draft)
    if message.lost:
        reason = f"the message goes on for {message.lost} more characters; only its start is kept"
        yield Dropped(chat.path, "refused", reason, message.index, "whatsapp")


def _speaks_for_group(message: _Message, chat: _Chat) -> bool:
    """IOS writes WhatsApp's own lines under the chat's name, behind an invisible mark."""
    return message.is_marked and message.sender.casefold() == chat.title.casefold()


def _draft(
    message: _Message, header: Header, said: Said, *, chat: _Chat, ordinals: Ordinals, used: set[str]
) -> EventDraft:
    year, month, day = date_of(header.numbers, chat.order)
    at = from_local((year, month, day), (header.hour, header.minute, header.second), chat.zone)
    local = f"{year}-{month}-{day} {header.hour}:{header.minute}:{header.second}"
    is_of_group = len(chat.survey.senders) > _PAIR and _speaks_for_group(message, chat) and not said.file
    sender = "" if is_of_group else message.sender
    is_mine = bool(sender) and sender == chat.owner
    return EventDraft(
        type=_type(sender, said, is_mine=is_mine),
        key=ordinals.mark(key_of(chat.thread, local, sender, said.text)),
        occurred_at=at,
        text=said.text,
        speaker=sender or None,
        is_mine=is_mine,
        thread=chat.thread,
        thread_title=chat.title,
        payload=_payload(said, local if at is None else ""),
        media=_media(said, chat, used),
    )


def _type(sender: str, said: Said, *, is_mine: bool) -> str:
    if said.is_call:
        return "social.call.made.v1"
    if not sender:
        return "app.activity.recorded.v1"
    return "social.message.sent.v1" if is_mine else "social.message.received.v1"


def _payload(said: Said, local: str) -> dict[str, JsonValue]:
    payload: dict[str, JsonValue] = {}
    if said.file:
        payload["files"] = [said.file]
    if said.is_edited:
        payload["is_edited"] = True
    if said.spot:
        payload["latitude"], payload["longitude"] = said.spot
    if local:
        payload["time_as_written"] = local
    return payload


def _media(said: Said, chat: _Chat, used: set[str]) -> tuple[MediaDraft, ...]:
    if said.file not in chat.files:
        return ()
    path, entry = chat.files[said.file]
    used.add(path)
    return (MediaDraft(entry.path, media_type_of(path), said.text, entry.open),)


PART = Part("whatsapp", takes, read, ask)
