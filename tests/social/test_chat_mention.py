"""A message that mentions @beknown asks it; one that only looks like it doesn't."""

import pytest

from beknown.social.chat_mention import mentions_assistant, only_asks, read_question


@pytest.mark.parametrize(
    "text",
    ["@beknown hi", "hi @Beknown, when?", "(@beknown)", "when\n@BEKNOWN?", "@beknown: when", "@beknown"],
)
def test_a_mention_is_one_wherever_it_stands(text: str) -> None:
    assert mentions_assistant(text)


@pytest.mark.parametrize(
    "text", ["me@beknown.org", "@beknownfan", "beknown", "@beknown@example.org", "x.@beknown"]
)
def test_what_only_looks_like_a_mention_is_none(text: str) -> None:
    assert not mentions_assistant(text)


def test_the_question_is_what_stands_beside_the_mention() -> None:
    assert read_question("Ana, @beknown: when do\nwe meet?") == "Ana, when do we meet?"
    assert read_question("@beknown") == ""


@pytest.mark.parametrize(
    "text", ["@beknown when?", "When, @beknown? ", "@beknown いつ\uff1f", "@beknown متى\u061f"]
)
def test_a_question_to_it_only_asks(text: str) -> None:
    assert only_asks(text)


@pytest.mark.parametrize(
    "text", ["@beknown we meet at five", "When do we meet?", "@beknown at five? At six."]
)
def test_what_tells_something_or_asks_people_does_not_only_ask_it(text: str) -> None:
    assert not only_asks(text)
