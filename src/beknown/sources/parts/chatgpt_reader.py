"""ChatGPT's data export: `conversations.json`, one file or several numbered ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from beknown.events import EventDraft, JsonValue
from beknown.sources.detect import Part, ask_nothing, is_media
from beknown.sources.keys import Ordinals, key_of
from beknown.sources.moment import from_seconds
from beknown.sources.records import Place, Rule, read_records, unread_file
from beknown.sources.shape import (
    Fields,
    find_fields,
    find_list,
    find_text,
    get_fields,
    get_text,
)
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

_FILES = re.compile(r"(?:^|/)conversations(?:[-_]\d+)?\.json$")
_SIBLINGS = re.compile(r"(?:^|/)(?:chat\.html|message_feedback\.json|model_comparisons\.json|user\.json"
                       r"|shared_conversations\.json|group_chats\.json|user_settings\.json)$")  # fmt: skip
_ROLES = {"user": "assistant.message.asked.v1", "assistant": "assistant.message.answered.v1"}
_MAX_PARTS = 10_000


@dataclass(frozen=True, slots=True)
class _Conversation:
    id: str
    title: str
    live: frozenset[str]


def takes(container: Container) -> list[tuple[str, Entry]]:
    """The conversations and the files that come beside them."""
    if not any(_FILES.search(entry.path) for entry in container.entries):
        return []
    return [
        (entry.path, entry)
        for entry in container.entries
        if _FILES.search(entry.path) or _SIBLINGS.search(entry.path) or is_media(entry.path)
    ]


def read(claim: Claim, options: ReadOptions) -> Iterator[ReadItem]:
    """Every message of every conversation."""
    owner = next(iter(sorted(options.owner_names or options.likely_names)), "")
    for path, entry in claim.files:
        if _FILES.search(path):
            place = Place(path, "chatgpt", "", owner, Ordinals(), {}, set())
            yield from read_records(entry, _RULE, place, options.limits)
        else:
            yield unread_file(path, "chatgpt")


def _conversation(record: Record, place: Place) -> Drafting:
    fields = get_fields(record.value, "the conversation")
    mapping = get_fields(fields.get("mapping"), "the conversation's mapping")
    title = get_text(fields, "title")
    own = find_text(fields.get("conversation_id")) or find_text(fields.get("id"))
    identity = own or key_of("conversation", fields.get("create_time"), title)
    conversation = _Conversation(identity, title, _live(mapping, find_text(fields.get("current_node"))))
    if not mapping:
        yield Nothing("the conversation has no messages")
    for node_id, node in mapping.items():
        yield from _message(node_id, find_fields(node), conversation, place)


def _live(mapping: Fields, current: str) -> frozenset[str]:
    """The branch that the person last saw: the parents from the current node up; a cycle ends it."""
    seen: dict[str, None] = {}
    while current in mapping and current not in seen:
        seen[current] = None
        current = find_text(find_fields(mapping[current]).get("parent"))
    return frozenset(seen)


def _message(node_id: str, node: Fields, conversation: _Conversation, place: Place) -> Drafting:
    message = node.get("message")
    if message is None:
        return  # the root of the tree, which stands for nothing that was said
    fields = get_fields(message, f"the message of node {node_id[:60]!r}")
    role = find_text(find_fields(fields.get("author")).get("role"))
    metadata = find_fields(fields.get("metadata"))
    if metadata.get("is_visually_hidden_from_conversation") is True or role in {"system", "tool"}:
        yield Nothing("not part of what was said: hidden, of the system or of a tool")
        return
    if role not in _ROLES:
        raise Misshapen(f"a message by {role[:40]!r}, which is no known role")
    text = _text(find_fields(fields.get("content")))
    if not text:
        yield Nothing("the message has no text")
        return
    yield EventDraft(
        type=_ROLES[role],
        key=place.ordinals.mark(f"{conversation.id}:{node_id}"),
        occurred_at=from_seconds(fields.get("create_time")),
        text=text,
        speaker=(place.owner or None) if role == "user" else "ChatGPT",
        is_mine=role == "user",
        thread=conversation.id,
        thread_title=conversation.title or None,
        payload=_payload(node_id, node, metadata, conversation),
    )


def _payload(
    node_id: str, node: Fields, metadata: Fields, conversation: _Conversation
) -> dict[str, JsonValue]:
    payload: dict[str, JsonValue] = {"parent": find_text(node.get("parent"))}
    if find_text(metadata.get("model_slug")):
        payload["model"] = metadata["model_slug"]
    if conversation.live and node_id not in conversation.live:
        payload["is_abandoned_branch"] = True
    return payload


def _text(content: Fields) -> str:
    kind = find_text(content.get("content_type"))
    if kind in {"user_editable_context", "model_editable_context", "thoughts", "reasoning_recap"}:
        return ""
    written = find_list(content.get("parts"))[:_MAX_PARTS]
    parts = [find_text(part) or find_text(find_fields(part).get("text")) for part in written]
    parts += [find_text(content.get("text")), find_text(content.get("result"))]
    return "\n".join(part for part in parts if part.strip()).strip()


_RULE = Rule(_FILES, _conversation)
PART = Part("chatgpt", takes, read, ask_nothing)
