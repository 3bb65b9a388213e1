import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beknown.kit.errors import Invalid
from beknown.social.chat_text import MAX_MARKS, MAX_TEXT, clean_text

ANYTHING = st.text(max_size=200).map(lambda text: f"x{text}")


@given(ANYTHING)
def test_cleaned_text_stays_as_it_is_when_cleaned_again(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(ANYTHING)
def test_cleaned_text_turns_no_line_around_and_holds_no_controls(text: str) -> None:
    kept = set(clean_text(text)) - {"\n", "\t"}
    assert not {each for each in kept if unicodedata.category(each) == "Cc"}
    assert not kept & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.lists(st.characters(categories=["Mn"]), min_size=MAX_MARKS, max_size=60))
def test_no_more_than_six_marks_pile_up_on_a_letter(marks: list[str]) -> None:
    assert len(clean_text("z" + "".join(marks) + "algo")) == len("zalgo") + MAX_MARKS


@pytest.mark.parametrize(
    "text",
    [
        "Grüße, Ngũgĩ wa Thiong'o",
        "مرحبًا، كيف حالك؟",
        "שָׁלוֹם עֲלֵיכֶם",
        "नमस्ते, क्या हाल है?",
        "👩‍👩‍👧‍👦 🏳️‍🌈",
        "สวัสดีที่นี่",
        "line one\nline two",
    ],
)
def test_what_people_write_stays_as_they_wrote_it(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    "text", ["", "  \n", "\u200b\u200b", "\u202e\u202c", "\u3164", "\x00", "\u2060\u00ad"]
)
def test_a_message_in_which_nothing_can_be_seen_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="empty"):
        clean_text(text)


def test_a_message_that_is_too_long_is_refused_with_its_length() -> None:
    with pytest.raises(Invalid, match=str(MAX_TEXT + 1)):
        clean_text("x" * (MAX_TEXT + 1))
