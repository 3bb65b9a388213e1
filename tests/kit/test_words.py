import pytest
from hypothesis import given
from hypothesis import strategies as st

from beknown.kit.words import calm, tidy_line, tidy_text


@pytest.mark.parametrize(
    "text",
    [
        "Grüße aus Łódź, ça va?",
        "שָׁלוֹם עֲלֵיכֶם",
        "اَلسَّلَامُ عَلَيْكُمْ",
        "नमस्ते दुनिया",
        "မြွှော်",
        "บ้านที่รัก",
        "👩🏽‍🚀 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️",
        "two\nlines\tand a tab",
        "\u200fאבג then English\u200e",
    ],
)
def test_writing_of_all_scripts_stays_as_it_is(text: str) -> None:
    assert not calm(text).is_changed


def test_turned_direction_is_left_out() -> None:
    assert calm("photo_\u202egpj.exe\u202c").text == "photo_gpj.exe"


def test_piled_marks_are_cut_to_what_a_language_writes() -> None:
    calmed = calm("h" + "\u0335\u0321\u0300\u0311" * 20 + "i")
    assert (len(calmed.text), calmed.is_changed) == (6, True)


@given(st.text())
def test_calm_text_stays_calm(text: str) -> None:
    assert not calm(calm(text).text).is_changed


def test_a_name_is_one_line() -> None:
    assert tidy_line("  Ana\n\u202eMaria \x07 ") == "Ana Maria"


def test_gaps_are_narrowed() -> None:
    assert tidy_text("\n\na\r\n\r\n\r\n\r\n\r\n\r\nb \n") == "a\n\n\nb"
