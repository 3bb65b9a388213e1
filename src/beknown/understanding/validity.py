"""Say which claims hold, since when and until when: a later value ends an earlier one, and nothing is deleted.

Where two claims can't both hold and nothing says which came later, they are in question, and the person is asked.
Pure, and the same whatever the order of what is given.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from beknown.understanding.claims import Claim
from beknown.understanding.held_types import Observation, State


@dataclass(slots=True)
class Standing:
    """How a claim stands.

    Args:
        state: Whether it holds.
        holds_until: Last day on which it held, as far as that follows from an end.
        ended_by: What says that it ended.
        question: Keys of the claims in the same question, in order; its own among them.
    """

    state: State = "held"
    holds_until: date | None = None
    ended_by: Observation | None = None
    question: tuple[str, ...] = ()


def find_standings(claims: Sequence[Claim]) -> dict[str, Standing]:
    """Say of each claim, by key, how it stands."""
    standings = {claim.key: _own_standing(claim) for claim in claims}
    tracks: dict[str, list[Claim]] = {}
    for claim in claims:
        if standings[claim.key].state == "held":
            tracks.setdefault(claim.track, []).append(claim)
    for rivals in tracks.values():
        if len(rivals) > 1:
            _compare_all(rivals, standings)
    return standings


def find_supports(claim: Claim) -> list[Observation]:
    """Give what says that it holds, as opposed to having held."""
    return [each for each in claim.seen if not each.is_ended and not _is_past(each)]


def _is_past(seen: Observation) -> bool:
    return (
        seen.holds_until is not None and seen.said_at is not None and seen.holds_until < seen.said_at.date()
    )


def _own_standing(claim: Claim) -> Standing:
    if claim.is_rejected:
        return Standing("rejected")
    if claim.superseded_by is not None:
        return Standing("superseded")
    last = _last_at(claim)
    if claim.answered_out_at is not None and (last is None or last <= claim.answered_out_at):
        return Standing("ended")
    if not find_supports(claim) and claim.confirmed_at is None:
        return _ended_by(claim.seen[-1])
    end = max((each for each in claim.seen if each.is_ended), key=lambda one: one.order, default=None)
    if end is None or (last is not None and end.said_at is not None and end.said_at <= last):
        return Standing()
    return _weigh_end(claim, end)


def _weigh_end(claim: Claim, end: Observation) -> Standing:
    """What was said last ends it, unless the person's own hand held it: then they are asked, or were before."""
    hand = _hand_at(claim)
    if hand is None:
        return _ended_by(end)
    return Standing("in_question", question=(claim.key,)) if _is_later(end.said_at, hand) else Standing()


def _ended_by(end: Observation) -> Standing:
    said_on = None if end.said_at is None else end.said_at.date()
    return Standing("ended", end.holds_until or said_on, end)


def _compare_all(rivals: Sequence[Claim], standings: dict[str, Standing]) -> None:
    open_pairs: list[tuple[str, str]] = []
    losers: dict[str, list[Claim]] = {}
    for one, other in combinations(rivals, 2):
        if not _are_rivals(one, other):
            continue
        winner = _find_winner(one, other)
        if winner is None:
            open_pairs.append((one.key, other.key))
        else:
            losers.setdefault((other if winner is one else one).key, []).append(winner)
    for claim in rivals:
        if claim.key in losers:
            standings[claim.key] = _end(claim, losers[claim.key])
    pairs = [pair for pair in open_pairs if not set(pair) & losers.keys()]
    for question in _connect(pairs):
        for key in question:
            standings[key] = Standing("in_question", question=question)


def _are_rivals(one: Claim, other: Claim) -> bool:
    if other.key in one.agreed:
        return False
    if one.value == other.value:
        return one.is_negated != other.is_negated
    return one.fills_slot and not one.is_negated and not other.is_negated


def _find_winner(one: Claim, other: Claim) -> Claim | None:
    """Tell which of two rivals holds; None where only the person can say."""
    hands = _hand_at(one), _hand_at(other)
    if hands[0] is not None and hands[1] is not None:
        if hands[0] == hands[1]:
            return None
        later = one if hands[0] > hands[1] else other
        return later if _is_explicit(later) else None
    if hands[0] is not None or hands[1] is not None:
        winner, learned = (one, other) if hands[0] is not None else (other, one)
        return None if _is_later(_last_at(learned), max(filter(None, hands))) else winner
    lasts = _last_at(one), _last_at(other)
    if lasts[0] is None or lasts[1] is None or lasts[0] == lasts[1]:
        return None
    return one if lasts[0] > lasts[1] else other


def _is_explicit(claim: Claim) -> bool:
    """What the person did or said last about it leaves no doubt that it is later than all before."""
    told = [each for each in find_supports(claim) if each.is_by_hand]
    is_deed = claim.confirmed_at is not None and all(
        each.said_at is None or each.said_at < claim.confirmed_at for each in told
    )
    return is_deed or max(told, key=lambda one: one.order).holds_from is not None


def _end(loser: Claim, winners: Iterable[Claim]) -> Standing:
    """Of several that say otherwise, the first ended it."""
    turns = [_find_turn(loser, winner) for winner in sorted(winners, key=lambda one: one.key)]
    return min(turns, key=lambda turn: turn.holds_until or date.max)


def _find_turn(loser: Claim, winner: Claim) -> Standing:
    """Find what first said the other after this was last said."""
    last = _last_at(loser)
    later = [each for each in find_supports(winner) if last is None or _is_later(each.said_at, last)]
    if not later:
        at = winner.confirmed_at
        return Standing("ended", None if at is None else at.date(), winner.seen[0])
    first = min(later, key=lambda one: one.order)
    said_on = None if first.said_at is None else first.said_at.date()
    return Standing("ended", first.holds_from or said_on, first)


def _connect(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Join pairs that share a claim into questions."""
    groups: list[set[str]] = []
    for pair in pairs:
        touching = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if not group & set(pair)]
        groups.append(set(pair).union(*touching))
    return [tuple(sorted(group)) for group in groups]


def _last_at(claim: Claim) -> datetime | None:
    return max((each.said_at for each in find_supports(claim) if each.said_at is not None), default=None)


def _hand_at(claim: Claim) -> datetime | None:
    told = [each.said_at for each in find_supports(claim) if each.is_by_hand and each.said_at is not None]
    return max([*told, *([claim.confirmed_at] if claim.confirmed_at else [])], default=None)


def _is_later(at: datetime | None, than: datetime) -> bool:
    return at is not None and at > than
