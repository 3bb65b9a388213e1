"""Which of a few languages a sentence is in, by its small words; and what those small words are."""

import re
import unicodedata
from typing import Literal, get_args

Language = Literal["en", "de", "fr", "es", "pt"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_SMALL: dict[Language, frozenset[str]] = {
    "en": frozenset(
        ["a", "about", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "do", "does", "for", "from", "get", "had", "has", "have", "he", "her", "him", "his", "how", "i", "if", "in", "is", "it", "its", "just", "know", "last", "me", "my", "no", "not", "of", "on", "one", "or", "our", "out", "said", "say", "says", "she", "so", "some", "tell", "that", "the", "their", "them", "then", "there", "they", "this", "to", "told", "up", "us", "was", "we", "were", "what", "when", "where", "which", "who", "whose", "why", "will", "with", "would", "you", "your", "find", "show", "search", "please", "ever", "talk", "talked", "mention", "mentioned", "think", "thing", "things", "much", "many", "went", "go"]
    ),
    "de": frozenset(
        ["aber", "als", "am", "an", "auch", "auf", "aus", "bei", "bin", "bitte", "da", "das", "dass", "dem", "den", "der", "des", "die", "dir", "doch", "du", "ein", "eine", "einem", "einen", "einer", "er", "es", "euch", "für", "gesagt", "hat", "habe", "haben", "hast", "hatte", "ich", "ihm", "ihn", "ihr", "im", "in", "ist", "ja", "kann", "man", "mein", "meine", "meinen", "meiner", "mich", "mir", "mit", "nach", "nicht", "noch", "nur", "oder", "sagte", "sein", "sich", "sie", "sind", "so", "über", "um", "und", "uns", "von", "vor", "war", "waren", "was", "wann", "wer", "wem", "wen", "wie", "wir", "wird", "wo", "wohin", "zu", "zum", "zur", "erzählt", "zeig", "such", "heute", "morgen"]
    ),
    "fr": frozenset(
        ["a", "ai", "au", "aux", "avec", "avons", "c", "ce", "cette", "ces", "comment", "d", "dans", "de", "des", "dit", "dis", "du", "elle", "elles", "en", "est", "et", "eu", "fait", "il", "ils", "j", "je", "l", "la", "le", "les", "leur", "lui", "m", "ma", "mais", "me", "mes", "moi", "mon", "n", "ne", "nous", "on", "ont", "ou", "où", "par", "pas", "pour", "pourquoi", "qu", "quand", "que", "quel", "quelle", "qui", "quoi", "s", "sa", "se", "ses", "si", "son", "sont", "sur", "t", "ta", "te", "tes", "toi", "ton", "tu", "un", "une", "vous", "y", "était", "parlé", "demain", "aujourd", "hui"]
    ),
    "es": frozenset(
        ["a", "al", "algo", "como", "cómo", "con", "cuando", "cuándo", "cuál", "de", "del", "dijo", "dijiste", "donde", "dónde", "el", "él", "ella", "ellos", "en", "era", "es", "esa", "ese", "eso", "esta", "está", "este", "esto", "fue", "ha", "he", "hay", "la", "las", "le", "les", "lo", "los", "me", "mi", "mis", "muy", "no", "nos", "o", "para", "pero", "por", "porque", "que", "qué", "quien", "quién", "se", "ser", "si", "sobre", "son", "su", "sus", "también", "te", "tu", "un", "una", "uno", "y", "ya", "yo", "mañana", "hoy", "sido", "tengo"]
    ),
    "pt": frozenset(
        ["a", "à", "ao", "aos", "as", "às", "até", "com", "como", "da", "das", "de", "dele", "dela", "disse", "do", "dos", "e", "é", "ela", "ele", "em", "era", "essa", "esse", "esta", "está", "este", "eu", "foi", "fui", "há", "isso", "isto", "já", "lhe", "mas", "me", "meu", "minha", "meus", "minhas", "muito", "na", "não", "nas", "no", "nos", "o", "os", "ou", "para", "pela", "pelo", "por", "porque", "quando", "que", "quem", "onde", "qual", "se", "sem", "ser", "seu", "sua", "são", "sobre", "também", "te", "tem", "tenho", "tu", "um", "uma", "você", "amanhã", "hoje"]
    ),
}
_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str, fallback: str = "en") -> Language:
    """Say which language a sentence is most likely in.

    Args:
        text: The sentence.
        fallback: A locale that decides where the words don't.
    """
    words = _WORD.findall(text.casefold())
    known = [language for language in LANGUAGES if language == fallback[:2].casefold()]
    order = [*known, *(language for language in LANGUAGES if language not in known)]
    scores = {language: sum(word in _SMALL[language] for word in words) for language in order}
    best = max(order, key=lambda language: scores[language])
    return best if scores[best] else (known or ["en"])[0]


def content_words(text: str) -> list[str]:
    """Give the words of a sentence that carry its meaning, folded, each once, in order."""
    found: dict[str, None] = {}
    for word in re.findall(r"\w+", text.casefold()):
        is_small = any(word in small for small in _SMALL.values())
        if not is_small and (len(word) > 1 or not word.isascii()):
            found[fold(word)] = None
    return list(found)


def fold(text: str) -> str:
    """Take case and accents off."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))
