"""What is counted of making pages, for the figures of this server: parts that failed, and what wasn't shown and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from prometheus_client import Counter

from beknown.kit import telemetry

FAILED = Counter(
    "beknown_feed_parts_failed",
    "Parts of the feed that failed.",
    ["part", "error"],
    registry=telemetry.REGISTRY,
)
LEFT = Counter("beknown_feed_left", "Candidates that weren't shown.", ["reason"], registry=telemetry.REGISTRY)


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of one ranking.

    Args:
        failed: Each part that failed, with the kind of error.
        left: How many candidates weren't shown, by reason.
    """

    failed: tuple[tuple[str, str], ...] = ()
    left: Mapping[str, int] = field(default_factory=dict[str, int])

    def count(self) -> None:
        """Count it, in the process whose figures are asked for."""
        for part, error in self.failed:
            FAILED.labels(part, error).inc()
        for reason, number in self.left.items():
            LEFT.labels(reason).inc(number)
