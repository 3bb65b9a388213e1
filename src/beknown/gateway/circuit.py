"""Whether a backend is asked at all: one that failed again and again rests, then a single request tries it."""

from types import TracebackType
from typing import Literal

from beknown.kit import clock
from beknown.kit.errors import Invalid, Unavailable

FAILURES = 3
"""So many failures in a row open the circuit: the backend rests."""

REST_S = 15.0
MOST_REST_S = 240.0
CircuitState = Literal["closed", "open", "half-open"]


class Circuit:
    """The health of one backend: closed while it answers, open while it rests, half-open while one request tries."""

    def __init__(self) -> None:
        self.failures = 0
        self.last_failure = ""
        self._rests_until = 0.0
        self._rest_s = REST_S
        self._is_tried = False

    @property
    def state(self) -> CircuitState:
        """Whether it answers, rests, or may be tried again."""
        if self.failures < FAILURES:
            return "closed"
        return "open" if _now() < self._rests_until else "half-open"

    @property
    def rests_for_s(self) -> float:
        """How long it rests still."""
        return max(0.0, self._rests_until - _now()) if self.state == "open" else 0.0

    def lets_pass(self) -> bool:
        """Whether a request may go there now; of those that meet it half-open, one."""
        return self.state == "closed" or (self.state == "half-open" and not self._is_tried)

    def attempt(self) -> "Attempt":
        """Begin a request; while it is under way, no other one tries a backend that has rested."""
        self._is_tried = True
        return Attempt(self)

    def note_success(self) -> None:
        """It answered."""
        self.failures, self._rest_s, self._is_tried = 0, REST_S, False

    def note_failure(self, kind: str) -> None:
        """It didn't; each rest after the first is twice as long."""
        was_rested = self.state == "half-open"
        self.failures += 1
        self.last_failure, self._is_tried = kind, False
        if was_rested:
            self._rest_s = min(self._rest_s * 2, MOST_REST_S)
        if self.failures >= FAILURES:
            self._rests_until = _now() + self._rest_s

    def give_up(self) -> None:
        """Nothing is known of it: it has too much to do, whoever asked went away, or it wasn't asked after all."""
        self._is_tried = False


class Attempt:
    """One request to one backend; leaving its block says how it went, by what was raised."""

    def __init__(self, circuit: Circuit) -> None:
        self._circuit = circuit

    def __enter__(self) -> None:
        return

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._circuit.note_success()
        elif isinstance(error, Unavailable):
            cause = error.__cause__
            self.fail(type(cause).__name__ if cause is not None else error.message)
        elif isinstance(error, Invalid):  # it refused a request that is wrong: it is well
            self._circuit.note_success()
        else:
            self._circuit.give_up()

    def fail(self, kind: str) -> None:
        """Note that it failed after all."""
        self._circuit.note_failure(kind)


def _now() -> float:
    return clock.now().timestamp()
