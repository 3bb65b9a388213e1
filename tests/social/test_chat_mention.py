"""A message that mentions @beknown asks it; one that only looks like it doesn't."""

import pytest

from beknown.social.chat_mention import mentions_assistant, read_question


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
