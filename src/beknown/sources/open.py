"""A read-only view of what a person brings: zips, folders, tars and single files; nothing is unpacked."""

import gzip
import os
import stat
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from beknown.sources.types import Container, Dropped, Entry, Limits, Unreadable

READ_ERRORS = (
    Unreadable,
    OSError,
    EOFError,
    zlib.error,
    zipfile.BadZipFile,
    tarfile.TarError,
    NotImplementedError,
    RuntimeError,
    UnicodeError,
)
_CHUNK_BYTES = 1024**2
_ENCRYPTED = 0x1
_IGNORED_NAMES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_ZIP_MAGIC = b"PK\x03\x04"
_ZIP_EMPTY_MAGIC = b"PK\x05\x06"
_GZIP_MAGIC = b"\x1f\x8b"
_TAR_MAGIC_AT = 257


_REASONS: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((zipfile.BadZipFile,), "is a damaged zip or was cut short; download it again"),
    (
        (zlib.error, EOFError, tarfile.TarError, gzip.BadGzipFile),
        "is damaged or was cut short; download it again",
    ),
    ((NotImplementedError,), "is packed in a way that can't be read here; unpack it and bring the folder"),
    ((RuntimeError,), "is encrypted; unpack it with its password and bring the folder"),
    ((UnicodeError,), "is text in an encoding that can't be told"),
)


class Library:
    """The containers that were brought. `problems` names every entry that was not let in, and why."""

    def __init__(self, limits: Limits) -> None:
        self.containers: list[Container] = []
        self.problems: list[Dropped] = []
        self._limits = limits
        self._entries = 0
        self._bytes = 0
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def size_bytes(self) -> int:
        """The size of all entries, unpacked."""
        return self._bytes

    def add(self, path: Path) -> None:
        """Take in a zip, a tar (also gzipped), a folder with what lies in it, or a single file."""
        if path.is_symlink():
            self._refuse(path.name, "is a link; bring the file it points to")
        elif path.is_dir():
            self._add_folder(path)
        elif path.is_file():
            self._add_file(path)
        else:
            self._refuse(path.name, "there is no such file")

    def _add_file(self, path: Path) -> None:
        try:
            kind = find_container_kind(path)
            if kind == "zip":
                self._add_zip(path)
            elif kind == "tar":
                self._add_tar(path)
            else:
                self._keep(path.name, [_file_entry(path, path.name, path.name)])
        except READ_ERRORS as error:
            self._refuse(path.name, describe(error))

    def _add_folder(self, path: Path) -> None:
        loose: list[Entry] = []
        for found in _walk(path):
            name = found.relative_to(path).as_posix()
            if found.is_symlink():
                self._refuse(name, "is a link; links are not followed")
            elif find_container_kind(found) is not None:
                self._add_file(found)
            else:
                loose.append(_file_entry(found, name, path.name))
        self._keep(path.name, loose)

    def _add_zip(self, path: Path) -> None:
        archive = self._stack.enter_context(zipfile.ZipFile(path))
        members = [info for info in archive.infolist() if not info.is_dir()]
        packed = sum(info.compress_size for info in members)
        if packed > path.stat().st_size:
            raise Unreadable("is a zip whose entries overlap, as only harmful ones do")
        entries: list[Entry] = []
        for info in members:
            reason = self._objection(info)
            if reason is None:
                opener = partial(_open_member, archive, info)
                entries.append(Entry(_safe_path(info.filename), path.name, info.file_size, info.CRC, opener))
            else:
                self._refuse(info.filename, reason)
        self._keep(path.name, entries)

    def _objection(self, info: zipfile.ZipInfo) -> str | None:
        if not _is_safe(info.filename):
            return "its path leads out of the archive"
        if stat.S_ISLNK(info.external_attr >> 16):
            return "is a link; links are not followed"
        if info.flag_bits & _ENCRYPTED:
            return "is encrypted; unpack the zip with its password and bring the folder"
        is_large = info.file_size > self._limits.ratio_free_bytes
        if is_large and info.file_size > self._limits.max_ratio * max(info.compress_size, 1):
            return f"would unpack to {info.file_size // 1024**2} MB from almost nothing, as zip bombs do"
        return None

    def _add_tar(self, path: Path) -> None:
        plain = _unzipped(path, self._limits, self._stack)
        archive = self._stack.enter_context(tarfile.TarFile(fileobj=plain))
        entries: list[Entry] = []
        for member in archive:
            if member.isdir():
                continue
            if not member.isreg():
                self._refuse(member.name, "is a link or a device; only plain files are read")
            elif not _is_safe(member.name):
                self._refuse(member.name, "its path leads out of the archive")
            else:
                opener = partial(_open_tar_member, archive, member)
                entries.append(Entry(_safe_path(member.name), path.name, member.size, None, opener))
            self._check_count(len(entries))
        self._keep(path.name, entries)

    def _keep(self, name: str, entries: list[Entry]) -> None:
        wanted = [entry for entry in entries if not _is_clutter(entry.path)]
        self._check_count(len(wanted))
        size = sum(entry.size_bytes for entry in wanted)
        if self._bytes + size > self._limits.max_total_bytes:
            raise Unreadable(f"would unpack to more than {self._limits.max_total_bytes // 1024**3} GB")
        self._entries += len(wanted)
        self._bytes += size
        self.containers.append(Container(name, tuple(sorted(wanted, key=lambda entry: entry.path))))

    def _check_count(self, more: int) -> None:
        if self._entries + more > self._limits.max_entries:
            raise Unreadable(f"holds more than {self._limits.max_entries} files; bring it in parts")

    def _refuse(self, name: str, reason: str) -> None:
        self.problems.append(Dropped(name[:500], "refused", reason))


def open_library(paths: Sequence[Path], limits: Limits) -> Library:
    """A view over all the paths together. Close it (`with`) after the last byte is read."""
    library = Library(limits)
    for path in paths:
        library.add(path)
    return library


def describe(error: BaseException) -> str:
    """The reason in words a person can act on."""
    if isinstance(error, Unreadable):
        return str(error)
    reasons = (reason for kinds, reason in _REASONS if isinstance(error, kinds))
    return next(reasons, f"can't be read ({type(error).__name__})")


def find_container_kind(path: Path) -> str | None:
    """Whether a file is a `zip` or a `tar` (also gzipped) by its first bytes, or None."""
    with path.open("rb") as file:
        head = file.read(_TAR_MAGIC_AT + 5)
    if head.startswith((_ZIP_MAGIC, _ZIP_EMPTY_MAGIC)) or path.suffix.lower() == ".zip":
        return "zip"
    if head.startswith(_GZIP_MAGIC) or head[_TAR_MAGIC_AT:] == b"ustar":
        return "tar"
    return None


def _walk(folder: Path) -> Iterator[Path]:
    for parent, names, files in os.walk(folder):
        for name in sorted(names):
            if (Path(parent) / name).is_symlink():
                yield Path(parent) / name
        names[:] = sorted(name for name in names if not (Path(parent) / name).is_symlink())
        for name in sorted(files):
            found = Path(parent) / name
            if found.is_symlink() or found.is_file():
                yield found


def _file_entry(path: Path, name: str, container: str) -> Entry:
    return Entry(name, container, path.stat().st_size, None, partial(_open_path, path))


def _open_path(path: Path) -> BinaryIO:
    return path.open("rb")


def _open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    return cast("BinaryIO", archive.open(info))


def _open_tar_member(archive: tarfile.TarFile, member: tarfile.TarInfo) -> BinaryIO:
    opened = archive.extractfile(member)
    if opened is None:
        raise Unreadable("is no plain file")
    return cast("BinaryIO", opened)


def _unzipped(path: Path, limits: Limits, stack: ExitStack) -> BinaryIO:
    """A tar must be read back and forth, which gzip can't: it is unpacked once into an unnamed file."""
    with path.open("rb") as file:
        is_gzip = file.read(2) == _GZIP_MAGIC
    if not is_gzip:
        return stack.enter_context(path.open("rb"))
    most = max(path.stat().st_size * limits.max_ratio, limits.ratio_free_bytes)
    plain = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    with gzip.open(path) as packed:
        while chunk := packed.read(_CHUNK_BYTES):
            plain.write(chunk)
            if plain.tell() > min(most, limits.max_total_bytes):
                raise Unreadable("would unpack to far more than it is, as bombs do")
    plain.seek(0)
    return cast("BinaryIO", plain)


def _is_safe(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    is_rooted = name.startswith(("/", "\\")) or (len(name) > 1 and name[1] == ":")
    return not is_rooted and ".." not in parts and "\x00" not in name


def _safe_path(name: str) -> str:
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in {"", "."})


def _is_clutter(path: str) -> bool:
    return path.rpartition("/")[2] in _IGNORED_NAMES or path.startswith("__MACOSX/")
