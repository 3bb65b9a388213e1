"""Write archives that are the same, byte for byte, for the same life."""

import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from beknown.events import JsonValue

_DAY = (2025, 12, 1, 12, 0, 0)
Files = dict[str, bytes]


def to_json(value: JsonValue) -> bytes:
    """Plain UTF-8 JSON."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def to_meta_json(value: JsonValue) -> bytes:
    """JSON as Meta writes it: each UTF-8 byte a character of its own, keys too."""
    return json.dumps(_break(value), ensure_ascii=True, indent=1).encode()


def _break(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return value.encode().decode("latin-1")
    if isinstance(value, Mapping):
        return {str(_break(name)): _break(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_break(one) for one in value]
    return value


def write_zip(path: Path, files: Files) -> Path:
    """A zip of these files."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _DAY)
            is_picture = name.endswith(".png")
            info.compress_type = zipfile.ZIP_STORED if is_picture else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return path


def write_tar(path: Path, files: Files) -> Path:
    """A gzipped tar of these files."""
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path
