"""Reads by rules what an utterance wants, for models that can't decide it themselves.

The rules are few and narrow on purpose: an utterance that none of them fits is a question or small talk, and
nothing is done that the person didn't ask for in plain words.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from beknown.assistant.language import Language, detect_language

Kind = Literal["remember", "forget", "remind", "day", "greet", "make", "ask", "say"]


@dataclass(frozen=True, slots=True)
class Intent:
    """What an utterance wants.

    Args:
        kind: `remember`, `forget`, `remind`, `day`: a tool. `greet`: small talk. `make`: text to be written.
            `ask`: a question. `say`: a statement.
        language: The language it is in.
        what: The part that the tool needs; the whole utterance for the rest.
    """

    kind: Kind
    language: Language
    what: str


_POLITE = (
    r"(?:(?:please|bitte|s'il (?:te|vous) pla[iî]t|por favor|hey|hi|hallo|hola|ol[aá]|ok(?:ay)?|beknown|"
    r"can you|could you|would you|will you|kannst du|k[oö]nntest du|peux-tu|pourrais-tu|puedes|podr[ií]as|"
    r"podes|pode|poderia)[,:!]?\s+)*"
)
_END = r"\s*[.!]*\s*$"

_FILE = Path(__file__).with_name("intents.toml")
_PHRASES: dict[str, dict[Language, list[str]]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
_MAKE = re.compile(
    _POLITE
    + r"(?:write|draft|compose|explain|translate|summari[sz]e|rewrite|list|give me (?:a|an|some|ideas)|"
    r"create|make|tell me a (?:joke|story)|calculate|schreib|erkl[aä]r|[uü]bersetz|fasse?|dichte|"
    r"[eé]cris|explique|tradui[st]|r[eé]sume|"
    r"escrib[ea]|explica|traduc[ei]|resum[ea]|escrev[ea]|traduz)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"^\W*(?:who|what|when|where|why|which|whose|how|did|do|does|have|has|is|are|was|were|am|"
    r"tell me|show me|find|search|"
    r"wer|wen|wem|was|wann|wo|wohin|woher|warum|welche[rsnm]?|wie|hat|haben|habe|ist|sind|war|zeig|such|"
    r"qui|que|qu['\u2019]|quoi|quand|o[uù]|pourquoi|quel(?:le)?s?|comment|combien|est-ce|cherche|"
    r"qui[eé]n|qu[eé]|cu[aá]ndo|d[oó]nde|por qu[eé]|cu[aá]l(?:es)?|c[oó]mo|cu[aá]nt[oa]s?|busca|"
    r"quem|quando|onde|porqu[eê]|qual|quais|como|quant[oa]s?|procura)\b",
    re.IGNORECASE,
)


def _compile(name: str, tail: str) -> tuple[tuple[Language, re.Pattern[str]], ...]:
    return tuple(
        (language, re.compile(rf"^{_POLITE}[¿¡]?(?:{'|'.join(rules)}){tail}", re.IGNORECASE | re.DOTALL))
        for language, rules in _PHRASES[name].items()
    )


_NOTHING = r"[\s,.!?¿¡]*$"
_REMIND_RULES = _compile("remind", r"(?:\s+|(?<=['\u2019]))(?P<what>\S.*?)" + _END)
_REMEMBER_RULES = _compile("remember", r"[\s,]*(?P<what>\S.*?)" + _END)
_FORGET_RULES = _compile("forget", r"\s+(?P<what>\S.*?)" + _END)
_DAY_RULES = _compile("day", _NOTHING)
_GREET_RULES = _compile("greet", _NOTHING)
_IDIOM = re.compile(r"^(?:it|about it|das|es|[cç]a|eso|isso)$", re.IGNORECASE)


def read_intent(text: str, fallback: str = "en") -> Intent:
    """Say what an utterance wants.

    Args:
        text: The utterance.
        fallback: The language where the words don't tell it.
    """
    text = text.strip()
    is_question = text.endswith("?")
    if found := _match(_DAY_RULES, text):
        return Intent("day", found[0], text)
    if found := _match(_GREET_RULES, text):
        return Intent("greet", found[0], text)
    if found := _match(_REMIND_RULES, text):
        return Intent("remind", found[0], found[1].rstrip("?").strip())
    if not is_question and (found := _match(_REMEMBER_RULES, text)):
        return Intent("remember", *found)
    found = None if is_question else _match(_FORGET_RULES, text)
    if found and not _IDIOM.match(found[1]):
        return Intent("forget", *found)
    return Intent(_what_else(text, is_question=is_question), detect_language(text, fallback), text)


def _match(rules: tuple[tuple[Language, re.Pattern[str]], ...], text: str) -> tuple[Language, str] | None:
    for language, rule in rules:
        if found := rule.match(text):
            return language, found.groupdict().get("what") or ""
    return None


def _what_else(text: str, *, is_question: bool) -> Kind:
    if _MAKE.match(text):
        return "make"
    return "ask" if is_question or _QUESTION.match(text) else "say"


def is_statement(text: str) -> bool:
    """Say whether an utterance states something; a question or a wish is no evidence of anything."""
    return read_intent(text).kind == "say"
