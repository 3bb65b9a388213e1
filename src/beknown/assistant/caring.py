"""What a turn does when the person's talk is of distress: decided by code, before any model is asked. Pure.

Nothing here is written down. A conversation that is opened again is looked at anew.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from beknown.assistant.language import Language, detect_language
from beknown.assistant.types import Asker, Card, Past
from beknown.kit import clock
from beknown.understanding import CareSetting, Notice, choose_lines, find_help, guess_country, notice

CarePhrase = Literal[
    "acute", "acute_abuse", "acute_eating", "acute_friend", "honest", "adult", "danger", "open", "again", "again_2",
    "strained", "strained_minor", "gentle", "gentle_told", "card", "note", "call", "ai", "love", "late",
]  # fmt: skip

INSTRUCTION = """\
{name} has just spoken of something very hard ({matter}). These words were already said to them, with help lines below \
them: «{said}». Go on from there, in their language, in at most four short sentences. Be warm, calm and plain. Take \
it seriously, ask one open question, and let them lead. Don't repeat the lines or the words above, don't diagnose, \
don't argue, don't promise secrecy, don't list tips, never describe or compare methods of harm, and bring up nothing \
from their past. You are an AI: say so if it matters, and encourage them to reach a person they trust."""

YOUNG = " They are young: point to an adult they trust, and use simple words."
HINTED = """\
What {name} just said may carry something heavy ({matter}), or may be nothing of the kind: nobody knows. Answer what \
they asked or told, as you would. Be warm, and ask in one plain sentence how they are with it. Don't diagnose, don't \
warn, name no help lines (they are offered below), and believe them if they say that all is well."""
AFTERWARDS = """\
Earlier in this conversation {name} spoke of something very hard. Help lines stay in reach below your answer: don't \
preach and don't repeat them, unless {name} comes back to it. Be kind."""


@dataclass(frozen=True, slots=True)
class Care:
    """What care adds to a turn.

    Args:
        card: The help lines.
        words: What is said by code, empty when nothing is.
        instruction: What a capable model is told besides.
        is_acute: No tool runs, nothing is recalled, and no small model speaks.
        told_words: What is said by code where nothing was asked and a small model would answer.
    """

    card: Card
    words: str = ""
    instruction: str = ""
    is_acute: bool = False
    told_words: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was noticed in a question, and in those before it in its conversation."""

    now: Notice
    before: tuple[Notice, ...]

    @property
    def acute_before(self) -> int:
        """How often it was acute before."""
        return sum(each.level == "acute" for each in self.before)

    @property
    def needs_care(self) -> bool:
        """Whether anything calls for care now."""
        return self.now.level != "none" or self.acute_before > 0


def listen(text: str, history: Sequence[Past]) -> Heard:
    """Notice what a question and those before it speak of."""
    return Heard(notice(text), tuple(notice(past.text) for past in history if past.role == "user"))


def weigh(heard: Heard, text: str, asker: Asker, setting: CareSetting) -> Care | None:
    """Decide what care adds to a turn; None when nothing calls for it."""
    if not heard.needs_care:
        return None
    now = heard.now
    is_minor = is_young(setting, (now, *heard.before))
    language = now.language or detect_language(text, asker.locale)
    card = make_card(now, asker, setting, is_minor=is_minor, language=language)
    if now.level == "acute":
        return _answer_acute(now, card, asker, language, heard.acute_before, is_minor=is_minor)
    if now.level == "gentle" and not heard.acute_before:
        hinted = HINTED.format(name=asker.name, matter=_name_matter(now)) + (YOUNG if is_minor else "")
        return Care(card, told_words=say_care(language, "gentle_told"), instruction=hinted)
    if now.level in {"none", "gentle"}:
        return Care(card, instruction=AFTERWARDS.format(name=asker.name))
    is_first = all(each.level == "none" for each in heard.before)
    words = say_care(language, "strained_minor" if is_minor else "strained") if is_first else ""
    return Care(card, words, _instruct(asker, now, words, is_minor=is_minor))


def is_young(setting: CareSetting, noticed: Sequence[Notice]) -> bool:
    """Say whether somebody is under age, by what was set or what they said."""
    return setting.is_minor(clock.now().year) or any(each.is_minor for each in noticed)


def make_card(now: Notice, asker: Asker, setting: CareSetting, *, is_minor: bool, language: Language) -> Card:
    """Make the card with the help lines; it is open when the talk is acute, and for the young sooner."""
    there = find_help(setting.country or guess_country(asker.time_zone, asker.locale))
    is_open = now.level == "acute" or (is_minor and now.level == "strained")
    is_offer = now.level == "gentle"
    return Card(
        "open" if is_open else "offered" if is_offer else "folded",
        say_care(language, "gentle" if is_offer else "card"),
        say_care(language, "note"),
        say_care(language, "danger", emergency=there.emergency),
        there.country,
        there.emergency,
        choose_lines(there, now.topics, is_minor=is_minor),
    )


def say_care(language: Language, phrase: CarePhrase, **values: str) -> str:
    """Give what the assistant itself says, in a language."""
    return _phrases()[language][phrase].format(**values)


def _answer_acute(
    now: Notice, card: Card, asker: Asker, language: Language, acute_before: int, *, is_minor: bool
) -> Care:
    number = card.lines[0].number if card.lines else card.emergency
    if acute_before:
        phrase: CarePhrase = "again" if acute_before % 2 else "again_2"
        words = say_care(language, phrase, number=number)
    else:
        words = "\n\n".join(_first_words(now, card, language, is_minor=is_minor))
    return Care(card, words, _instruct(asker, now, words, is_minor=is_minor), is_acute=True)


def _first_words(now: Notice, card: Card, language: Language, *, is_minor: bool) -> list[str]:
    own: CarePhrase = "acute"
    if now.who == "friend":
        own = "acute_friend"
    elif now.topics[0] == "abuse":
        own = "acute_abuse"
    elif now.topics[0] == "eating":
        own = "acute_eating"
    words = [say_care(language, own)]
    if card.lines:
        line = card.lines[0]
        call = say_care(language, "call", name=line.name, number=line.number)
        words.append(f"{say_care(language, 'honest')} {call}")
    words.append(card.danger)
    if is_minor:
        words.append(say_care(language, "adult"))
    return [*words, say_care(language, "open")]


def _instruct(asker: Asker, now: Notice, words: str, *, is_minor: bool) -> str:
    told = INSTRUCTION.format(name=asker.name, matter=_name_matter(now), said=" ".join(words.split()))
    return told + (YOUNG if is_minor else "")


def _name_matter(now: Notice) -> str:
    return ", ".join(topic.replace("_", "-") for topic in now.topics)


@cache
def _phrases() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("care_phrases.toml").read_text(encoding="utf-8"))
