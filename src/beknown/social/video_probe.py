"""What is in a video: counted from its packets, not taken from what it says of itself.

ffmpeg reads it whole and names each packet with its time; nothing is decoded. What a file says beside (titles, places)
is in none of these lines.

Source: FFmpeg's documentation of its muxer `framecrc`.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from beknown.kit.errors import Invalid, TooLarge
from beknown.social.video_tool import Bounds, run

Kind = Literal["mov", "matroska"]

HEAD_BYTES = 16
MOST_PACKETS = 600_000
MOST_PIXELS = 4096 * 4096
LEAST_SIDE = 16
WIDEST = 10
UNREADABLE = (
    "This file can't be read as a video. MP4, MOV, WebM and Matroska can be shown; save it as one of them."
)
DECODERS = (
    "h264,hevc,vp8,libvpx,vp9,libvpx-vp9,libdav1d,libaom-av1,av1,mpeg4,h263,mjpeg,prores,"
    "aac,aac_latm,mp3,mp3float,opus,libopus,vorbis,libvorbis,ac3,eac3,flac,alac,amrnb,amrwb,libopencore_amrnb,"
    "libopencore_amrwb,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_f32le,pcm_u8,pcm_mulaw,pcm_alaw"
)
"""What phones and programs write; nothing else is decoded."""

_MOV_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"})
_EBML = b"\x1a\x45\xdf\xa3"
_CPU_S = 60
_WALL_S = 120.0
_HEADER = re.compile(r"#(tb|media_type|dimensions) (\d): (\S+)")
_PACKET = re.compile(r"(\d), *-?\d+, *(-?\d+), *(\d+), *\d+,")


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """A video: its size in pixels before it is turned, how long it lasts, how many pictures it has."""

    width: int
    height: int
    length_s: float
    frames: int


def find_kind(head: bytes) -> Kind | None:
    """Say by its first bytes (16 are enough) as what a file is read; None for what isn't taken."""
    if head[4:8] in _MOV_BOXES:
        return "mov"
    return "matroska" if head.startswith(_EBML) else None


def reading(kind: Kind, path: Path) -> list[str]:
    """Give the arguments that read a file as this kind and nothing else: no list of other files, no address.

    What is named inside a file (other files, addresses) is never opened: of protocols only `file` is there, and the
    reader of MOV follows no references.
    """
    return [
        "-nostdin", "-v", "error", "-threads", "1",
        "-protocol_whitelist", "file", "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm",
        "-codec_whitelist", DECODERS,
        *(("-enable_drefs", "0", "-use_absolute_path", "0") if kind == "mov" else ()),
        "-f", kind, "-i", f"file:{path}",
    ]  # fmt: skip


async def probe(ffmpeg: Path, path: Path, kind: Kind) -> VideoFacts:
    """Count what is in a video.

    Raises:
        Invalid: It can't be read, is cut off, or has no moving picture; or its picture is too small or too narrow.
        TooLarge: It has more pixels or pieces than any video that is taken.
    """
    counted = _Counted()
    arguments = [
        "-xerror", *reading(kind, path), "-map", "0:V:0?", "-map", "0:a:0?", "-c", "copy", "-f", "framecrc", "pipe:1",
    ]  # fmt: skip
    bounds = Bounds(cpu_s=_CPU_S, wall_s=_WALL_S, file_bytes=0)
    try:
        ended = await run(ffmpeg, arguments, bounds, counted.add)
    except TimeoutError as error:
        raise Invalid(UNREADABLE) from error
    has_any = bool(counted.media)
    if ended.code != 0 and not has_any:
        raise Invalid(UNREADABLE)
    if ended.code != 0 or "ended prematurely" in ended.said:
        raise Invalid("This video is cut off or damaged. Copy it from your device again, and choose it anew.")
    return _check(counted)


def _check(counted: "_Counted") -> VideoFacts:
    video = next((number for number, kind in counted.media.items() if kind == "video"), None)
    if video is None:
        raise Invalid(
            "This file has no moving picture. In messages, sound alone can be sent as a voice note."
        )
    width, height = counted.sizes.get(video, (0, 0))
    if width * height > MOST_PIXELS:
        raise TooLarge(
            f"The video has {width} x {height} pixels; at most {MOST_PIXELS // 1_000_000} million are taken. "
            "Record or save it smaller, such as in 4K or 1080p."
        )
    if min(width, height) < LEAST_SIDE or max(width, height) > WIDEST * min(width, height):
        raise Invalid(
            f"The video has {width} x {height} pixels. Its sides need at least {LEAST_SIDE}, and one may be "
            f"{WIDEST} times as long as the other at most. Save it in another shape."
        )
    frames = counted.packets.get(video, 0)
    if frames <= 1 or counted.length_s <= 0:
        raise Invalid("This video doesn't move: it is a single picture. Add it as a picture instead.")
    return VideoFacts(width, height, counted.length_s, frames)


class _Counted:
    """Counts packets, line by line."""

    def __init__(self) -> None:
        self.media: dict[str, str] = {}
        self.sizes: dict[str, tuple[int, int]] = {}
        self.packets: dict[str, int] = {}
        self._bases: dict[str, Fraction] = {}
        self._first: Fraction | None = None
        self._last = Fraction(0)
        self._number = 0

    @property
    def length_s(self) -> float:
        """From the first moment of any packet to the last."""
        return float(self._last - self._first) if self._first is not None else 0.0

    def add(self, line: str) -> None:
        header = _HEADER.match(line)
        if header is not None:
            self._add_header(*header.groups())
            return
        packet = _PACKET.match(line)
        if packet is not None:
            self._add_packet(*packet.groups())

    def _add_header(self, name: str, stream: str, value: str) -> None:
        if name == "media_type":
            self.media[stream] = value
        elif name == "dimensions":
            width, _, height = value.partition("x")
            self.sizes[stream] = (int(width), int(height))
        else:
            self._bases[stream] = Fraction(value)

    def _add_packet(self, stream: str, shown_at: str, lasts: str) -> None:
        self._number += 1
        if self._number > MOST_PACKETS:
            raise TooLarge(
                f"The video is made of more than {MOST_PACKETS} pieces. Save it anew, with at most 60 pictures "
                "a second."
            )
        begins = max(int(shown_at) * self._bases[stream], Fraction(0))
        self.packets[stream] = self.packets.get(stream, 0) + 1
        self._first = begins if self._first is None else min(self._first, begins)
        self._last = max(self._last, begins + int(lasts) * self._bases[stream])
