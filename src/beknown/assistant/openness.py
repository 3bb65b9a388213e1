"""Questions about what the assistant is: 'are you human?', 'do you love me?'. Told by rules, answered plainly."""

import re
from collections.abc import Mapping
from typing import Literal

from beknown.assistant.language import Language, fold

Asked = Literal["ai", "love"]
LONGEST = 120
"""A longer text is about something else as well."""

SHORT = 6
"""So few words need no question mark."""

_AI: Mapping[Language, str] = {
    "en": r"(?:are you|r u|you are|ur) (?:really |actually |even )?(?:an? )?(?:real|human|person|real person|"
    r"human being|robot|bot|ai|machine|alive|conscious|sentient|computer|program)\b|"
    r"(?:what|who) are you(?: really| actually)?\W*$|"
    r"am i talking (?:to|with) (?:an? )?(?:human|person|bot|robot|machine|real)",
    "de": r"bist du (?:eigentlich |wirklich |echt )?(?:eine? )?(?:echter? )?(?:mensch|roboter|bot|ki|maschine|"
    r"echt|programm|lebendig|person)\b|was bist du(?: eigentlich)?\W*$|"
    r"rede ich mit (?:einem|einer|nem) (?:echten )?(?:mensch|bot|ki\b|maschine)",
    "fr": r"(?:es[- ]tu|tu es|etes[- ]vous|t'es) (?:vraiment )?(?:une? )?(?:vraie? )?(?:humaine?|etre humain|robot|ia|"
    r"machine|personne|reelle?|vivante?|bot)\b|qu'es[- ]tu\b|tu es quoi\W*$",
    "es": r"eres (?:de verdad |realmente )?(?:una? )?(?:humano|humana|persona|robot|ia|maquina|real|ser humano|bot)\b|"
    r"que eres(?: tu)?\W*$|hablo con (?:una? )?(?:persona|humano|robot|maquina|bot)",
    "pt": r"(?:voce e|tu es|es|vc e) (?:mesmo )?(?:uma? )?(?:humano|humana|pessoa|robo|ia|maquina|real|ser humano|"
    r"bot)\b|o que (?:voce e|es tu|tu es)\W*$|falo com (?:uma? )?(?:pessoa|humano|robo|maquina)",
}
_LOVE: Mapping[Language, str] = {
    "en": r"(?:do|could|can|will|would) you (?:really |ever )?(?:love|like|miss|care about|have feelings for) me\b|"
    r"are you in love with me\b|do you have (?:any )?feelings\b|can you feel\b|"
    r"do you feel (?:anything|love|emotions)\b",
    "de": r"(?:liebst|magst|vermisst) du mich\b|hast du (?:mich lieb|gefuhle)\b|kannst du (?:fuhlen|lieben)\b",
    "fr": r"tu m'?aimes\b|m'?aimes[- ]tu\b|(?:tu as|as[- ]tu|t'as) des sentiments\b|je te manque\b",
    "es": r"me (?:amas|quieres|extranas)\b|tienes sentimientos\b|puedes sentir\b",
    "pt": r"voce (?:me ama|gosta de mim|tem sentimentos)\b|amas-me\b|gostas de mim\b|tens sentimentos\b",
}
_RULES: tuple[tuple[Asked, Language, re.Pattern[str]], ...] = (
    *(("love", language, re.compile(rf"\b(?:{rule})")) for language, rule in _LOVE.items()),
    *(("ai", language, re.compile(rf"\b(?:{rule})")) for language, rule in _AI.items()),
)


def asked_about_itself(text: str) -> tuple[Asked, Language] | None:
    """Say which question about the assistant itself a short text asks, and in which language; None for others."""
    if len(text) > LONGEST:
        return None
    folded = fold(text).replace("\u2019", "'")
    if "?" not in folded and len(folded.split()) > SHORT:
        return None
    return next(((asked, language) for asked, language, rule in _RULES if rule.search(folded)), None)
