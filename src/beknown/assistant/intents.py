"""Reads by rules what an utterance wants, for models that can't decide it themselves.

The rules are few and narrow on purpose: an utterance that none of them fits is a question or small talk, and
nothing is done that the person didn't ask for in plain words.
"""

import re
from dataclasses import dataclass
from typing import Literal

from beknown.assistant.language import LANGUAGES, Language, detect_language

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

_REMIND = (
    r"remind me(?: please)?(?: to| about| that| of)?|set (?:me )?(?:a |an )?(?:reminder|alarm)(?: to| for| about)?",
    r"erinner(?:e|n sie)? mich(?: bitte)?(?: daran,?(?: dass)?| an)?",
    r"rappelle(?:z)?[- ]moi(?: de\b| que\b| d(?=['\u2019])| qu(?=['\u2019]))?['\u2019]?",
    r"recu[eé]rdame(?: que| de)?|av[ií]same(?: de)?",
    r"lembra-me(?: de| para| que)?|lembre-me(?: de| para| que)?|me lembr[ea](?: de| para| que)?",
)
_REMEMBER = (
    r"(?:remember|keep in mind|note|make a note|memori[sz]e|don['\u2019]t forget)(?: that\b|:)|"
    r"(?:remember|don['\u2019]t forget)(?= (?:my|i|i['\u2019]m|our|we)\b)",
    r"(?:merk(?:e)? dir|merken sie sich|denk(?:e)? daran|vergiss nicht|notier(?:e)?)(?: bitte)?,?(?: dass|:)?",
    r"(?:retiens|souviens-toi|rappelle-toi|m[eé]morise|n['\u2019]oublie pas|note)(?: bien)?(?: que| qu['\u2019]|:)",
    r"(?:recuerda|acu[eé]rdate(?: de)?|anota|memoriza|no (?:te )?olvides(?: de)?)(?: que|:)",
    r"(?:lembra-te|lembre-se|memori[zs][ae]|anot[ae]|n[aã]o (?:te |se )?esque[cç]as?)(?: de)?(?: que|:)",
)
_FORGET = (
    r"forget(?: everything)?(?: that| about| what i (?:said|told you) about)?",
    r"vergiss(?: bitte)?(?: alles)?,?(?: dass| [uü]ber| was ich (?:dir )?[uü]ber)?",
    r"oublie(?:z)?(?: tout)?(?: que| qu['\u2019]| sur| ce que je t['\u2019]ai dit sur)?",
    r"olvida(?: todo)?(?: que| lo que te dije sobre| lo de| sobre)?",
    r"esque[cç](?:e|a)(?: tudo)?(?: que| sobre| o que eu disse sobre| de)?",
)
_DAY = (
    r"(?:what|which) (?:day|date|time|year|month)(?: of the week)? (?:is|do we have)(?: it| today| now)?(?: today| now)?|"
    r"what(?:['\u2019]s| is) (?:the |today['\u2019]s )?(?:day|date|time)(?: today| now| right now)?",
    r"welche[rns]? (?:wochen)?tag (?:ist|haben wir)(?: heute)?|welches datum (?:ist|haben wir)(?: heute)?|"
    r"wie sp[aä]t ist es(?: jetzt)?|wie ?viel uhr ist es",
    r"quel jour (?:sommes-nous|est-on|on est|est-ce)(?: aujourd['\u2019]hui)?|quelle (?:heure|date)(?: est-il| est-on| sommes-nous)?",
    r"¿?qu[eé] (?:d[ií]a|fecha|hora) es(?: hoy| ahora)?|¿?a qu[eé] d[ií]a estamos",
    r"que (?:dia|data|horas?) (?:[eé]|s[aã]o)(?: hoje| agora)?",
)
_GREET = (
    r"hi|hello|hey|good (?:morning|afternoon|evening|night)|how are you(?: doing)?(?: today)?|thanks?(?: you)?(?: very much)?|"
    r"bye|goodbye|see you|nice to meet you|what(?:['\u2019]s| is) up|who are you|what can you do",
    r"hallo|guten (?:morgen|tag|abend)|gute nacht|servus|moin|wie geht(?: e)?['\u2019]?s(?: dir)?|danke(?: sch[oö]n)?|tsch[uü]ss|"
    r"wer bist du|was kannst du",
    r"bonjour|bonsoir|salut|coucou|[cç]a va|comment (?:vas-tu|[cç]a va)|merci(?: beaucoup)?|au revoir|qui es-tu|que sais-tu faire",
    r"hola|buenos d[ií]as|buenas (?:tardes|noches)|¿?qu[eé] tal|¿?c[oó]mo est[aá]s|(?:muchas )?gracias|adi[oó]s|¿?qui[eé]n eres",
    r"ol[aá]|oi|bom dia|boa (?:tarde|noite)|tudo bem|como (?:est[aá]s|vai)|obrigad[oa]|adeus|tchau|quem [eé]s",
)
_MAKE = re.compile(
    _POLITE + r"(?:write|draft|compose|explain|translate|summari[sz]e|rewrite|list|give me (?:a|an|some|ideas)|create|make|"
    r"tell me a (?:joke|story)|calculate|schreib|erkl[aä]r|[uü]bersetz|fasse?|dichte|[eé]cris|explique|tradui[st]|r[eé]sume|"
    r"escrib[ea]|explica|traduc[ei]|resum[ea]|escrev[ea]|traduz)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"^\W*(?:who|what|when|where|why|which|whose|how|did|do|does|have|has|is|are|was|were|am|tell me|show me|find|search|"
    r"wer|wen|wem|was|wann|wo|wohin|woher|warum|welche[rsnm]?|wie|hat|haben|habe|ist|sind|war|zeig|such|"
    r"qui|que|qu['\u2019]|quoi|quand|o[uù]|pourquoi|quel(?:le)?s?|comment|combien|est-ce|cherche|"
    r"qui[eé]n|qu[eé]|cu[aá]ndo|d[oó]nde|por qu[eé]|cu[aá]l(?:es)?|c[oó]mo|cu[aá]nt[oa]s?|busca|"
    r"quem|quando|onde|porqu[eê]|qual|quais|como|quant[oa]s?|procura)\b",
    re.IGNORECASE,
)


def _compile(rules: tuple[str, ...], tail: str) -> tuple[tuple[Language, re.Pattern[str]], ...]:
    return tuple(
        (language, re.compile(rf"^{_POLITE}[¿¡]?(?:{rule}){tail}", re.IGNORECASE | re.DOTALL))
        for language, rule in zip(LANGUAGES, rules, strict=True)
    )


_NOTHING = r"[\s,.!?¿¡]*$"
_REMIND_RULES = _compile(_REMIND, r"(?:\s+|(?<=['\u2019]))(?P<what>\S.*?)" + _END)
_REMEMBER_RULES = _compile(_REMEMBER, r"[\s,]*(?P<what>\S.*?)" + _END)
_FORGET_RULES = _compile(_FORGET, r"\s+(?P<what>\S.*?)" + _END)
_DAY_RULES = _compile(_DAY, _NOTHING)
_GREET_RULES = _compile(_GREET, _NOTHING)
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


def is_question(text: str) -> bool:
    """Say whether an utterance asks rather than states: a question is no evidence of anything."""
    return read_intent(text).kind in {"ask", "day", "greet", "make"}
