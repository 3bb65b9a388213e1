"""Invented months of a life in which is known what is worth bringing up, when, and when no more.

Around it stands the small talk of the sample life. Beside each thing that is due stand its traps: what is asked,
supposed, kept, cancelled, said of somebody else or too late says nothing, or nothing any more.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from beknown.events import EventDraft
from beknown.sources.sample import invent_life

FIRST_DAY, LAST_DAY = date(2025, 9, 20), date(2025, 11, 28)
"""No story of the sample life falls into these days: all that is due is said here."""

ME = "Maya Lindqvist"
ZONE = ZoneInfo("Europe/Stockholm")
FRIENDS = (
    "Rosa Marin",
    "Karl Brandt",
    "Inès Moreau",
    "Pablo Ruiz",
    "Rita Alves",
    "Hannah Cole",
    "Omar Haddad",
)
QUIET_FRIEND = "Nadia Keller"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Due:
    """Something worth bringing up, from one day to another. `words` stand in what it quotes, or are the name."""

    kind: str
    words: str
    first_day: date
    last_day: date


@dataclass(slots=True)
class Year:
    """All that is said, in order of time, and what is due."""

    drafts: list[EventDraft] = field(default_factory=list[EventDraft])
    due: list[Due] = field(default_factory=list[Due])

    def say(self, who: str, day: date, text: str, *, thread: str = "", hour: int = 12) -> None:
        """Have somebody say something; a thread is named after whom the person writes with."""
        is_mine = who == ME
        at = datetime.combine(day, time(hour, len(self.drafts) % 60), ZONE).astimezone(UTC)
        self.drafts.append(
            EventDraft(
                type=f"social.message.{'sent' if is_mine else 'received'}.v1",
                key=f"due:{len(self.drafts)}",
                occurred_at=at,
                text=text,
                speaker=who,
                is_mine=is_mine,
                thread=thread or who,
                thread_title=thread or who,
            )
        )


def invent_year(seed: int) -> Year:
    """Invent it.

    Args:
        seed: The same seed gives the same months.
    """
    chance = random.Random(seed)  # noqa: S311 - an invented life, no secret
    year = Year()
    _talk(year, chance)
    _birthdays(year, chance)
    _fall_silent(year)
    for add in (_promise, _awaited, _occasion, _theirs, _plan):
        for number in range(_TIMES):
            add(year, chance, number, FRIENDS[(number + seed) % len(FRIENDS)])
    for trap in _TRAPS:
        trap(year, chance)
    year.drafts += _small_talk(seed)
    year.drafts.sort(key=lambda draft: draft.occurred_at or datetime.max.replace(tzinfo=UTC))
    return year


_TIMES = 5


def _small_talk(seed: int) -> Iterator[EventDraft]:
    life = invent_life(1640 + seed, 3000)
    for talk in life.talks:
        for number, said in enumerate(talk.messages):
            is_mine = said.sender == life.owner
            yield EventDraft(
                type=f"social.message.{'sent' if is_mine else 'received'}.v1",
                key=f"{talk.channel}:{talk.key}:{number}",
                occurred_at=said.at,
                text=said.text,
                speaker=said.sender,
                is_mine=is_mine,
                thread=f"{talk.channel}:{talk.key}",
                thread_title=talk.title,
            )


def _talk(year: Year, chance: random.Random) -> None:
    """Write with each friend every few days for a year and more, so that they are known."""
    for friend in FRIENDS:
        day = FIRST_DAY - timedelta(days=400)
        while day < LAST_DAY:
            year.say(chance.choice((friend, ME)), day, chance.choice(_CHAT), thread=friend, hour=10)
            day += timedelta(days=chance.randint(1, 8))


_CHAT = (
    "How was your day?",
    "The train was late again",
    "Look at this light!",
    "So tired today",
    "Did you eat already?",
    "Haha, exactly",
    "I was at the market",
    "Wie geht's?",
    "¿Qué tal?",
    "On se voit bientôt ?",
    "Tudo bem por aí",
)


def _birthdays(year: Year, chance: random.Random) -> None:
    greetings = (
        "Happy birthday, {}!! 🎂",
        "Alles Gute zum Geburtstag, {}!",
        "Joyeux anniversaire {} !",
        "¡Feliz cumpleaños, {}!",
        "Feliz aniversário, {}!",
    )
    for number, friend in enumerate(FRIENDS[:5]):
        day = _day(chance)
        if number % 2:
            on = f"{day.day} {day:%B}"
            year.say(friend, day - timedelta(days=200), f"My birthday is on {on}, remember?", thread=friend)
        else:
            before = day.replace(year=day.year - 1)
            year.say(ME, before, greetings[number].format(friend.split()[0]), thread=friend, hour=9)
        year.due.append(Due("birthday", friend, day - timedelta(days=1), day))
    for friend, text in zip(
        FRIENDS[5:], ("Happy belated birthday!", "Happy birthday to your mother!"), strict=True
    ):
        year.say(ME, _day(chance).replace(year=2024), text, thread=friend)


def _fall_silent(year: Year) -> None:
    """Write with one friend every other day until one day."""
    end = FIRST_DAY + timedelta(days=14)
    for back in range(0, 300, 2):
        year.say(
            QUIET_FRIEND if back % 4 else ME,
            end - timedelta(days=back),
            "Guess what I saw",
            thread=QUIET_FRIEND,
        )
    year.due.append(Due("silence", QUIET_FRIEND, end + timedelta(days=21), LAST_DAY))


def _day(chance: random.Random) -> date:
    return FIRST_DAY + timedelta(days=chance.randint(8, (LAST_DAY - FIRST_DAY).days - 8))


_THINGS = ("the photos", "the lasagne recipe", "the contract", "the drill", "the playlist", "the blue jacket")


def _promise(year: Year, chance: random.Random, number: int, friend: str) -> None:
    """Promise something for a day; two of five are kept before anything needs to be said."""
    said = _day(chance)
    due = said + timedelta(days=chance.randint(3, 6))
    thing, weekday = _THINGS[number], _DAYS[due.weekday()]
    forms = (
        f"I'll send you {thing} on {weekday}",
        f"I will bring you back {thing} on {weekday}, promised",
        f"I'll give you {thing} on {weekday}!",
        f"Ich schicke dir {thing} am {_GERMAN[due.weekday()]}",
        f"Je t'envoie {thing} {_FRENCH[due.weekday()]}",
    )
    text = forms[number]
    year.say(ME, said, text, thread=friend)
    if number in {1, 3}:
        year.say(ME, said + timedelta(days=1), f"Here you go, {thing} as promised", thread=friend)
    else:
        year.due.append(Due("promise", text, due - timedelta(days=1), due + timedelta(days=3)))


_GERMAN = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_FRENCH = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def _awaited(year: Year, chance: random.Random, number: int, friend: str) -> None:
    """Be promised something; two of five come in time."""
    said = _day(chance)
    due = said + timedelta(days=chance.randint(2, 5))
    text = f"I'll send you {_THINGS[number]} of mine on {_DAYS[due.weekday()]}"
    year.say(friend, said, text, thread=friend)
    if number in {0, 3}:
        year.say(friend, due, "Just sent it to you, as promised", thread=friend)
    else:
        year.due.append(Due("awaited", text, due + timedelta(days=2), due + timedelta(days=7)))


_OCCASIONS = ("job interview", "driving test", "presentation", "dentist appointment", "half marathon")


def _occasion(year: Year, chance: random.Random, number: int, friend: str) -> None:
    """Have an occasion ahead; one of five is cancelled."""
    said = _day(chance)
    at = said + timedelta(days=5)
    text = f"My {_OCCASIONS[number]} is on {at.day} {at:%B}"
    year.say(ME, said, text, thread=friend)
    if number == 2:  # noqa: PLR2004 - the third of them
        words = f"My {_OCCASIONS[number]} is cancelled by the way"
        year.say(ME, said + timedelta(days=1), words, thread=friend)
        return
    year.due.append(Due("prepare", text, at - timedelta(days=3), at - timedelta(days=1)))
    year.due.append(Due("follow_up", text, at + timedelta(days=1), at + timedelta(days=3)))


def _theirs(year: Year, chance: random.Random, number: int, friend: str) -> None:
    """Hear of somebody's occasion; one of five is postponed."""
    said = _day(chance)
    at = said + timedelta(days=chance.randint(2, 6))
    text = f"I have my {_OCCASIONS[number]} on {_DAYS[at.weekday()]}, wish me luck"
    year.say(friend, said, text, thread=friend)
    if number == 1:
        words = f"The {_OCCASIONS[number]} was postponed, they'll tell me when"
        year.say(friend, said + timedelta(days=1), words, thread=friend)
        return
    year.due.append(Due("follow_up", text, at + timedelta(days=1), at + timedelta(days=3)))


_PLANS = (
    "I'm planning to repaint the kitchen on {}",
    "I'm planning to visit my grandmother on {}",
    "I booked a table at the harbour for {}",
    "I plan to plant the bulbs on {}",
    "We're planning to hike to the lake on {}",
)


def _plan(year: Year, chance: random.Random, number: int, friend: str) -> None:
    said = _day(chance)
    at = said + timedelta(days=7)
    text = _PLANS[number].format(f"{at.day} {at:%B}")
    year.say(ME, said, text, thread=friend)
    year.due.append(Due("plan", text, at - timedelta(days=1), at))


def _asked(year: Year, chance: random.Random) -> None:
    for text in ("Shall I send you the photos on Friday?", "Will your interview be tomorrow?"):
        year.say(ME, _day(chance), text, thread=FRIENDS[0])


def _supposed(year: Year, chance: random.Random) -> None:
    for text in (
        "If I find it I'll send you the book tomorrow",
        "Maybe my exam is on Friday, nobody knows",
        "Vielleicht schicke ich dir morgen was",
        "I might bring you the chair on Sunday",
    ):
        year.say(ME, _day(chance), text, thread=FRIENDS[1])


def _quoted(year: Year, chance: random.Random) -> None:
    for text in (
        'He said "I\'ll bring you the keys tomorrow" and never came',
        '"My interview is tomorrow", that was the whole text she sent',
    ):
        year.say(ME, _day(chance), text, thread=FRIENDS[2])


def _past(year: Year, chance: random.Random) -> None:
    for text in (
        "I sent you the photos last Friday",
        "My exam was last Monday, all fine",
        "We planned to go on Sunday but it rained",
        "Tomorrow never knows",
    ):
        year.say(ME, _day(chance), text, thread=FRIENDS[3])


def _sung(year: Year, chance: random.Random) -> None:
    for text in (
        "We sang happy birthday at the office",
        "I'd never give you up",
        "I'll always love you on Sunday",
    ):
        year.say(ME, _day(chance), text, thread=FRIENDS[4])


_TRAPS: Sequence[Callable[[Year, random.Random], None]] = (_asked, _supposed, _quoted, _past, _sung)
