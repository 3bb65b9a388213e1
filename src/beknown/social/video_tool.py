"""The program that reads and writes videos, ffmpeg: where it is, and how it is run within bounds."""

import asyncio
import contextlib
import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from beknown.kit.errors import Unavailable
from beknown.kit.settings import Settings
from beknown.social import video_child

INSTALL = "pip install 'beknown[video]'"
MISSING = (
    "Videos can't be prepared here: ffmpeg is missing. Whoever runs this place gets it with "
    f"`{INSTALL}`, or by installing ffmpeg."
)
ENCODERS = ("libx264", "aac")
MEMORY_BYTES = 2 * 1024**3
_LINE_BYTES = 1 << 16
_TAIL_BYTES = 4000
_LOOK_S = 20.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a run may take: processor time, time in all, and the size of a file that it writes."""

    cpu_s: int
    wall_s: float
    file_bytes: int
    memory_bytes: int = MEMORY_BYTES


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its exit status (below 0 by a signal), and the end of what it complained about."""

    code: int
    said: str


@dataclass(frozen=True, slots=True)
class VideoTool:
    """What draws videos anew: `lacks` names what it can't write; `version` is as it says itself."""

    path: Path | None
    version: str = ""
    lacks: tuple[str, ...] = ()


async def find_ffmpeg(settings: Settings) -> Path | None:
    """Give the ffmpeg that is set, else that of the package imageio-ffmpeg, else the one on the path; None for none."""
    return await asyncio.to_thread(_find, settings)


def _find(settings: Settings) -> Path | None:
    if settings.ffmpeg is not None:
        return settings.ffmpeg if settings.ffmpeg.is_file() else None
    with contextlib.suppress(
        ImportError, RuntimeError
    ):  # it is an extra, and needn't have a program for each system
        # It has no types; only where its program lies is asked for.
        find = cast("Callable[[], str]", import_module("imageio_ffmpeg").get_ffmpeg_exe)
        packaged = shutil.which(find())
        if packaged is not None:
            return Path(packaged)
    found = shutil.which("ffmpeg")
    return Path(found) if found is not None else None


async def get_ffmpeg(settings: Settings) -> Path:
    """Give the ffmpeg.

    Raises:
        Unavailable: There is none.
    """
    found = await find_ffmpeg(settings)
    if found is None:
        raise Unavailable(MISSING)
    return found


async def examine_ffmpeg(settings: Settings) -> VideoTool:
    """Say which ffmpeg there is, and whether it writes what is needed."""
    path = await find_ffmpeg(settings)
    if path is None:
        return VideoTool(None)
    lines: list[str] = []
    bounds = Bounds(cpu_s=10, wall_s=_LOOK_S, file_bytes=0)
    for asked in (("-version",), ("-v", "error", "-encoders")):
        try:
            await run(path, asked, bounds, lines.append)
        except TimeoutError:
            return VideoTool(path, lacks=ENCODERS)
    known = {words[1] for words in (line.split() for line in lines) if len(words) > 1}
    version = lines[0].split(" Copyright")[0] if lines else ""
    return VideoTool(path, version, tuple(name for name in ENCODERS if name not in known))


async def run(
    ffmpeg: Path, arguments: Sequence[str], bounds: Bounds, on_line: Callable[[str], None]
) -> Ended:
    """Run it: behind the others on this machine, without environment or input, and gone with whoever asked.

    Args:
        ffmpeg: The program.
        arguments: Its arguments.
        bounds: What it may take; it is killed when that is used up.
        on_line: Told each line that it writes to standard output. What it raises ends the run.

    Raises:
        TimeoutError: It took longer in all than it may.
    """
    most = {key: value for key, value in asdict(bounds).items() if key != "wall_s"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", video_child.__file__, json.dumps(most), str(ffmpeg), "-hide_banner", *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
        limit=_LINE_BYTES,
    )  # fmt: skip
    complaints = asyncio.create_task(_read_tail(cast("asyncio.StreamReader", process.stderr)))
    try:
        async with asyncio.timeout(bounds.wall_s):
            async for line in cast("asyncio.StreamReader", process.stdout):
                on_line(line.decode("utf-8", "replace").rstrip())
            code = await process.wait()
            return Ended(code, await complaints)
    finally:
        complaints.cancel()
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _read_tail(stream: asyncio.StreamReader) -> str:
    """Read to the end, and keep the end."""
    tail = b""
    while chunk := await stream.read(_LINE_BYTES):
        tail = (tail + chunk)[-_TAIL_BYTES:]
    return tail.decode("utf-8", "replace")
