"""Tasks with answers that can be checked by code: facts, sums, what stands in a text, kinds, order, form."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked, and which words an answer has to hold, anywhere and in any case, and which it mustn't."""

    kind: str
    asked: str
    wanted: str
    unwanted: str = ""

    def is_right(self, answer: str) -> bool:
        """Whether an answer says it, and not the opposite beside it."""
        return _holds(answer, self.wanted) and not (self.unwanted and _holds(answer, self.unwanted))


def _holds(answer: str, words: str) -> bool:
    return re.search(rf"(?<![\w.]){words}(?![\w]|\.\d)", answer, re.IGNORECASE) is not None


_FACTS = (
    ("What is the capital of France?", "Paris"),
    ("What is the capital of Japan?", "Tokyo"),
    ("What is the capital of Italy?", "Rome"),
    ("What is the capital of Kenya?", "Nairobi"),
    ("What is the capital of Australia?", "Canberra"),
    ("What is the capital of Canada?", "Ottawa"),
    ("Which planet is nearest to the sun?", "Mercury"),
    ("Which planet is the largest of the solar system?", "Jupiter"),
    ("What is the chemical symbol of gold?", "Au"),
    ("What is the chemical symbol of iron?", "Fe"),
    ("Who wrote the play Hamlet?", "(William )?Shakespeare"),
    ("Who painted the Mona Lisa?", "(Leonardo )?da Vinci"),
    ("In which year did the Second World War end?", "1945"),
    ("How many legs has a spider?", "(8|eight)"),
    ("At how many degrees Celsius does water boil at sea level?", "100"),
    ("What gas do plants take from the air to grow?", "(carbon dioxide|CO2)"),
)
_SUMS = (
    ("2 + 3", "5"),
    ("7 + 8", "15"),
    ("14 - 6", "8"),
    ("6 * 7", "42"),
    ("9 * 9", "81"),
    ("56 / 8", "7"),
    ("23 + 58", "81"),
    ("100 - 37", "63"),
    ("12 * 12", "144"),
    ("17 * 6", "102"),
    ("125 + 378", "503"),
    ("1000 - 268", "732"),
)
_TEXTS = (
    ("Mira moved from Oslo to Porto in 2019 to study music.", "Where did Mira move to?", "Porto"),
    ("Mira moved from Oslo to Porto in 2019 to study music.", "In which year did Mira move?", "2019"),
    (
        "The train to Graz leaves at 14:35 from platform 7.",
        "From which platform does the train leave?",
        "(7|seven)",
    ),
    ("The train to Graz leaves at 14:35 from platform 7.", "When does the train leave?", r"(14:35|2:35)"),
    ("Tom has a dog called Biscuit and a cat called Ink.", "What is the cat called?", "Ink"),
    ("Tom has a dog called Biscuit and a cat called Ink.", "What is the dog called?", "Biscuit"),
    ("The soup needs leeks, potatoes and cream, no garlic.", "Which ingredient is left out?", "garlic"),
    ("Ines is taller than Bo, and Bo is taller than Kai.", "Who is the smallest?", "Kai"),
    ("Ines is taller than Bo, and Bo is taller than Kai.", "Who is the tallest?", "Ines"),
    (
        "The shop opens at nine, except on Mondays, when it stays closed.",
        "On which day is it closed?",
        "Mondays?",
    ),
    ("Our order number is 48213, the invoice is 99120.", "What is the order number?", "48213"),
    ("Dr. Weber is ill; Dr. Lang sees her patients today.", "Who sees the patients today?", "(Dr. )?Lang"),
)
_KINDS = (
    ("I love this phone, it is wonderful.", "positive"),
    ("The food was cold and the waiter rude.", "negative"),
    ("Best holiday we ever had!", "positive"),
    ("It broke after two days. Never again.", "negative"),
    ("What a waste of money.", "negative"),
    ("My children laughed all evening, thank you!", "positive"),
    ("I expected little and got even less.", "negative"),
    ("Not bad at all, I would buy it again.", "positive"),
)
_FORMS = (
    ("Write the word 'window' in capital letters.", "(?-i:WINDOW)"),
    ("Write the word 'lamp' backwards.", "pmal"),
    ("What is the plural of 'mouse', the animal?", "mice"),
    ("What is the past tense of 'go'?", "went"),
    ("What is the opposite of 'hot'?", "cold"),
    ("Which word comes first in the alphabet: pear, apple, plum?", "apple"),
    ("Which day comes after Thursday?", "Friday"),
    ("Which month comes before March?", "February"),
    ("How many letters has the word 'house'?", "(5|five)"),
    ("Translate 'thank you' into French.", "merci"),
    ("Translate 'good morning' into Spanish.", "buenos d[ií]as"),
    ("Translate 'water' into German.", "Wasser"),
)

TASKS: tuple[Task, ...] = (
    *(Task("fact", asked, wanted) for asked, wanted in _FACTS),
    *(Task("sum", f"What is {asked}?", wanted) for asked, wanted in _SUMS),
    *(Task("text", f"{text}\n\n{asked}", wanted) for text, asked, wanted in _TEXTS),
    *(
        Task(
            "kind",
            f"Is this review positive or negative?\n\n{text}",
            wanted,
            "negative" if wanted == "positive" else "positive",
        )
        for text, wanted in _KINDS
    ),
    *(Task("form", asked, wanted) for asked, wanted in _FORMS),
)
