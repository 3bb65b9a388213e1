"""The cases of the Open Responses suite: what is asked, and what an answer has to be besides well formed."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

Answer = Mapping[str, Any]
Body = dict[str, Any]
Make = Callable[[Sequence[Answer]], Body]

TOOL: Body = {
    "type": "function",
    "name": "get_weather",
    "description": "Get the weather of a place",
    "parameters": {
        "type": "object",
        "properties": {"location": {"type": "string", "description": "A city"}},
        "required": ["location"],
    },
}


@dataclass(frozen=True, slots=True)
class Case:
    """One case.

    Args:
        name: Its name.
        requests: What is sent, one after the other; each is made of the answers before it.
        expects: Whether the last answer is what it should be.
        is_mandatory: The suite demands it.
    """

    name: str
    requests: Sequence[Make]
    expects: Callable[[Answer], bool]
    is_mandatory: bool = True


def make_cases() -> list[Case]:
    """Give the nine mandatory cases, and two that look at what the suite's own optional ones don't."""
    forced: Body = {"tools": [TOOL], "tool_choice": "required"}
    picture = {"type": "input_image", "image_url": make_picture()}
    file = {"type": "input_file", "filename": "note.pdf", "file_data": make_pdf("The password is papaya.")}
    pirate = [_said("system", "You are a pirate."), _said("user", "Say hello.")]
    talk = [
        _said("user", "My name is Alice."),
        _said("assistant", "Hello Alice."),
        _said("user", "My name?"),
    ]
    return [
        Case("basic-response", [_ask("Say hello in three words.")], has_text),
        Case("streaming-response", [_ask("Count to five.", stream=True)], has_text),
        Case("system-prompt", [_ask(pirate)], has_text),
        Case("tool-calling", [_ask("The weather in Rome?", **forced)], has_call),
        Case("function-call-roundtrip", [_ask("The weather in Rome?", **forced), _give_result], has_text),
        Case("image-input", [_ask([_said("user", [_words("What is this?"), picture])])], has_text),
        Case("file-input", [_ask([_said("user", [_words("What is in it?"), file])])], has_text),
        Case("multi-turn", [_ask(talk)], has_text),
        Case("previous-response-id", [_ask("The code word is papaya."), _go_on], has_text),
        Case("streaming-tool-call", [_ask("Rome?", stream=True, **forced)], has_call, is_mandatory=False),
        Case(
            "streaming-to-the-limit",
            [_ask("Tell a long story.", stream=True, max_output_tokens=16)],
            lambda answer: answer["status"] == "incomplete",
            is_mandatory=False,
        ),
    ]


def has_text(answer: Answer) -> bool:
    """Whether an answer is complete and says something."""
    parts = [part for item in answer["output"] if item["type"] == "message" for part in item["content"]]
    return answer["status"] == "completed" and any(part.get("text") for part in parts)


def has_call(answer: Answer) -> bool:
    """Whether an answer is complete and calls the tool with the argument that it needs."""
    calls = [item for item in answer["output"] if item["type"] == "function_call"]
    return (
        answer["status"] == "completed"
        and bool(calls)
        and all("location" in json.loads(call["arguments"]) for call in calls)
    )


def make_picture() -> str:
    """Draw a word, as a data URL."""
    image, data = Image.new("RGB", (240, 80), "white"), BytesIO()
    ImageDraw.Draw(image).text((20, 20), "PAPAYA", fill="black", font_size=40)
    image.save(data, "PNG")
    return f"data:image/png;base64,{base64.b64encode(data.getvalue()).decode()}"


def make_pdf(text: str) -> str:
    """Write a PDF of one line, as a data URL."""
    drawn = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET".encode()
    font = b"<< /Font << /F1 5 0 R >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources %b >>" % font,
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = b"%PDF-1.4\n", list[int]()
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    count, begins = len(objects) + 1, len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % count
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, begins)
    return f"data:application/pdf;base64,{base64.b64encode(data).decode()}"


def _said(role: str, content: object) -> Body:
    return {"type": "message", "role": role, "content": content}


def _words(text: str) -> Body:
    return {"type": "input_text", "text": text}


def _ask(asked: object, **more: object) -> Make:
    return lambda _before: {"input": asked, **more}


def _give_result(before: Sequence[Answer]) -> Body:
    calls = [item for item in before[-1]["output"] if item["type"] == "function_call"]
    results = [
        {"type": "function_call_output", "call_id": call["call_id"], "output": '{"celsius": 21}'}
        for call in calls
    ]
    asked = [_said("user", "The weather in Rome?"), *calls, *results]
    return {"input": asked, "tools": [TOOL], "tool_choice": "none"}


def _go_on(before: Sequence[Answer]) -> Body:
    return {"input": "What is the code word?", "previous_response_id": before[-1]["id"]}
