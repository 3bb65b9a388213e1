"""Videos from outside: drawn anew, so that nothing but what is seen and heard is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from beknown.kit.errors import Invalid, TooLarge, Unavailable
from beknown.social.picture import Drawn, draw_anew
from beknown.social.video_probe import (
    HEAD_BYTES,
    MOST_PIXELS,
    UNREADABLE,
    VideoFacts,
    find_kind,
    probe,
    reading,
)
from beknown.social.video_tool import Bounds, run

LONG_SIDE = 1280
SHORT_SIDE = 720
MOST_FPS = 30
_SPARE_S = 1.0
_LEAST_PART = 0.9
_POSTER_AT_S = 1.0
_POSTER_BYTES = 32 * 1024**2
_BYTES_PER_S = 500_000
_LEAST_BYTES = 64 * 1024**2
_CPU_PER_S = 8
_LEAST_CPU_S = 60
_WALL_PER_CPU = 3

_SCALE = f"min(1,min({LONG_SIDE}/max(iw*sar,ih),{SHORT_SIDE}/min(iw*sar,ih)))"
_FILTERS = (
    f"fps='min({MOST_FPS},source_fps)',"
    f"scale=w='max(2,2*trunc(iw*sar*{_SCALE}/2))':h='max(2,2*trunc(ih*{_SCALE}/2))',setsar=1,format=yuv420p"
)
_WRITING = (
    "-map", "0:V:0", "-map", "0:a:0?", "-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn",
    "-filter_threads", "1", "-vf", _FILTERS,
    "-c:v", "libx264", "-preset", "veryfast", "-crf", "25", "-maxrate", "2500k", "-bufsize", "5000k",
    "-profile:v", "high", "-threads", "1",
    "-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000",
    "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact",
    "-movflags", "+faststart", "-f", "mp4",
)  # fmt: skip

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Film:
    """A video drawn anew: where it is, its size in pixels, its length, and a picture of it."""

    path: Path
    width: int
    height: int
    length_ms: int
    poster: Drawn


def check_kind(head: bytes) -> None:
    """Check by its first bytes that a file may be a video.

    Raises:
        Invalid: It isn't one that is taken.
    """
    if find_kind(head) is None:
        raise Invalid(UNREADABLE)


async def draw_film(
    ffmpeg: Path, source: Path, folder: Path, *, most_minutes: int, progress: Progress
) -> Film:
    """Decode a video and write it anew as MP4 (H.264, AAC): upright, at most 720p, and nothing else of it survives.

    Args:
        ffmpeg: What draws.
        source: The file as it came.
        folder: An empty folder; what is written lies in it.
        most_minutes: It may be so long.
        progress: Told how many percent are done.

    Raises:
        Invalid: It can't be read or decoded, or isn't what is taken.
        TooLarge: It is too long, has too many pixels, or would take too much work.
        Unavailable: The disk is full, or ffmpeg can't write it.
    """
    kind = find_kind(_read_head(source))
    if kind is None:
        raise Invalid(UNREADABLE)
    facts = await probe(ffmpeg, source, kind)
    if facts.length_s > 60 * most_minutes + _SPARE_S:
        raise TooLarge(
            f"The video lasts {facts.length_s / 60:.1f} minutes; at most {most_minutes} are taken. "
            "Cut it shorter and choose it again."
        )
    film = folder / "film.mp4"
    length_us = facts.length_s * 1e6

    def note(line: str) -> None:
        name, _, value = line.partition("=")
        if name == "out_time_us" and value.isdigit():
            progress(min(99, int(100 * int(value) / length_us)))

    arguments = [
        "-max_pixels", str(MOST_PIXELS), *reading(kind, source), *_WRITING,
        "-t", f"{facts.length_s + _SPARE_S:.3f}", "-progress", "pipe:1", "-stats_period", "0.5", str(film),
    ]  # fmt: skip
    await _run(ffmpeg, arguments, _bound(facts.length_s), note)
    drawn = await probe(ffmpeg, film, "mov")
    if drawn.length_s < _LEAST_PART * facts.length_s - _SPARE_S:
        raise Invalid(
            f"Of this video's {facts.length_s:.0f} s only {drawn.length_s:.0f} can be shown: it is damaged. "
            "Copy it from your device again, and choose it anew."
        )
    poster = await _draw_poster(ffmpeg, film, drawn, folder)
    return Film(film, drawn.width, drawn.height, max(1, round(1000 * drawn.length_s)), poster)


def _read_head(source: Path) -> bytes:
    with source.open("rb") as file:
        return file.read(HEAD_BYTES)


def _bound(length_s: float) -> Bounds:
    cpu_s = int(_LEAST_CPU_S + _CPU_PER_S * length_s)
    return Bounds(
        cpu_s=cpu_s, wall_s=_WALL_PER_CPU * cpu_s, file_bytes=int(_LEAST_BYTES + _BYTES_PER_S * length_s)
    )


async def _run(ffmpeg: Path, arguments: list[str], bounds: Bounds, on_line: Callable[[str], None]) -> None:
    try:
        ended = await run(ffmpeg, arguments, bounds, on_line)
    except TimeoutError as error:
        raise TooLarge(
            "Preparing this video takes too long. Save it shorter or smaller, such as in 1080p, and choose it again."
        ) from error
    if ended.code < 0:
        raise TooLarge(
            "Preparing this video takes more time or memory than one may. "
            "Save it shorter or smaller, such as in 1080p, and choose it again."
        )
    if "Unknown encoder" in ended.said:
        raise Unavailable(
            "The ffmpeg of this place can't write videos. Tell whoever runs it; `beknown doctor` says more."
        )
    if "No space left" in ended.said:
        raise Unavailable("There is no room for this video on the disk of this place. Tell whoever runs it.")
    if ended.code != 0:
        raise Invalid(UNREADABLE)


async def _draw_poster(ffmpeg: Path, film: Path, facts: VideoFacts, folder: Path) -> Drawn:
    picture = folder / "poster.png"
    arguments = [
        "-ss", f"{min(_POSTER_AT_S, facts.length_s / 2):.3f}", *reading("mov", film),
        "-map", "0:v:0", "-frames:v", "1", "-update", "1", "-threads", "1", "-c:v", "png", "-f", "image2", str(picture),
    ]  # fmt: skip
    await _run(ffmpeg, arguments, Bounds(_LEAST_CPU_S, _WALL_PER_CPU * _LEAST_CPU_S, _POSTER_BYTES), _ignore)
    with picture.open("rb") as file:
        return await draw_anew(file, picture.stat().st_size)


def _ignore(line: str) -> None:
    del line
