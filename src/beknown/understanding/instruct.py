"""How to answer somebody, in a few words for a model, out of what is known of how they write. Pure."""

from beknown.understanding.style_types import Known, Style, Trait

SURE = 0.6
"""What was learned counts from this confidence on; what was set always does."""

LEAST_EVIDENCE = 10

_SAYS: dict[Trait, dict[str, str]] = {
    "formality": {
        "formal": "Address them formally (Sie, vous, usted).",
        "informal": "Address them informally (du, tu, tú).",
    },
    "length": {
        "short": "They write briefly: keep answers short, unless they ask for more.",
        "long": "They write at length: explain things fully.",
    },
    "emoji": {
        "none": "Use no emoji.",
        "some": "An emoji now and then is fine.",
        "many": "They use emoji a lot: you may too.",
    },
    "humour": {"playful": "A light tone is welcome."},
    "units": {"metric": "Use metric units.", "imperial": "Use imperial (US) units."},
    "clock": {"24": "Write times as 14:30.", "12": "Write times as 2:30 pm."},
    "dates": {
        "dmy": "Write dates with the day first.",
        "mdy": "Write dates with the month first.",
        "ymd": "Write dates as 2026-05-14.",
    },
}


def write_instructions(style: Style, name_of_language: str = "") -> str:
    """Write how to answer this person.

    Args:
        style: What is known of how they write.
        name_of_language: In English, such as `German`; it is said only where the person set the language.
    """
    lines: list[str] = []
    if style.traits["language"].origin == "set" and name_of_language:
        lines.append(f"Always answer in {name_of_language}.")
    for trait, says in _SAYS.items():
        known = style.traits[trait]
        if _is_sure(known) and known.value in says:
            lines.append(says[known.value])
    return " ".join(lines)


def _is_sure(known: Known) -> bool:
    if known.origin == "learned":
        return known.confidence >= SURE and known.evidence >= LEAST_EVIDENCE
    return known.origin in {"set", "account"}
