"""Token buckets: how often each caller may do a thing."""

import ipaddress
from collections import OrderedDict
from collections.abc import Hashable

from beknown.kit import clock

MAX_CALLERS = 20_000


class Buckets:
    """A token bucket for each caller, in this process, of bounded size.

    Args:
        burst: How many requests may come at once.
        per_s: How many come back each second.
    """

    def __init__(self, *, burst: int, per_s: float) -> None:
        self._burst = burst
        self._per_s = per_s
        self._levels: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, caller: Hashable) -> float:
        """Take one token; give 0, or how many seconds until there is one."""
        now = clock.now().timestamp()
        level, at = self._levels.pop(caller, (float(self._burst), now))
        level = min(float(self._burst), level + max(0.0, now - at) * self._per_s)
        is_taken = level >= 1
        self._levels[caller] = (level - 1 if is_taken else level, now)
        if len(self._levels) > MAX_CALLERS:
            self._levels.popitem(last=False)
        return 0.0 if is_taken else (1 - level) / self._per_s


def network_of(address: str) -> str:
    """Give what counts as one address: an IPv6 customer has a whole /64."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is None:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
