"""What is held follows from what was seen and done, in whatever order it came."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beknown.understanding.consolidate import SURE, combine, consolidate
from beknown.understanding.deeds import (
    Allowed,
    Answered,
    Confirmed,
    Dated,
    Merged,
    Parted,
    Rejected,
    Undone,
    Unwanted,
    read_deed,
    write_deed,
)
from beknown.understanding.held_types import Known
from tests.understanding.believing import DAY, done, event, hold, lives, seen, stand, told


def test_the_same_said_twice_is_one_belief_with_two_pieces_of_evidence() -> None:
    (belief,) = hold(lives("Lisbon", number=1, day=1), lives("Lisbon", number=2, day=9))
    assert [each.event_id for each in belief.evidence] == [event(1), event(2)]
    assert belief.confidence > 0.8


def test_a_later_value_ends_the_former_with_a_date_and_deletes_nothing() -> None:
    held = hold(lives("Lisbon", number=1, day=1), lives("Porto", number=2, day=30))
    by_statement = {each.statement: each for each in held}
    assert by_statement["lives in Porto"].state == "held"
    assert by_statement["lives in Lisbon"].state == "ended"
    assert by_statement["lives in Lisbon"].holds_until == (DAY + timedelta(days=30)).date()
    assert by_statement["lives in Lisbon"].ended_by == event(2)


def test_where_it_is_said_since_when_the_former_ends_then() -> None:
    moved = replace(lives("Porto", number=2, day=30), holds_from=date(2026, 1, 20))
    held = {each.statement: each for each in hold(lives("Lisbon", number=1, day=1), moved)}
    assert held["lives in Lisbon"].holds_until == date(2026, 1, 20)
    assert held["lives in Porto"].holds_from == date(2026, 1, 20)


def test_whoever_moves_back_lives_there_again() -> None:
    back = (
        lives("Lisbon", number=1, day=1),
        lives("Porto", number=2, day=30),
        lives("Lisbon", number=3, day=60),
    )
    assert stand(*back) == {"lives in Lisbon": "held", "lives in Porto": "ended"}


def test_no_longer_ends_what_was_said_before() -> None:
    smokes = seen("smokes", number=1, day=1, kind="habit", value="smoke")
    stopped = replace(smokes, event_id=event(2), said_at=DAY + timedelta(days=9), is_ended=True)
    (belief,) = hold(smokes, stopped)
    assert (belief.state, belief.holds_until) == ("ended", (DAY + timedelta(days=9)).date())


def test_the_opposite_said_later_ends_it() -> None:
    eats = seen("I eat meat", number=1, day=1, kind="habit")
    not_any_more = seen("I don't eat meat", number=2, day=9, kind="habit", is_negated=True)
    assert stand(eats, not_any_more) == {"I eat meat": "ended", "I don't eat meat": "held"}


def test_whoever_loves_and_later_hates_a_thing_holds_the_opposite() -> None:
    loves = seen("I love coffee", number=1, day=1, kind="preference", value="coffee")
    likes = seen("I do like coffee", number=2, day=2, kind="preference", value="coffee")
    hates = seen("I hate coffee", number=3, day=9, kind="preference", value="coffee")
    held = hold(loves, likes, hates)
    assert {each.statement: each.state for each in held} == {
        "I love coffee": "ended",
        "I hate coffee": "held",
    }


def test_small_words_do_not_make_another_belief() -> None:
    assert len(hold(seen("I run every day", number=1), seen("I do run every day", number=2))) == 1


@pytest.mark.parametrize("day", [None, 1])
def test_what_cannot_be_ordered_is_a_question(day: int | None) -> None:
    held = hold(lives("Lisbon", number=1, day=1), lives("Porto", number=2, day=day))
    assert {each.state for each in held} == {"in_question"}
    assert len({each.question for each in held}) == 1
    assert {purpose for each in held for purpose in each.purposes} == {"assistant", "export", "safety"}


def test_two_values_told_by_hand_are_a_question_too() -> None:
    assert set(
        stand(told(lives("Lisbon", number=1, day=1)), told(lives("Porto", number=2, day=9))).values()
    ) == {"in_question"}


def test_an_answer_settles_the_question_and_another_one_can_hold_too() -> None:
    both = lives("Lisbon", number=1), lives("Porto", number=2)
    ids = {each.statement: each.id for each in hold(*both)}
    asked = tuple(ids.values())
    answer = done(Answered(asked, (ids["lives in Porto"],)), number=9)
    assert stand(*both, deeds=(answer,)) == {"lives in Porto": "held", "lives in Lisbon": "ended"}
    assert set(stand(*both, deeds=(done(Answered(asked, asked), number=9),)).values()) == {"held"}
    assert set(stand(*both, deeds=(done(Answered(asked, ()), number=9),)).values()) == {"ended"}


def test_what_was_told_by_hand_outranks_what_was_read_before_and_asks_about_what_is_read_later() -> None:
    hand = told(lives("Porto", number=1, day=10))
    assert stand(hand, lives("Lisbon", number=2, day=5)) == {
        "lives in Porto": "held",
        "lives in Lisbon": "ended",
    }
    assert stand(hand, lives("Lisbon", number=2)) == {"lives in Porto": "held", "lives in Lisbon": "ended"}
    assert set(stand(hand, lives("Lisbon", number=2, day=20)).values()) == {"in_question"}


def test_what_is_told_takes_its_slot_from_what_was_found_in_it() -> None:
    words = told(seen("I've moved to Porto", number=2, day=9))
    held = {
        each.statement: each
        for each in hold(words, lives("Porto", number=2, day=9), lives("Lisbon", number=1))
    }
    assert held["I've moved to Porto"].slot == "home"
    assert held["I've moved to Porto"].id == event(2)
    assert held["lives in Lisbon"].state == "ended"


def test_a_correction_takes_the_place_of_what_was_read_and_that_is_never_held_again() -> None:
    read = lives("Lisbon", number=1, day=1)
    (wrong,) = hold(read)
    right = told(seen("I live near Lisbon", number=2, day=5), corrects=wrong.id)
    again = lives("Lisbon", number=3, day=30)
    held = {each.statement: each for each in hold(read, right, again)}
    assert held["lives in Lisbon"].state == "superseded"
    assert held["lives in Lisbon"].superseded_by == held["I live near Lisbon"].id
    assert held["lives in Lisbon"].purposes == ("export",)


def test_a_rejected_belief_is_never_held_again_unless_it_is_told() -> None:
    read = seen("likes figs", number=1, day=1, kind="preference", value="figs")
    (belief,) = hold(read)
    deed = done(Rejected(belief.id), number=9)
    later = replace(read, event_id=event(2), said_at=DAY + timedelta(days=99))
    assert stand(read, later, deeds=(deed,)) == {"likes figs": "rejected"}
    assert stand(read, told(replace(later, event_id=event(3))), deeds=(deed,)) == {"likes figs": "held"}
    assert stand(read, deeds=(deed, done(Undone(event(9)), number=10))) == {"likes figs": "held"}


def test_nothing_of_a_kind_that_is_not_wanted_is_held() -> None:
    sad = seen("is sad", number=1, day=1, kind="feeling", value="sad")
    assert hold(sad, deeds=(done(Unwanted("feeling", "me"), number=9),)) == []


def test_a_mark_keeps_a_belief_away_whatever_says_it_again() -> None:
    (belief,) = hold(lives("Lisbon", number=1))
    assert hold(lives("Lisbon", number=2, day=9), marks=belief.ids) == []


def test_validity_switches_and_confirmation_are_the_persons() -> None:
    read = seen("runs", number=1, day=1, kind="habit", value="run", event_type="social.post.published.v1")
    (belief,) = hold(read)
    deeds = (
        done(Dated(belief.id, date(2024, 5, 1), None), number=10),
        done(Allowed(belief.id, "feed", is_on=False), number=11),
        done(Confirmed(belief.id), number=12),
    )
    (belief,) = hold(read, deeds=deeds)
    assert (belief.holds_from, belief.is_confirmed, belief.confidence) == (date(2024, 5, 1), True, 1.0)
    assert "feed" not in belief.purposes
    assert "feed" in belief.allowed


def test_merged_beliefs_are_one_and_undoing_parts_them() -> None:
    one = seen("likes hiking", number=1, day=1, kind="preference", value="hiking")
    other = seen("loves to hike", number=2, day=2, kind="preference", value="to hike")
    first, second = hold(one, other)
    merge = done(Merged(first.id, second.id), number=9)
    (merged,) = hold(one, other, deeds=(merge,))
    assert merged.id == second.id
    assert len(merged.evidence) == 2
    assert hold(one, other, deeds=(merge, done(Undone(event(9)), number=10))) == [first, second]


def test_a_quote_that_belongs_elsewhere_stands_for_itself() -> None:
    one, other = lives("Lisbon", number=1, day=1), lives("Lisbon", number=2, day=2)
    (belief,) = hold(one, other)
    parted = hold(one, other, deeds=(done(Parted(belief.id, event(2)), number=9),))
    assert {each.id for each in parted} > {belief.id}
    assert sorted(len(each.evidence) for each in parted) == [1, 1]


def test_a_sensitive_belief_serves_neither_feed_nor_ads_until_the_person_lets_the_feed() -> None:
    read = seen(
        "has asthma", number=1, day=1, kind="health", value="asthma", event_type="social.post.published.v1"
    )
    (belief,) = hold(read)
    assert belief.is_sensitive
    assert belief.purposes == ("assistant", "export", "safety")
    on = tuple(
        done(Allowed(belief.id, each, is_on=True), number=9 + n) for n, each in enumerate(("feed", "ads"))
    )
    (belief,) = hold(read, deeds=on)
    assert belief.purposes == ("assistant", "export", "feed", "safety")


def test_what_ended_by_a_dialogue_is_no_longer_open_to_others() -> None:
    posted = replace(lives("Lisbon", number=1, day=1), purposes=frozenset({"ads", "assistant", "export"}))
    said = lives("Porto", number=2, day=9)
    held = {each.statement: each for each in hold(posted, said)}
    assert held["lives in Lisbon"].purposes == ("assistant", "export")


def test_an_id_is_the_same_for_whoever_has_the_key_and_tells_nothing_to_others() -> None:
    (mine,) = hold(lives("Lisbon", number=1))
    (again,) = hold(lives("Lisbon", number=5, day=3))
    (theirs,) = consolidate(Known((lives("Lisbon", number=1),), keys=(b"k" * 32,)))
    assert mine.id == again.id != theirs.id


def test_an_id_under_an_older_key_still_means_the_belief() -> None:
    (mine,) = hold(lives("Lisbon", number=1))
    known = Known(
        (lives("Lisbon", number=1),), (done(Rejected(mine.id), number=9),), keys=(b"k" * 32, bytes(32))
    )
    (held,) = consolidate(known)
    assert held.state == "rejected"


def test_names_of_one_person_are_one_subject() -> None:
    sister = seen("lives in Faro", number=1, day=1, subject="sister", slot="home", value="faro")
    rita = replace(sister, event_id=event(2), subject="Rita")
    (held,) = consolidate(Known((sister, rita), aliases={"sister": "Rita"}))
    assert held.subject == "Rita"
    assert len(held.evidence) == 2


def test_more_evidence_makes_surer_and_never_certain() -> None:
    assert combine([0.6]) == 0.6
    assert combine([0.6]) < combine([0.6, 0.6]) < combine([0.6] * 9) <= SURE


def test_a_deed_of_another_shape_is_passed_over() -> None:
    assert read_deed("understanding.belief.merged.v1", {"belief": "x"}) is None
    deed = Dated(event(1), date(2024, 5, 1), None)
    assert read_deed("understanding.belief.dated.v1", write_deed(deed)) == deed


PLACES = st.sampled_from(["Lisbon", "Porto", "Braga"])
SEEN = st.tuples(PLACES, st.none() | st.integers(0, 4), st.booleans(), st.booleans())


@given(st.lists(SEEN, max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_seen_changes_nothing(
    said: list[tuple[str, int | None, bool, bool]], random: Random
) -> None:
    plain = [
        replace(lives(where, number=number, day=day), is_ended=ends)
        for number, (where, day, ends, _) in enumerate(said, start=1)
    ]
    observations = [
        told(each) if by_hand else each for each, (_, _, _, by_hand) in zip(plain, said, strict=True)
    ]
    mixed = list(observations)
    random.shuffle(mixed)
    assert hold(*mixed) == hold(*observations)
