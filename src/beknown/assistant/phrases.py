"""What the assistant itself says where no model phrases it, in a few languages."""

from typing import Literal

from beknown.assistant.language import Language

Phrase = Literal[
    "found_one", "found", "said", "unknown", "unknown_empty", "remembered", "reminded", "no_time", "asked_forget",
    "nothing_to_forget", "today", "temporary_tool", "file_empty", "you", "unnamed", "undated", "refused", "forgot",
]  # fmt: skip

_PHRASES: dict[Language, dict[Phrase, str]] = {
    "en": {
        "found_one": "This is what I found:",
        "found": "Here is what I found, the closest first:",
        "said": "This is what {name} said:",
        "unknown": "I don't know. Nothing that I hold of you speaks of it.\n\nIt may help to name a person, a place or a "
        "time, to [bring more of your life](/bring), or to tell me: “remember that …”.",
        "unknown_empty": "I don't know yet: I hold no memories of you so far.\n\n[Bring your life](/bring), such as an "
        "export of WhatsApp, Instagram or Facebook, or tell me: “remember that …”.",
        "remembered": "I'll remember that.",
        "reminded": "I'll remind you on {when}: {what}",
        "no_time": "When should I remind you? Say it with a time, such as “remind me tomorrow at 9 to {what}”.",
        "asked_forget": "I found this. Shall I forget it for good?",
        "nothing_to_forget": "I found nothing like that to forget.",
        "today": "It is {when}.",
        "temporary_tool": "This is a temporary chat: I keep nothing here. Ask me again in a lasting one.",
        "file_empty": "I couldn't read any text in what you attached.",
        "you": "You",
        "unnamed": "Someone",
        "undated": "no date",
        "refused": "All right, I leave it as it is.",
        "forgot": "It is forgotten.",
    },
    "de": {
        "found_one": "Das habe ich gefunden:",
        "found": "Das habe ich gefunden, das Passendste zuerst:",
        "said": "Das hat {name} gesagt:",
        "unknown": "Das weiß ich nicht. Nichts von dem, was ich von dir habe, spricht davon.\n\nEs hilft vielleicht, eine "
        "Person, einen Ort oder eine Zeit zu nennen, [mehr aus deinem Leben mitzubringen](/bring) oder mir zu sagen: "
        "„Merk dir, dass …“.",
        "unknown_empty": "Das weiß ich noch nicht: Ich habe bisher keine Erinnerungen von dir.\n\n[Bring dein Leben "
        "mit](/bring), etwa einen Export von WhatsApp, Instagram oder Facebook, oder sag mir: „Merk dir, dass …“.",
        "remembered": "Das merke ich mir.",
        "reminded": "Ich erinnere dich am {when}: {what}",
        "no_time": "Wann soll ich dich erinnern? Sag es mit einer Zeit, etwa „Erinnere mich morgen um 9 an {what}“.",
        "asked_forget": "Das habe ich gefunden. Soll ich es endgültig vergessen?",
        "nothing_to_forget": "Ich habe nichts dergleichen gefunden.",
        "today": "Es ist {when}.",
        "temporary_tool": "Das ist ein flüchtiges Gespräch: Hier behalte ich nichts. Frag mich in einem bleibenden noch einmal.",
        "file_empty": "In dem, was du angehängt hast, konnte ich keinen Text lesen.",
        "you": "Du",
        "unnamed": "Jemand",
        "undated": "ohne Datum",
        "refused": "Gut, ich lasse es, wie es ist.",
        "forgot": "Es ist vergessen.",
    },
    "fr": {
        "found_one": "Voici ce que j'ai trouvé :",
        "found": "Voici ce que j'ai trouvé, le plus proche d'abord :",
        "said": "Voici ce que {name} a dit :",
        "unknown": "Je ne sais pas. Rien de ce que j'ai de toi n'en parle.\n\nNomme peut-être une personne, un lieu ou un "
        "moment, [apporte-moi davantage](/bring), ou dis-moi : « retiens que … ».",
        "unknown_empty": "Je ne sais pas encore : je n'ai aucun souvenir de toi.\n\n[Apporte ta vie](/bring), par exemple "
        "un export de WhatsApp, d'Instagram ou de Facebook, ou dis-moi : « retiens que … ».",
        "remembered": "Je m'en souviendrai.",
        "reminded": "Je te le rappellerai le {when} : {what}",
        "no_time": "Quand dois-je te le rappeler ? Dis-le avec une heure, comme « rappelle-moi demain à 9 h de {what} ».",
        "asked_forget": "J'ai trouvé ceci. Dois-je l'oublier pour de bon ?",
        "nothing_to_forget": "Je n'ai rien trouvé de tel à oublier.",
        "today": "Nous sommes le {when}.",
        "temporary_tool": "C'est une conversation temporaire : je n'y garde rien. Demande-le-moi dans une conversation durable.",
        "file_empty": "Je n'ai pu lire aucun texte dans ce que tu as joint.",
        "you": "Toi",
        "unnamed": "Quelqu'un",
        "undated": "sans date",
        "refused": "D'accord, je n'y touche pas.",
        "forgot": "C'est oublié.",
    },
    "es": {
        "found_one": "Esto es lo que encontré:",
        "found": "Esto es lo que encontré, lo más cercano primero:",
        "said": "Esto es lo que dijo {name}:",
        "unknown": "No lo sé. Nada de lo que tengo de ti habla de eso.\n\nQuizá ayude nombrar una persona, un lugar o un "
        "momento, [traer más de tu vida](/bring) o decirme: «recuerda que …».",
        "unknown_empty": "Todavía no lo sé: aún no tengo recuerdos tuyos.\n\n[Trae tu vida](/bring), por ejemplo una "
        "exportación de WhatsApp, Instagram o Facebook, o dime: «recuerda que …».",
        "remembered": "Lo recordaré.",
        "reminded": "Te lo recordaré el {when}: {what}",
        "no_time": "¿Cuándo te lo recuerdo? Dilo con una hora, como «recuérdame mañana a las 9 {what}».",
        "asked_forget": "Encontré esto. ¿Lo olvido para siempre?",
        "nothing_to_forget": "No encontré nada así que olvidar.",
        "today": "Es {when}.",
        "temporary_tool": "Esta es una conversación temporal: aquí no guardo nada. Pídemelo en una que se quede.",
        "file_empty": "No pude leer ningún texto en lo que adjuntaste.",
        "you": "Tú",
        "unnamed": "Alguien",
        "undated": "sin fecha",
        "refused": "De acuerdo, lo dejo como está.",
        "forgot": "Está olvidado.",
    },
    "pt": {
        "found_one": "Isto é o que encontrei:",
        "found": "Isto é o que encontrei, o mais próximo primeiro:",
        "said": "Isto é o que {name} disse:",
        "unknown": "Não sei. Nada do que tenho de ti fala disso.\n\nTalvez ajude nomear uma pessoa, um lugar ou uma altura, "
        "[trazer mais da tua vida](/bring) ou dizer-me: “lembra-te que …”.",
        "unknown_empty": "Ainda não sei: não tenho memórias tuas.\n\n[Traz a tua vida](/bring), por exemplo uma exportação "
        "do WhatsApp, Instagram ou Facebook, ou diz-me: “lembra-te que …”.",
        "remembered": "Vou lembrar-me disso.",
        "reminded": "Lembro-te em {when}: {what}",
        "no_time": "Quando devo lembrar-te? Diz com uma hora, como “lembra-me amanhã às 9 de {what}”.",
        "asked_forget": "Encontrei isto. Esqueço para sempre?",
        "nothing_to_forget": "Não encontrei nada assim para esquecer.",
        "today": "É {when}.",
        "temporary_tool": "Esta é uma conversa temporária: aqui não guardo nada. Pede-me numa que fique.",
        "file_empty": "Não consegui ler texto nenhum no que anexaste.",
        "you": "Tu",
        "unnamed": "Alguém",
        "undated": "sem data",
        "refused": "Está bem, deixo como está.",
        "forgot": "Está esquecido.",
    },
}


def say(language: Language, phrase: Phrase, **values: str) -> str:
    """Give a phrase in a language."""
    return _PHRASES[language][phrase].format(**values)
