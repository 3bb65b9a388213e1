"""When a backend is asked, and when it is left in peace."""

from datetime import UTC, datetime, timedelta

import pytest

from beknown.gateway.circuit import FAILURES, MOST_REST_S, REST_S, Circuit
from beknown.kit import clock
from beknown.kit.errors import Invalid, NotFound, TooMany, Unavailable

NOON = datetime(2026, 5, 10, 12, tzinfo=UTC)
RESTED = NOON + timedelta(seconds=REST_S + 1)


def _failed(circuit: Circuit, times: int = 1) -> None:
    for _ in range(times):
        circuit.note_failure("ConnectionError")


@pytest.fixture
def resting() -> Circuit:
    """A backend that began to rest at noon."""
    circuit = Circuit()
    with clock.frozen(NOON):
        _failed(circuit, FAILURES)
    return circuit


def test_it_is_asked_until_it_failed_three_times_in_a_row() -> None:
    circuit = Circuit()
    _failed(circuit, FAILURES - 1)
    assert circuit.lets_pass()
    circuit.note_success()
    _failed(circuit, FAILURES - 1)
    assert circuit.lets_pass()
    _failed(circuit)
    assert not circuit.lets_pass()
    assert circuit.state == "open"
    assert circuit.last_failure == "ConnectionError"


def test_one_request_tries_it_when_it_has_rested(resting: Circuit) -> None:
    with clock.frozen(RESTED):
        assert resting.state == "half-open"
        assert resting.lets_pass()
        attempt = resting.attempt()
        assert not resting.lets_pass()
        with attempt:
            pass
        assert resting.state == "closed"
        assert resting.lets_pass()


def test_it_rests_longer_each_time_a_try_fails(resting: Circuit) -> None:
    at = RESTED
    rests: list[float] = []
    for _ in range(6):
        with clock.frozen(at):
            _failed(resting)
            rests.append(resting.rests_for_s)
        at += timedelta(seconds=rests[-1] + 1)
    assert rests == pytest.approx([30, 60, 120, MOST_REST_S, MOST_REST_S, MOST_REST_S])


@pytest.mark.parametrize(
    "error", [TooMany("busy"), NotFound("no such model"), UnicodeError(), KeyboardInterrupt()]
)
def test_what_tells_nothing_of_its_health_leaves_the_try_to_the_next(
    resting: Circuit, error: BaseException
) -> None:
    with clock.frozen(RESTED):
        with pytest.raises(type(error)), resting.attempt():
            raise error
        assert resting.state == "half-open"
        assert resting.lets_pass()


def test_a_backend_that_refuses_a_wrong_request_is_well(resting: Circuit) -> None:
    with clock.frozen(RESTED):
        with pytest.raises(Invalid), resting.attempt():
            raise Invalid("wrong")
        assert resting.state == "closed"


def test_one_that_does_not_answer_is_not(resting: Circuit) -> None:
    with clock.frozen(RESTED):
        with pytest.raises(Unavailable), resting.attempt():
            raise Unavailable("silent")
        assert resting.state == "open"
