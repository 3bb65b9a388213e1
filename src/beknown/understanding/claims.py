"""Put together what says the same: observations become claims, each with all that was seen of it.

Pure, and the same whatever the order of what is given.
"""

import hmac
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from beknown.kit.db import Purpose
from beknown.kit.ids import EventId
from beknown.understanding.belief_types import ME, Kind
from beknown.understanding.deeds import (
    Allowed,
    Answered,
    Confirmed,
    Dated,
    Deed,
    DeedDone,
    Merged,
    Parted,
    Rejected,
    Undone,
    Unwanted,
)
from beknown.understanding.fold import find_words, fold
from beknown.understanding.held_types import Known, Observation
from beknown.understanding.stopwords import stopwords_of

_SEPARATOR = "\x1f"

_VALUED: frozenset[Kind] = frozenset({"preference", "possession", "relationship", "skill", "health"})
"""Kinds that say the same when they are about the same; in others the words around it make the difference."""

_AVERSE = re.compile(
    r"\b(?:hat(?:e|es|ed)|dislik\w+|detest\w*|loath\w*|despis\w+|abhor\w*|hass(?:e|t|en|te)|verabscheu\w*|"
    r"hais|hait|haissons|odi[aoe]\w*|odei\w*|aborre\w*)\b"
)


@dataclass(slots=True)
class Claim:
    """One thing that is said of somebody, and what the person did to it.

    Args:
        key: Names it; two claims differ in it.
        track: What it is about; claims of one track may contradict one another.
        value: What it says about that.
        is_negated: It says that this is not so.
        fills_slot: Only one value of its track can hold at a time.
        seen: All that says so, in order.
        ids: Every id that has meant it.
        said: What would name it if nobody were known by several names. The first makes its id, so that what was done to
            it by hand holds on when somebody turns out to be two.
    """

    key: str
    track: str
    value: str
    is_negated: bool
    fills_slot: bool
    seen: list[Observation]
    ids: set[UUID] = field(default_factory=set[UUID])
    said: set[str] = field(default_factory=set[str])
    superseded_by: "Claim | None" = None
    confirmed_at: datetime | None = None
    answered_out_at: datetime | None = None
    agreed: set[str] = field(default_factory=set[str])
    is_rejected: bool = False
    dated: Dated | None = None
    switches: dict[Purpose, bool] = field(default_factory=dict[Purpose, bool])

    def id(self, keys: Sequence[bytes]) -> UUID:
        """Give its id: that of the first event that told it by hand, else a keyed hash of what it says."""
        told = [each.event_id for each in self.seen if each.is_by_hand]
        return min(told) if told else make_id(keys[0], min(self.said, default=self.key))


_NOT: frozenset[str] = frozenset(
    {"not", "no", "never", "don", "t", "doesn", "didn", "isn", "aren", "wasn", "can", "cannot", "won"}
    | {"nicht", "kein", "keine", "keinen", "nie", "niemals", "ne", "n", "pas", "jamais", "plus"}
    | {"nunca", "jamas", "nao", "nem"}
)
"""What makes a statement its opposite, in the languages that are read; the opposite is about the same."""


def make_id(key: bytes, claim: str) -> UUID:
    """Make the id of a learned belief: it says nothing to whoever hasn't the key.

    Source: RFC 9562, section 5.8 (UUID version 8).
    """
    octets = bytearray(hmac.digest(key, claim.encode(), "sha256")[:16])
    octets[6] = octets[6] & 0x0F | 0x80
    octets[8] = octets[8] & 0x3F | 0x80
    return UUID(bytes=bytes(octets))


def name_subject(subject: str, aliases: Mapping[str, str]) -> str:
    """Give the folded name of somebody, the same for all names and words that mean them."""
    folded = " ".join(fold(subject).split())
    known = aliases.get(folded)
    return folded if known is None else " ".join(fold(known).split())


def gather_claims(known: Known) -> list[Claim]:
    """Give the claims that are left after all that was done by hand, by key."""
    undone = {each.deed.deed for each in known.deeds if isinstance(each.deed, Undone)}
    deeds = sorted(
        (each for each in known.deeds if each.id not in undone), key=lambda done: (done.at, done.id)
    )
    seen = [each for each in known.observations if each.event_id not in undone]
    corrected = {each.corrects for each in seen if each.corrects is not None}
    adopted = _adopt(
        [each for each in seen if each.event_id not in known.marks and each.event_id not in corrected]
    )
    parted = [done.deed for done in deeds if isinstance(done.deed, Parted)]
    claims = _group(adopted, known, parted) | _group_corrected(seen, corrected, known)
    _drop_marked(claims, known.marks)
    return _act(claims, deeds, known.aliases)


def _adopt(seen: Sequence[Observation]) -> list[Observation]:
    """What was told by hand and says one thing takes its kind, subject and slot from what was found in it."""
    told = {each.event_id: each for each in seen if each.is_by_hand}
    found: dict[EventId, list[Observation]] = {}
    for each in seen:
        if each.event_id in told and not each.is_by_hand:
            found.setdefault(each.event_id, []).append(each)
    one = {
        event: min(each, key=lambda o: (-o.confidence, o.proposed_by, o.order))
        for event, each in found.items()
        if len({_raw_key(o) for o in each}) == 1
    }
    adopted = [
        replace(
            one[event],
            statement=hand.statement,
            start=hand.start,
            size=hand.size,
            confidence=1.0,
            proposed_by=hand.proposed_by,
            corrects=hand.corrects,
        )
        for event, hand in told.items()
        if event in one
    ]
    return [each for each in seen if each.event_id not in one] + adopted


def _raw_key(seen: Observation) -> str:
    return _key_of(seen, name_subject(seen.subject, {}), _value_of(seen))


def _key_of(seen: Observation, subject: str, value: str) -> str:
    return _SEPARATOR.join((subject, seen.slot or seen.kind, value, "not" if _is_against(seen) else ""))


def _value_of(seen: Observation) -> str:
    """What fills the slot, or what it is about; else the words of the statement that say something."""
    if seen.value and (seen.slot or seen.kind in _VALUED):
        return " ".join(find_words(seen.value))
    words = list(find_words(seen.statement))
    empty = stopwords_of(set(words)) | (_NOT if seen.is_negated else frozenset[str]())
    return " ".join(word for word in words if word not in empty) or " ".join(words)


def _is_against(seen: Observation) -> bool:
    """To hate a thing is the opposite of liking it, as not liking it is."""
    is_averse = seen.kind == "preference" and bool(_AVERSE.search(fold(seen.statement)))
    return seen.is_negated != is_averse


def _group(seen: Iterable[Observation], known: Known, parted: Sequence[Parted]) -> dict[str, Claim]:
    claims: dict[str, Claim] = {}
    for each in sorted(seen, key=lambda one: one.order):
        subject, value = name_subject(each.subject, known.aliases), _value_of(each)
        key = _key_of(each, subject, value)
        said = _key_of(each, name_subject(each.subject, {}), value)
        ids = {make_id(secret, name) for secret in known.keys for name in {key, said}}
        if any(deed.event == each.event_id and deed.belief in ids for deed in parted):
            key, said = (_SEPARATOR.join((name, str(each.event_id))) for name in (key, said))
            ids = {make_id(secret, name) for secret in known.keys for name in {key, said}}
        claim = claims.get(key)
        if claim is None:
            claim = claims[key] = _begin(key, each, subject, value)
        claim.seen.append(each)
        claim.said.add(said)
        claim.ids |= ids | ({each.event_id} if each.is_by_hand else set())
    return claims


def _begin(key: str, seen: Observation, subject: str, value: str) -> Claim:
    track = (subject, seen.slot) if seen.slot else (subject, seen.kind, value)
    return Claim(key, _SEPARATOR.join(track), value, _is_against(seen), seen.slot is not None, [])


def _group_corrected(
    seen: Iterable[Observation], corrected: Container[UUID], known: Known
) -> dict[str, Claim]:
    """What was told and then corrected stands for itself: nothing else says it any more."""
    claims: dict[str, Claim] = {}
    for each in seen:
        if each.is_by_hand and each.event_id in corrected and each.event_id not in known.marks:
            key = _SEPARATOR.join(("told", str(each.event_id)))
            claims[key] = Claim(
                key, key, "", is_negated=False, fills_slot=False, seen=[each], ids={each.event_id}
            )
    return claims


def _drop_marked(claims: dict[str, Claim], marks: frozenset[UUID]) -> None:
    for key, claim in list(claims.items()):
        if claim.ids & marks:
            claim.seen = [each for each in claim.seen if each.is_by_hand]
            if not claim.seen:
                del claims[key]


def _act(claims: dict[str, Claim], deeds: Sequence[DeedDone], aliases: Mapping[str, str]) -> list[Claim]:
    meant = {each: claim for claim in claims.values() for each in claim.ids}
    for done in deeds:
        if isinstance(done.deed, Merged):
            _merge(meant, done.deed)
    left = list({claim.key: claim for claim in meant.values()}.values())
    _supersede(left, meant)
    for done in deeds:
        _do(meant, done)
    unwanted = {
        (done.deed.kind, name_subject(done.deed.subject, aliases))
        for done in deeds
        if isinstance(done.deed, Unwanted)
    }
    return sorted(
        (each for each in left if not _is_unwanted(each, unwanted, aliases)), key=lambda one: one.key
    )


def _merge(meant: dict[UUID, Claim], deed: Merged) -> None:
    claim, into = meant.get(deed.belief), meant.get(deed.into)
    if claim is None or into is None or claim is into:
        return
    into.seen = sorted([*into.seen, *claim.seen], key=lambda one: one.order)
    into.ids |= claim.ids
    meant.update(dict.fromkeys(claim.ids, into))


def _supersede(claims: Iterable[Claim], meant: Mapping[UUID, Claim]) -> None:
    """A correction takes the place of what it corrects, unless that was told again later."""
    corrections = [(each, claim) for claim in claims for each in claim.seen if each.corrects is not None]
    for seen, claim in sorted(corrections, key=lambda pair: pair[0].order):
        former = meant.get(seen.corrects) if seen.corrects is not None else None
        if former is None or former is claim:
            continue
        if not any(each.is_by_hand and each.order > seen.order for each in former.seen):
            former.superseded_by = claim


def _do(meant: Mapping[UUID, Claim], done: DeedDone) -> None:
    deed: Deed = done.deed
    if isinstance(deed, Answered):
        _answer(meant, deed, done.at)
        return
    claim = meant.get(deed.belief) if isinstance(deed, Confirmed | Rejected | Dated | Allowed) else None
    if claim is None:
        return
    match deed:
        case Confirmed():
            claim.confirmed_at, claim.answered_out_at, claim.is_rejected = done.at, None, False
        case Rejected():
            told = [each.said_at for each in claim.seen if each.is_by_hand and each.said_at is not None]
            claim.is_rejected = not any(at > done.at for at in told)
        case Dated():
            claim.dated = deed
        case Allowed():
            claim.switches[deed.purpose] = deed.is_on
        case _:
            pass


def _answer(meant: Mapping[UUID, Claim], deed: Answered, at: datetime) -> None:
    asked = [meant[each] for each in deed.asked if each in meant]
    holds = [meant[each] for each in deed.holds if each in meant]
    for claim in asked:
        claim.answered_out_at = at
    for claim in holds:
        claim.confirmed_at, claim.answered_out_at, claim.is_rejected = at, None, False
        claim.agreed |= {other.key for other in holds}


def _is_unwanted(claim: Claim, unwanted: Container[tuple[str, str]], aliases: Mapping[str, str]) -> bool:
    if any(each.is_by_hand for each in claim.seen):
        return False
    return any((each.kind, name_subject(each.subject, aliases) or ME) in unwanted for each in claim.seen)
