"""What WhatsApp writes in place of a text: attachments, omissions, deletions, calls, notices."""

import re
from dataclasses import dataclass

_IOS_ATTACHED = re.compile(r"<[^<>:\n]{1,30}:\s?([^<>\n/\\]{1,200}\.\w{1,8})>\s*$")
_ANDROID_ATTACHED = re.compile(r"([^\n/\\]{1,200}\.\w{1,8}) \(([^()\n]{3,40})\)(?:\n|$)")
_ANDROID_NAME = re.compile(r"(?:IMG|VID|PTT|AUD|DOC|STK)-\d{8}-WA\d{1,6}\.")
_ANDROID_WORDS = frozenset(
    {
        "file attached", "Datei angehängt", "archivo adjunto", "fichier joint", "file allegato",
        "bestand bijgevoegd", "arquivo anexado", "ficheiro anexado", "файл добавлен", "bifogad fil",
    }
)  # fmt: skip
_OMITTED = frozenset(
    {
        "<Media omitted>", "<Medien ausgeschlossen>", "<Multimedia omitido>", "<Médias omis>", "<Media omessi>",
        "<Media weggelaten>", "<Mídia oculta>", "<Arquivo de mídia oculto>", "<Ficheiro não revelado>",
        "<Без медиафайлов>", "<Media utelämnat>", "<Media har utelämnats>", "<Media utelatt>", "<Pominięto multimedia>",
        "image omitted", "video omitted", "audio omitted", "sticker omitted", "GIF omitted", "document omitted",
        "Contact card omitted", "video note omitted", "Bild weggelassen", "Video weggelassen", "Audio weggelassen",
        "Sticker weggelassen", "imagen omitida", "video omitido", "audio omitido", "sticker omitido",
        "image absente", "vidéo absente", "audio omis", "immagine omessa", "video omesso", "audio omesso",
        "imagem ocultada", "vídeo omitido", "áudio ocultado", "figurinha omitida", "afbeelding weggelaten",
        "video weggelaten", "bild utelämnad", "video utelämnad", "изображение отсутствует", "null",
    }
)  # fmt: skip
_MINE_DELETED = frozenset(
    {
        "You deleted this message", "Du hast diese Nachricht gelöscht", "Eliminaste este mensaje",
        "Vous avez supprimé ce message", "Hai eliminato questo messaggio", "Você apagou esta mensagem",
        "U hebt dit bericht verwijderd", "Вы удалили данное сообщение", "Du raderade detta meddelande",
    }
)  # fmt: skip
_DELETED = frozenset(
    {
        "This message was deleted", "Diese Nachricht wurde gelöscht", "Se eliminó este mensaje",
        "Ce message a été supprimé", "Questo messaggio è stato eliminato", "Esta mensagem foi apagada",
        "Dit bericht is verwijderd", "Данное сообщение удалено", "Detta meddelande raderades",
    }
)  # fmt: skip
_CALLS = re.compile(
    r"(?:Missed (?:group )?(?:voice|video) call|(?:Voice|Video|Audio) call\b|Verpasster (?:Sprach|Video)anruf"
    r"|Llamada perdida|Videollamada perdida|Appel (?:vocal|vidéo) manqué|Chiamata vocale persa"
    r"|Chamada de (?:voz|vídeo) perdida|Gemiste (?:spraak|video)oproep|Missat (?:röst|video)samtal)"
)
_EDITED = re.compile(r"\s?<(?:This message was edited|Diese Nachricht wurde bearbeitet|Se editó este mensaje|Ce message"
                     r" a été modifié|Mensagem editada|Questo messaggio è stato modificato)>$")  # fmt: skip
_NOTICE = re.compile(
    r"end-to-end|Ende-zu-Ende|extremo a extremo|bout en bout|ponta a ponta|da estremo|crittografat|сквозн"
    r"|now secured|totalsträck",
    re.IGNORECASE,
)
_SPOT = re.compile(r"https://maps\.google\.com/\?q=(-?\d{1,3}\.\d{1,12}),(-?\d{1,3}\.\d{1,12})")
_MAX_NOTICE_CHARS = 600


@dataclass(frozen=True, slots=True)
class Said:
    """A message's text with WhatsApp's own marks taken out of it.

    `file` is the attachment's name; `lacks` says why there is nothing to keep.
    """

    text: str
    file: str = ""
    lacks: str = ""
    is_call: bool = False
    is_edited: bool = False
    spot: tuple[float, float] | None = None


def read_text(written: str, known_files: frozenset[str]) -> Said:
    """Tell what a message is: words, an attachment with or without words, a call, or nothing."""
    text = written.strip()
    plain = text.rstrip(".")
    if plain in _MINE_DELETED or plain in _DELETED:
        return Said("", lacks="the message was deleted")
    is_edited = _EDITED.search(text[-80:]) is not None
    if is_edited:
        text = text[: text.rindex("<")].rstrip()
    text, file = _attachment(text, known_files)
    lines = text.split("\n", 1)
    if not file and lines[0].strip() in _OMITTED:
        text = lines[1].strip() if len(lines) > 1 else ""
        if not text:
            return Said("", lacks="the export left the media out; export again with media")
    if not text and not file:
        return Said("", lacks="the message has no content")
    return Said(text, file, is_call=_CALLS.match(text) is not None, is_edited=is_edited, spot=_spot(text))


def _attachment(text: str, known_files: frozenset[str]) -> tuple[str, str]:
    tail = text[-260:]
    if tail.endswith(">") and (match := _IOS_ATTACHED.search(tail, max(tail.rfind("<"), 0))):
        before = text[: len(text) - len(tail) + match.start()].rstrip()
        return before, match.group(1).strip()
    match = _ANDROID_ATTACHED.match(text[:260])
    if match:
        name = match.group(1).strip()
        if name in known_files or match.group(2) in _ANDROID_WORDS or _ANDROID_NAME.match(name):
            return text[match.end() :].strip(), name
    return text, ""


def _spot(text: str) -> tuple[float, float] | None:
    match = _SPOT.search(text[:2000])
    return (float(match.group(1)), float(match.group(2))) if match else None


def is_deleted_by_me(text: str) -> bool:
    """Whether only the exporting person's own deletion reads like this."""
    return text.strip().rstrip(".") in _MINE_DELETED


def is_notice(text: str) -> bool:
    """Whether a line is WhatsApp's standing notice about encryption."""
    return _NOTICE.search(text[:_MAX_NOTICE_CHARS]) is not None
