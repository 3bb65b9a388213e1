"""The sample life's chats as WhatsApp, Telegram and ChatGPT would export them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from beknown.events import JsonValue
from beknown.sources.sample.life import Life, Talk
from beknown.sources.sample.pack import Files, to_json
from beknown.sources.sample.pictures import draw

_NOTICE = "Messages and calls are end-to-end encrypted. Only people in this chat can read them."


def whatsapp_files(talk: Talk, zone: ZoneInfo, *, is_ios: bool = False) -> Files:
    """One chat with its media: Android's text file, or iOS' `_chat.txt` with its marks and CRLF."""
    name = "_chat.txt" if is_ios else f"WhatsApp Chat with {talk.title}.txt"
    end = "\r\n" if is_ios else "\n"
    files: Files = {name: b""}
    lines = [_line(talk.messages[0].at, zone, "" if not is_ios else talk.title, _NOTICE, is_ios=is_ios)]
    for number, said in enumerate(talk.messages):
        text = said.text
        if said.photo:
            day = said.at.astimezone(zone)
            file = f"IMG-{day:%Y%m%d}-WA{number % 10_000:04}.png"
            files[file] = draw(said.photo)
            text = (
                f"{text} \u200e<attached: {file}>".strip()
                if is_ios
                else f"{file} (file attached)\n{text}".strip()
            )
        lines.append(_line(said.at, zone, said.sender, text, is_ios=is_ios))
    files[name] = (end.join(lines) + end).encode()
    return files


def _line(at: datetime, zone: ZoneInfo, sender: str, text: str, *, is_ios: bool) -> str:
    local = at.astimezone(zone)
    who = f"{sender}: " if sender else ""
    if is_ios:
        mark = "\u200e" if "\u200e" in text or text == _NOTICE else ""
        return f"{mark}[{local:%Y-%m-%d, %H:%M:%S}] {who}{text}"
    return f"{local:%d/%m/%Y, %H:%M} - {who}{text}"


def telegram_files(life: Life) -> Files:
    """The whole account's `result.json`."""
    chats: list[JsonValue] = []
    files: Files = {}
    for number, talk in enumerate(talk for talk in life.talks if talk.channel == "telegram"):
        messages: list[JsonValue] = []
        for index, said in enumerate(talk.messages, 1):
            is_mine = said.sender == life.owner
            message: dict[str, JsonValue] = {
                "id": index,
                "type": "message",
                "date": said.at.replace(tzinfo=None).isoformat(timespec="seconds"),
                "date_unixtime": str(int(said.at.timestamp())),
                "from": said.sender,
                "from_id": "user1001" if is_mine else f"user{2000 + talk.members.index(said.sender)}",
                "text": [
                    said.text.split(" ", 1)[0],
                    {"type": "bold", "text": said.text[len(said.text.split(" ")[0]) :]},
                ]
                if index % 7 == 0
                else said.text,
                "text_entities": [],
            }
            if said.photo:
                path = f"photos/{said.photo}_{index}.jpg"
                files[path] = draw(said.photo)
                message["photo"] = path
            messages.append(message)
        kind = "private_group" if len(talk.members) > 2 else "personal_chat"  # noqa: PLR2004 - me and another
        chats.append({"name": talk.title, "type": kind, "id": 9000 + number, "messages": messages})
    document: JsonValue = {
        "about": "Here is the data you requested.",
        "personal_information": {
            "user_id": 1001,
            "first_name": "Maya",
            "last_name": "Lindqvist",
            "phone_number": "",
        },
        "contacts": {"about": "", "list": [_contact(person["name"]) for person in life.people]},
        "chats": {"about": "", "list": chats},
    }
    return {"result.json": to_json(document), **files}


def _contact(name: str) -> JsonValue:
    first, _, last = name.partition(" ")
    return {"first_name": first, "last_name": last, "phone_number": "", "date_unixtime": "1600000000"}


def chatgpt_files(life: Life) -> Files:
    """`conversations.json`, each with a root node and one abandoned branch."""
    conversations = [_conversation(talk) for talk in life.asked]
    return {"conversations.json": to_json(conversations), "user.json": to_json({"id": "user-sample"})}


def _conversation(talk: Talk) -> JsonValue:
    mapping: dict[str, JsonValue] = {
        f"{talk.key}-root": {
            "id": f"{talk.key}-root",
            "message": None,
            "parent": None,
            "children": [f"{talk.key}-0"],
        }
    }
    parent = f"{talk.key}-root"
    for number, said in enumerate(talk.messages):
        node = f"{talk.key}-{number}"
        role = "assistant" if said.sender == "ChatGPT" else "user"
        mapping[node] = _node(node, parent, role, said.text, said.at)
        parent = node
    abandoned = f"{talk.key}-abandoned"
    mapping[abandoned] = _node(
        abandoned, f"{talk.key}-0", "assistant", "Let me think about that.", talk.messages[0].at
    )
    return {
        "title": talk.title,
        "create_time": talk.messages[0].at.timestamp(),
        "conversation_id": f"sample-{talk.key}",
        "mapping": mapping,
        "current_node": parent,
    }


def _node(node: str, parent: str, role: str, text: str, at: datetime) -> JsonValue:
    return {
        "id": node,
        "parent": parent,
        "children": [],
        "message": {
            "id": node,
            "author": {"role": role},
            "content": {"content_type": "text", "parts": [text]},
            "create_time": at.timestamp(),
            "metadata": {"model_slug": "gpt-4o"} if role == "assistant" else {},
        },
    }
