"""Make beliefs of all that is known: what was found in the log, told by hand, and done by hand.

Pure: the same set of observations, deeds and marks gives the same beliefs, ids and wordings, in whatever order it is
given. So learning step by step and rebuilding from the log give the same.
"""

from collections.abc import Iterable
from datetime import date
from math import prod
from typing import get_args
from uuid import UUID

from beknown.events import SWITCHABLE, purposes_of
from beknown.kit.db import Purpose
from beknown.understanding.belief_types import LANGUAGE_RULES, ME
from beknown.understanding.claims import Claim, gather_claims, make_id, name_subject
from beknown.understanding.held_types import (
    NEVER_SENSITIVE,
    SENSITIVE_KINDS,
    SENSITIVE_SERVES,
    Evidence,
    Held,
    Known,
    Observation,
    Origin,
)
from beknown.understanding.validity import Standing, find_standings, find_supports

SURE = 0.99
"""As sure as one can be of what nobody has confirmed."""

_REPEATED = 0.5
"""How much another event that says the same counts: people repeat themselves, and an extractor its mistakes."""

_PRIVATE = purposes_of("assistant.memory.told.v1")
"""What may serve no more than this may be said with a name that only a conversation tells."""

_QUESTIONABLE: frozenset[str] = frozenset({"assistant", "export", "safety"})
_PURPOSES: tuple[Purpose, ...] = get_args(Purpose)


def consolidate(known: Known) -> list[Held]:
    """Give what is to be held, each belief after the one that took its place."""
    claims = gather_claims(known)
    standings = find_standings(claims)
    by_depth = sorted(claims, key=lambda claim: (_depth(claim), claim.key))
    return [_hold(claim, standings[claim.key], known) for claim in by_depth]


def combine(confidences: Iterable[float]) -> float:
    """Say how sure several pieces of evidence make together: the best counts in full, each further one by half."""
    best, *others = sorted(confidences, reverse=True)
    doubt = (1 - best) * prod(1 - _REPEATED * each for each in others)
    return round(min(SURE, 1 - doubt), 4)


def _depth(claim: Claim) -> int:
    return 0 if claim.superseded_by is None else 1 + _depth(claim.superseded_by)


def _hold(claim: Claim, standing: Standing, known: Known) -> Held:
    said = _find_wording(claim)
    is_told = any(each.is_by_hand for each in claim.seen)
    is_sensitive = any(each.is_sensitive or each.kind in SENSITIVE_KINDS for each in claim.seen)
    holds_from, holds_until = _find_span(claim, standing)
    allowed = _find_allowed(claim, standing, is_sensitive=is_sensitive)
    return Held(
        id=claim.id(known.keys),
        ids=frozenset(claim.ids),
        kind=said.kind,
        subject=_show_subject(claim, said, known),
        statement=said.statement,
        slot=said.slot,
        value=said.value,
        confidence=1.0 if is_told or claim.confirmed_at else _how_sure(claim),
        learned_at=min(each.recorded_at for each in claim.seen),
        holds_from=holds_from,
        holds_until=holds_until,
        is_sensitive=is_sensitive,
        is_confirmed=claim.confirmed_at is not None,
        origin=_find_origin(claim),
        state=standing.state,
        question=_name_question(standing, known),
        ended_by=None if standing.ended_by is None else standing.ended_by.event_id,
        superseded_by=None if claim.superseded_by is None else claim.superseded_by.id(known.keys),
        purposes=tuple(each for each in allowed if _is_on(claim, each, is_sensitive=is_sensitive)),
        allowed=allowed,
        evidence=_find_evidence(claim),
    )


def _find_wording(claim: Claim) -> Observation:
    """The words of the person's own hand, the latest; else those that most may see, of the surest, the earliest."""
    told = [each for each in claim.seen if each.is_by_hand]
    if told:
        return max(told, key=lambda one: one.order)
    best = find_supports(claim) or claim.seen
    return min(best, key=lambda one: (-len(one.purposes), -one.confidence, one.order))


def _show_subject(claim: Claim, said: Observation, known: Known) -> str:
    """The name by which somebody is known; whom something public speaks of keeps the word that it has for them."""
    folded = name_subject(said.subject, {})
    if folded == ME:
        return ME
    if folded not in known.aliases:
        return claim.seen[0].subject
    return known.aliases[folded] if said.purposes <= _PRIVATE else said.subject


def _how_sure(claim: Claim) -> float:
    best: dict[UUID, float] = {}
    for each in claim.seen:
        best[each.event_id] = max(each.confidence, best.get(each.event_id, 0.0))
    return combine(best.values())


def _find_origin(claim: Claim) -> Origin:
    if any(each.is_by_hand for each in claim.seen):
        return "told"
    return "rules" if any(each.proposed_by == LANGUAGE_RULES for each in claim.seen) else "model"


def _find_span(claim: Claim, standing: Standing) -> tuple[date | None, date | None]:
    if claim.dated is not None:
        return claim.dated.holds_from, claim.dated.holds_until
    supports = find_supports(claim) or claim.seen
    starts = [each.holds_from for each in supports if each.holds_from is not None]
    ends = [each.holds_until for each in supports if each.holds_until is not None]
    start, end = max(starts, default=None), standing.holds_until or max(ends, default=None)
    return start, end if start is None or end is None or end >= start else None


def _find_allowed(claim: Claim, standing: Standing, *, is_sensitive: bool) -> tuple[Purpose, ...]:
    """Say what it could serve: what any of its evidence may, less what its state and its kind forbid."""
    serves = set[str]().union(*(each.purposes for each in claim.seen))
    if is_sensitive:
        serves -= NEVER_SENSITIVE
    if standing.state in {"rejected", "superseded"}:
        serves = {"export"}
    if standing.state == "in_question":
        serves &= _QUESTIONABLE
    if standing.ended_by is not None:
        serves &= standing.ended_by.purposes
    return tuple(sorted(each for each in _PURPOSES if each in serves))


def _is_on(claim: Claim, purpose: Purpose, *, is_sensitive: bool) -> bool:
    if purpose not in SWITCHABLE:
        return True
    return claim.switches.get(purpose, not is_sensitive or purpose in SENSITIVE_SERVES)


def _name_question(standing: Standing, known: Known) -> UUID | None:
    return make_id(known.keys[0], "\x1e".join(standing.question)) if standing.question else None


def _find_evidence(claim: Claim) -> tuple[Evidence, ...]:
    """One span of each event: the surest, the first."""
    best: dict[UUID, Observation] = {}
    for each in sorted(
        claim.seen, key=lambda one: (-one.confidence, one.start, one.proposed_by, one.statement)
    ):
        best.setdefault(each.event_id, each)
    return tuple(
        Evidence(
            event_id=each.event_id,
            source_id=each.source_id,
            start=each.start,
            size=each.size,
            proposed_by=each.proposed_by,
            confidence=each.confidence,
            purposes=tuple(sorted(each.purposes)),
        )
        for _, each in sorted(best.items())
    )
