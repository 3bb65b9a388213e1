"""WhatsApp's header grammar and the marks it writes in place of texts."""

import re
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beknown.sources.parts.whatsapp_header import (
    ORDERS,
    DateEvidence,
    Order,
    date_of,
    match_header,
    strip_marks,
)
from beknown.sources.parts.whatsapp_text import read_text
from tests.fixtures_life import write_zip
from tests.sources.reading import OPTIONS, chat, drafts, dropped, questions, read
from tests.thorough import examples

Shape = tuple[Order, str, bool, bool, bool]
SHAPES: list[Shape] = list(product(ORDERS, "/-.", (True, False), (True, False), (True, False)))
"""The 96 of whatstk: order of the date, its separator, 12 hours, seconds, brackets."""


def write_header(at: datetime, shape: Shape) -> str:
    order, separator, is_12h, has_s, is_boxed = shape
    date = separator.join({"d": f"{at:%d}", "m": f"{at:%m}", "y": f"{at:%Y}"}[part] for part in order)
    clock = f"{at:%I}:{at:%M}" if is_12h else f"{at:%H}:{at:%M}"
    clock += f":{at:%S}" if has_s else ""
    clock += "\u202f" + ("AM" if at.hour < 12 else "PM") if is_12h else ""
    return f"[{date}, {clock}] " if is_boxed else f"{date}, {clock} - "


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=examples(5))
@given(
    at=st.datetimes(datetime(2010, 1, 1), datetime(2026, 1, 1)),  # noqa: DTZ001 - a wall clock
    name=st.sampled_from(["Ann", "~ Bo-Li", "+49 171 1"]),
)
def test_each_of_the_96_headers_is_read_back(shape: Shape, at: datetime, name: str) -> None:
    order, _, _, has_s, _ = shape
    line = f"{write_header(at, shape)}{name}: hi: there"
    header = match_header(strip_marks(line))
    assert header is not None
    assert line[header.end :] == f"{name}: hi: there"
    assert date_of(header.numbers, order) == (at.year, at.month, at.day)
    assert (header.hour, header.minute, header.second) == (at.hour, at.minute, at.second if has_s else 0)


@pytest.mark.parametrize(
    "line",
    [
        "12/31/24, 11:59\u202fPM - Ann: hi",
        "31/12/2024 23:59 - Ann: hi",
        "31.12.24, 23:59 - Ann: hi",
        "31-12-2024 23:59 \u2013 Ann: hi",
        "[31/12/2024, 23:59:05] Ann: hi",
        "\u200e[2024-12-31, 23:59:05] Ann: \u200ehi",
        "31/12/2024, 11:59 p. m. - Ann: hi",
        "2024/12/31, 下午11:59 - Ann: hi",
        "2024. 12. 31. 오후 11:59, Ann : hi",
        "31/12/24 , 23.59 , Ann: hi",
    ],
)
def test_headers_of_many_locales_are_read(line: str) -> None:
    header = match_header(strip_marks(line))
    assert header is not None
    assert (header.hour, header.minute) == (23, 59)
    assert sorted(number % 100 for number in header.numbers) == [12, 24, 31]


@given(st.text(alphabet="0123456789/.-:[], APMpm\u202f", max_size=200_000))
def test_a_hostile_line_is_never_an_error(line: str) -> None:
    header = match_header(line)
    assert header is None or header.end <= 80


def test_the_patterns_repeat_nothing_without_a_bound() -> None:
    folder = Path(__file__).parents[2] / "src/beknown/sources/parts"
    source = "".join((folder / f"whatsapp_{name}.py").read_text() for name in ("header", "text"))
    patterns = re.findall(r'r"([^"\n]*)"', source)
    nested = [one for one in patterns if re.search(r"[+*]\)[+*{]", one)]
    assert nested == []


def evidence(*dates: str) -> Order | None:
    found = DateEvidence(2026)
    for date in dates:
        header = match_header(f"{date}, 10:00 - A: x")
        assert header is not None
        found.add(header)
    return found.decide()


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (("01/02/24", "25/02/24"), "dmy"),
        (("01/02/24", "02/25/24"), "mdy"),
        (("2024/02/01",), "ymd"),
        (("05/01/24", "02/02/24"), "dmy"),
        (("05/06/24", "06/02/24"), "mdy"),
        (("01.02.24",), "dmy"),
        (("01/02/24", "02/02/24"), None),
    ],
)
def test_day_and_month_are_told_by_large_numbers_then_by_the_flow_of_time(
    dates: tuple[str, ...], order: Order | None
) -> None:
    assert evidence(*dates) == order


@pytest.mark.parametrize(
    ("written", "text", "file"),
    [
        ("\u200e<attached: some-image.jpg>".replace("\u200e", ""), "", "some-image.jpg"),
        ("A PDF.pdf • 1 page <attached: some-doc.pdf>", "A PDF.pdf • 1 page", "some-doc.pdf"),
        ("<Anhang: 0001-PHOTO.jpg>", "", "0001-PHOTO.jpg"),
        ("IMG-20240101-WA0001.jpg (file attached)\nlook!", "look!", "IMG-20240101-WA0001.jpg"),
        ("urlaub.pdf (Datei angehängt)", "", "urlaub.pdf"),
        ("see notes.txt (later)", "see notes.txt (later)", ""),
    ],
)
def test_attachments_are_told_from_words(written: str, text: str, file: str) -> None:
    said = read_text(written, frozenset())
    assert (said.text, said.file) == (text, file)


@pytest.mark.parametrize(
    "written",
    ["<Media omitted>", "image omitted", "<Medien ausgeschlossen>", "You deleted this message.", "", "  "],
)
def test_what_says_nothing_is_empty_with_a_reason(written: str) -> None:
    assert read_text(written, frozenset()).lacks


def test_lines_without_a_header_go_on_with_the_message(tmp_path: Path) -> None:
    path = chat(
        tmp_path, "13/05/2024, 10:00 - Ana: one\ntwo: three\n\nfour\r\n13/05/2024, 10:01 - Maya: five\n"
    )
    assert [draft.text for draft in drafts(read(path))] == ["one\ntwo: three\n\nfour", "five"]


def test_a_system_line_with_a_colon_in_quotes_has_no_speaker(tmp_path: Path) -> None:
    path = chat(
        tmp_path, '13/05/2024, 10:00 - Ana: hi\n13/05/2024, 10:01 - Ana changed the subject to "x: y"\n'
    )
    assert [draft.speaker for draft in drafts(read(path))] == ["Ana", None]


def test_wall_clock_times_follow_the_zone_and_its_summer(tmp_path: Path) -> None:
    path = chat(tmp_path, "13/01/2024, 10:00 - Ana: winter\n13/07/2024, 10:00 - Ana: summer\n")
    times = [draft.occurred_at for draft in drafts(read(path))]
    assert times == [datetime(2024, 1, 13, 9, tzinfo=UTC), datetime(2024, 7, 13, 8, tzinfo=UTC)]


def test_the_time_zone_is_asked_for(tmp_path: Path) -> None:
    path = chat(tmp_path, "13/01/2024, 10:00 - Ana: hi\n")
    items = read(path, options=type(OPTIONS)())
    assert [question.key for question in questions(items)] == ["time_zone"]
    assert [one.reason for one in dropped(items)] == ["waits for an answer"]


def test_years_that_cannot_be_true_leave_the_time_unknown_and_are_kept_as_written(tmp_path: Path) -> None:
    path = chat(
        tmp_path, "13/01/2024, 10:00 - Ana: a\n13/01/9999, 10:00 - Ana: b\n31/02/2024, 10:00 - Ana: c\n"
    )
    found = drafts(read(path))
    assert [draft.occurred_at is None for draft in found] == [False, True, True]
    assert found[1].payload["time_as_written"] == "9999-1-13 10:0:0"


def test_identical_messages_of_one_minute_are_all_kept_and_keep_their_keys(tmp_path: Path) -> None:
    path = chat(tmp_path, "13/01/2024, 10:00 - Ana: ok\n" * 3)
    first, second = read(path), read(path)
    assert len({draft.key for draft in drafts(first)}) == 3
    assert [draft.key for draft in drafts(first)] == [draft.key for draft in drafts(second)]


def test_who_i_am_is_told_by_the_title_of_a_chat_for_two_and_then_holds_for_groups(tmp_path: Path) -> None:
    pair = chat(tmp_path, "13/01/2024, 10:00 - Ana: hi\n13/01/2024, 10:01 - Mimi: hello\n")
    group = chat(
        tmp_path,
        "13/01/2024, 10:00 - Ana: hi\n13/01/2024, 10:01 - Mimi: hello\n13/01/2024, 10:02 - Bo: hey\n",
        "WhatsApp Chat with Us.txt",
    )
    mine = [draft.speaker for draft in drafts(read(pair, group)) if draft.is_mine]
    assert mine == ["Mimi", "Mimi"]


def test_media_beside_the_chat_can_be_opened_and_unused_media_is_named(tmp_path: Path) -> None:
    text = "13/01/2024, 10:00 - Ana: a.jpg (file attached)\n"
    files = {"WhatsApp Chat with Ana.txt": text.encode(), "a.jpg": b"picture", "b.jpg": b"other"}
    seen: list[bytes] = []
    items = read(path := write_zip(tmp_path / "WhatsApp Chat with Ana.zip", files))
    assert path.exists()
    assert [one.file for one in dropped(items)] == ["b.jpg"]
    media = drafts(items)[0].media[0]
    assert (media.media_type, media.path_in_archive) == ("image/jpeg", "a.jpg")
    assert seen == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_chats_in_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "WhatsApp Chat with Ana.txt"
    text = "13/01/2024, 10:00 - Ana: Olá, não há café à tarde? Então está bem, até amanhã então, coração\n"
    path.write_bytes((text * 20).encode(encoding))
    assert "não há café" in drafts(read(path))[0].text
