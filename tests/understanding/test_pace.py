"""When what was said in a talk is worked on."""

from datetime import timedelta

from beknown.kit import clock
from beknown.kit.ids import PersonId, new_id
from beknown.understanding.pace import FEW, MOST_TALKING, REST, TALK_TIME, after_talk

START = clock.now()


def someone() -> PersonId:
    return PersonId(new_id())


def test_the_first_words_of_a_talk_are_worked_on_soon() -> None:
    with clock.frozen(START):
        assert after_talk(someone(), 1) == START + TALK_TIME


def test_words_that_follow_wait_with_those_before() -> None:
    person = someone()
    with clock.frozen(START):
        first = after_talk(person, 1)
    with clock.frozen(START + TALK_TIME / 2):
        assert after_talk(person, 1) == first


def test_a_talk_that_goes_on_is_worked_on_once_in_a_while() -> None:
    person, planned = someone(), set[object]()
    for second in range(0, 100, 5):
        with clock.frozen(START + timedelta(seconds=second)):
            planned.add(after_talk(person, 1))
    assert len(planned) == len((3, 33, 63, 93, 123))


def test_after_a_rest_words_are_worked_on_soon_again() -> None:
    person = someone()
    with clock.frozen(START):
        after_talk(person, 1)
    with clock.frozen(START + 2 * REST):
        assert after_talk(person, 1) == START + 2 * REST + TALK_TIME


def test_many_events_at_once_do_not_wait() -> None:
    assert after_talk(someone(), FEW + 1) is None


def test_a_clock_that_is_put_back_puts_nothing_off() -> None:
    person = someone()
    with clock.frozen(START + timedelta(days=365)):
        after_talk(person, 1)
    with clock.frozen(START):
        assert after_talk(person, 1) == START + TALK_TIME


def test_one_person_talking_puts_off_nobody_else() -> None:
    with clock.frozen(START):
        after_talk(someone(), 1)
    with clock.frozen(START + 2 * TALK_TIME):
        assert after_talk(someone(), 1) == START + 3 * TALK_TIME


def test_what_is_remembered_of_who_talks_stays_small() -> None:
    first = someone()
    with clock.frozen(START):
        after_talk(first, 1)
        for _ in range(MOST_TALKING):
            after_talk(someone(), 1)
    with clock.frozen(START + 2 * TALK_TIME):
        assert after_talk(first, 1) == START + 3 * TALK_TIME
