"""Where people stand on the map of a person's world: the closer, the nearer to the middle; groups side by side.

It is arithmetic, not a simulation: the same world gives the same map, and two thousand people take milliseconds.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

GOLDEN = math.pi * (3 - math.sqrt(5))
INNER = 0.12


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody stands: from -1 to 1 each way, the person's own place is 0, 0. `sector` numbers their group."""

    x: float
    y: float
    sector: int


def lay_out(people: Sequence[tuple[UUID, float]], groups: Sequence[Sequence[UUID]]) -> Mapping[UUID, Spot]:
    """Lay people out around the person.

    Args:
        people: Ids with their closeness from 0 to 1, the closest first.
        groups: Who speaks in which group, the busiest group first; somebody stands with the first they are in.
    """
    sector_of: dict[UUID, int] = {}
    for number, members in enumerate(groups, 1):
        for member in members:
            sector_of.setdefault(member, number)
    # Within a sector the order is that of ids, which says nothing, so that the close ones stand all around.
    ordered = sorted(people, key=lambda each: (sector_of.get(each[0], len(groups) + 1), each[0]))
    angle_of = {each[0]: 2 * math.pi * at / max(1, len(ordered)) for at, each in enumerate(ordered)}
    spots: dict[UUID, Spot] = {}
    for rank, (who, closeness) in enumerate(people):
        # Where many are equally distant, their rank spreads them, so that nobody hides behind another.
        spread = math.sqrt((rank + 1) / max(1, len(people)))
        radius = INNER + (1 - INNER) * (0.55 * (1 - closeness) + 0.45 * spread)
        angle = angle_of[who] + 0.35 * math.sin(GOLDEN * rank) * (1 - INNER) / max(4, len(people) ** 0.5)
        spots[who] = Spot(
            round(radius * math.cos(angle), 4), round(radius * math.sin(angle), 4), sector_of.get(who, 0)
        )
    return spots
