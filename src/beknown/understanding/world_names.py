"""Names, numbers and handles: how they are compared, and which are strong enough to tell who somebody is."""

import re
from uuid import UUID, uuid5

from beknown.understanding.fold import find_words
from beknown.understanding.world_types import AliasKind, AliasSeen

_PHONE = re.compile(r"^\+?[\d\s()./-]{7,24}$")
_EMAIL = re.compile(r"^[^\s@]+@[^\s@]+\.[^\s@]+$")
_HANDLE = re.compile(r"^@?[a-z0-9._]{2,40}$")
_HANDLE_START = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"^\d{1,6}$")
_TITLES = frozenset(
    find_words(
        "mr mrs ms miss dr prof frau herr mme mlle m sir señor señora sr sra dona don dom tante onkel oma opa"
    )
)
_NOBODY = frozenset(
    {
        "facebook user", "instagram user", "facebook nutzer", "utilisateur facebook", "usuario de facebook",
        "deleted account", "unknown", "you", "meta ai", "chatgpt", "telegram",
    }
)  # fmt: skip
_MOST_LETTERS = 120


def read_alias(name: str, source_id: UUID, source: str) -> AliasSeen | None:
    """Read under which alias somebody appears in a source; None where the name is nobody's.

    A number or an address tells who somebody is, and so does a name of two words; a first name alone doesn't, nor
    does a title with a surname. A handle does so within its service.
    """
    shown = " ".join(name.split())[:_MOST_LETTERS]
    words = list(find_words(shown))
    if not words or " ".join(words) in _NOBODY:
        return None
    kind, match, first, is_strong = _compare(shown, words, source)
    return AliasSeen(
        id=uuid5(source_id, f"{kind}:{shown}"),
        source_id=source_id,
        kind=kind,
        key=f"{source}:{kind}:{shown}",
        name=shown,
        match=match,
        first_name=first,
        is_strong=is_strong,
    )


def read_said(name: str, relation: str, source_id: UUID, source: str) -> AliasSeen:
    """Read the alias of somebody whom the person only speaks of: 'my sister Karin'.

    A full name is as good as anywhere; a first name is the same one's where it is said with the same relation.
    """
    shown = " ".join(name.split())[:_MOST_LETTERS]
    words = list(find_words(shown))
    first = words[0] if words else ""
    is_full = len(words) > 1 and first not in _TITLES
    match = " ".join(words) if is_full else f"{relation}/{first}"
    return AliasSeen(
        id=uuid5(source_id, f"said:{relation}:{shown}"),
        source_id=source_id,
        kind="name",
        key=f"{source}:said {relation}:{shown}",
        name=shown,
        match=match,
        first_name=first,
        is_strong=is_full or bool(relation),
    )


def is_like(handle: str, name: str) -> bool:
    """Tell whether a handle may be made of a name: 'ana.duarte.lx' of 'Ana Duarte', 'jonasek' of 'Jonas Ek'."""
    letters = re.sub(r"[^a-z]", "", handle.lower())
    words = list(find_words(name))
    joined = "".join(words)
    return len(words) > 1 and len(joined) > 4 and letters.startswith(joined)  # noqa: PLR2004 - 'al bo' says little


def _compare(shown: str, words: list[str], source: str) -> tuple[AliasKind, str, str, bool]:
    if _PHONE.match(shown):
        digits = re.sub(r"\D", "", shown).removeprefix("00")
        return "phone", f"+{digits}", "", True
    if _EMAIL.match(shown):
        return "email", shown.lower(), _start(shown.lower()), True
    if _NUMBER.match(shown) or (_HANDLE.match(shown) and not shown.isalpha()):
        return "handle", f"@{source}/{shown.lower().removeprefix('@')}", _start(shown.lower()), True
    if _HANDLE.match(shown) and source in {"instagram", "threads", "x", "mastodon"}:
        return "handle", f"@{source}/{shown.lower()}", _start(shown.lower()), True
    is_full = len(words) > 1 and words[0] not in _TITLES
    return "name", " ".join(words), words[0], is_full


def _start(handle: str) -> str:
    found = _HANDLE_START.search(handle)
    return found.group() if found is not None else ""
