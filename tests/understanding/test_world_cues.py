"""What a sentence says of birthdays, promises, occasions and relations, in five languages; and what says nothing."""

from datetime import date

import pytest

from beknown.understanding.world_cues import find_cues, find_relations

DAY = date(2024, 5, 15)  # a Wednesday


def found(text: str) -> list[tuple[str, str, str, str]]:
    return [
        (each.kind, each.what, str(each.on_day or ""), each.called)
        for each in find_cues(text, written_on=DAY)
    ]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Happy birthday Ana!! 🎂", "Ana"),
        ("Alles Gute zum Geburtstag, liebe Lena", "Lena"),
        ("Joyeux anniversaire Claire !", "Claire"),
        ("Feliz cumpleaños, Tomás!", "Tomás"),
        ("Parabéns pelo teu aniversário, João", "João"),
        ("Feliz aniversário!", ""),
    ],
)
def test_a_greeting_dates_a_birthday(text: str, called: str) -> None:
    assert found(text) == [("date", "birthday", "2024-05-15", called)]


@pytest.mark.parametrize(
    "text",
    [
        "My birthday is on March 4th",
        "Mein Geburtstag ist am 4. März",
        "Mon anniversaire est le 4 mars",
        "Mi cumpleaños es el 4 de marzo",
        "O meu aniversário é a 4 de março",
        "Ich bin am 4. März geboren",
    ],
)
def test_a_birthday_in_words_dates_itself(text: str) -> None:
    assert found(text) == [("date", "birthday", "2000-03-04", "")]


@pytest.mark.parametrize(
    "text",
    [
        "Happy belated birthday!",
        "I wished him a happy birthday",
        "Happy birthday to your mum!",
        "Did you say happy birthday?",
        "Sie sagte: „Alles Gute zum Geburtstag“",
        "Nachträglich alles Gute zum Geburtstag!",
        "Joyeux anniversaire en retard",
        "Feliz cumpleaños atrasado",
        "Feliz aniversário atrasado!",
        "When is your birthday?",
        "We sang happy birthday for an hour",
        "Morgen ist Annas Geburtstag, denk an die Karte",
    ],
)
def test_what_is_no_greeting_on_the_day_dates_nothing(text: str) -> None:
    assert [each for each in found(text) if each[0] == "date"] == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("I'll send you the photos tomorrow", "2024-05-16"),
        ("I will pay you back on Friday", "2024-05-17"),
        ("Ich schicke dir die Fotos morgen", "2024-05-16"),
        ("Guten Morgen, ich schicke dir das Bild am Freitag", "2024-05-17"),
        ("Je t'envoie les photos demain", "2024-05-16"),
        ("Je vais t\u2019appeler lundi", "2024-05-20"),
        ("Te mando las fotos mañana", "2024-05-16"),
        ("Te mando las fotos por la mañana", ""),
        ("Mando-te as fotos amanhã", "2024-05-16"),
        ("Vou te ligar depois de amanhã", "2024-05-17"),
        ("I'll bring it in two weeks", "2024-05-29"),
    ],
)
def test_a_promise_has_its_due_day(text: str, due: str) -> None:
    assert found(text) == [("promise", "promise", due, "")]


@pytest.mark.parametrize(
    "text",
    [
        "If I can I'll send you the photos",
        "Shall I say that I'll send you the photos?",
        'He said "I\'ll send you the photos tomorrow"',
        "I'll call it a day",
        "I'll give up",
        "I'll bring it up",
        "I'll send you love",
        "I'll never call you again",
        "Vielleicht schicke ich dir die Fotos",
        "Ich rufe dich nicht an",
        "Si puedo te mando las fotos",
        "Je ne t'appelle jamais",
        "Se puder mando-te as fotos",
        "Te mando un abrazo",
        "> I'll send you the photos tomorrow",
    ],
)
def test_what_is_supposed_denied_asked_or_quoted_promises_nothing(text: str) -> None:
    assert [each for each in found(text) if each[0] == "promise"] == []


@pytest.mark.parametrize(
    "text",
    [
        "I have my job interview on Thursday",
        "Ich habe am Donnerstag ein Vorstellungsgespräch",
        "J'ai un entretien jeudi",
        "Tengo una entrevista el jueves",
        "Tenho uma entrevista na quinta",
    ],
)
def test_an_occasion_has_its_day(text: str) -> None:
    assert found(text) == [("occasion", "interview", "2024-05-16", "")]


@pytest.mark.parametrize(
    "text", ["My exam was last Friday", "My interview on Thursday was cancelled", "Is my exam on Friday?"]
)
def test_an_occasion_that_is_over_or_off_is_none(text: str) -> None:
    assert [each for each in found(text) if each[0] == "occasion"] == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("My interview on Thursday was cancelled", "interview"),
        ("The driving test is postponed", "exam"),
        ("Die Prüfung wurde abgesagt", "exam"),
        ("L'entretien est annulé", "interview"),
        ("La entrevista está cancelada", "interview"),
        ("A viagem foi adiada", "trip"),
    ],
)
def test_an_occasion_is_called_off(text: str, what: str) -> None:
    assert [(kind, said) for kind, said, *_ in found(text)] == [("kept", what)]


@pytest.mark.parametrize("text", ["Was the interview cancelled?", "The interview was not cancelled"])
def test_an_occasion_is_not_called_off_by_a_question_or_a_denial(text: str) -> None:
    assert found(text) == []


def test_a_question_that_only_reminds_is_no_question() -> None:
    assert [each[:2] for each in found("My birthday is on 4 March, remember?")] == [("date", "birthday")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my sister Karin comes", "Karin"),
        ("Meine Schwester heißt Karin", "Karin"),
        ("ma sœur s'appelle Claire", "Claire"),
        ("mi hermana se llama Lucía", "Lucía"),
        ("a minha irmã chama-se Inês", "Inês"),
        ("Karin Berg is my sister.", "Karin Berg"),
    ],
)
def test_a_relation_has_a_name(text: str, name: str) -> None:
    assert found(text) == [("relation", "sister", "", name)]


@pytest.mark.parametrize(
    "text",
    [
        "meine Mutter Geburtstag hat",
        "She is my sister",
        "my sister-in-law Eva",
        "my mother is German",
        "if Karin is my sister then I am a pope",
        "your sister Karin",
        "Is Karin my sister?",
    ],
)
def test_what_names_nobody_relates_nobody(text: str) -> None:
    assert [each for each in found(text) if each[0] == "relation"] == []


def test_a_question_names_relations_as_the_askers_own() -> None:
    assert find_relations("When does my sister come, und meine Mutter? Et ta soeur?") == ["sister", "mother"]
