"""Take uploaded archives from a multipart request straight to disk, within limits, checked by content."""

import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from beknown.kit.errors import Invalid, TooLarge
from beknown.sources.open import find_container_kind
from beknown.sources.text_stream import find_encoding

_MAX_FILES = 100
_MAX_FIELD_BYTES = 1_000
_MAX_NAME_CHARS = 150
_SAMPLE_BYTES = 4096
_SPARE_BYTES = 512 * 1024**2
_CONTROL = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


@dataclass(slots=True)
class Upload:
    """What came in: files in the order sent, form fields, bytes in all."""

    files: list[Path] = field(default_factory=list[Path])
    fields: dict[str, str] = field(default_factory=dict[str, str])
    size_bytes: int = 0


class _Receiver:
    """Writes each file part to a folder of its own number, so that names need not differ."""

    def __init__(self, folder: Path, limit: int) -> None:
        folder.mkdir(parents=True)
        self.upload = Upload()
        self._folder = folder
        self._limit = min(limit, max(shutil.disk_usage(folder).free - _SPARE_BYTES, 0))
        self._headers: dict[bytes, bytes] = {}
        self._header = b""
        self._value = b""
        self._name = ""
        self._text = b""
        self._file: BinaryIO | None = None

    def on_part_begin(self) -> None:
        self._headers, self._header, self._value = {}, b"", b""

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def on_header_end(self) -> None:
        self._headers[self._header.lower()] = self._value
        self._header, self._value = b"", b""

    def on_headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        self._text = b""
        if b"filename" in options:
            self._open(options[b"filename"].decode("utf-8", "replace"))

    def _open(self, name: str) -> None:
        if len(self.upload.files) >= _MAX_FILES:
            raise TooLarge(f"More than {_MAX_FILES} files at once. Bring a folder as one zip.")
        path = self._folder / str(len(self.upload.files)) / safe_name(name)
        path.parent.mkdir(parents=True)
        self._file = path.open("wb")
        self.upload.files.append(path)

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        self.upload.size_bytes += end - start
        if self.upload.size_bytes > self._limit:
            raise TooLarge(
                f"The upload is larger than {self._limit // 1024**2} MB, the limit of this server."
            )
        if self._file is not None:
            self._file.write(data[start:end])
        elif len(self._text) + end - start > _MAX_FIELD_BYTES:
            raise TooLarge(f"The field {self._name[:40]!r} is too long.")
        else:
            self._text += data[start:end]

    def on_part_end(self) -> None:
        if self._file is None:
            self.upload.fields[self._name] = self._text.decode("utf-8", "replace")
        self.close()

    def close(self) -> None:
        """Close the file that is being written."""
        if self._file is not None:
            self._file.close()
            self._file = None


def safe_name(name: str) -> str:
    """A file name without folders, control characters or what other systems refuse."""
    base = _CONTROL.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    return base[-_MAX_NAME_CHARS:] or "archive"


async def receive(chunks: AsyncIterator[bytes], content_type: str, folder: Path, limit: int) -> Upload:
    """Write the files of a multipart request below `folder`; on any failure nothing stays behind.

    Raises:
        Invalid: The request is no complete multipart form, has no file, or a file is no archive.
        TooLarge: It is larger than the limit, or than the disk has room for.
    """
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data" or b"boundary" not in options:
        raise Invalid("Send the archive as multipart/form-data, with a part named 'files'.")
    receiver = _Receiver(folder, limit)
    parser = _parser(receiver, options[b"boundary"])
    try:
        async for chunk in chunks:
            parser.write(chunk)
        parser.finalize()
        _check_files(receiver.upload.files)
    except BaseException as error:
        receiver.close()
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, FormParserError):
            raise Invalid("The upload broke off or isn't a proper form. Send it again.") from error
        raise
    return receiver.upload


def _parser(receiver: _Receiver, boundary: bytes) -> MultipartParser:
    return MultipartParser(
        boundary,
        {
            "on_part_begin": receiver.on_part_begin,
            "on_part_data": receiver.on_part_data,
            "on_part_end": receiver.on_part_end,
            "on_header_field": receiver.on_header_field,
            "on_header_value": receiver.on_header_value,
            "on_header_end": receiver.on_header_end,
            "on_headers_finished": receiver.on_headers_finished,
        },
    )


def _check_files(files: list[Path]) -> None:
    if not files:
        raise Invalid("There is no file in the request. Choose the archive that you were given.")
    for file in files:
        _check_content(file)


def _check_content(file: Path) -> None:
    with file.open("rb") as opened:
        sample = opened.read(_SAMPLE_BYTES)
    if not sample:
        raise Invalid(f"{file.name!r} is empty. Download it again.")
    if find_container_kind(file) is None and _is_binary(sample):
        raise Invalid(
            f"{file.name!r} is neither a zip or tar nor text. Bring the archive as you were given it."
        )


def _is_binary(sample: bytes) -> bool:
    """Text has no NUL, unless it starts with the mark of a wide encoding."""
    return b"\x00" in sample and find_encoding(sample) not in {"utf-16", "utf-32"}
