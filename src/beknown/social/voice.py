"""Sound from outside: written anew, so that nothing but what is heard is kept."""

import asyncio
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from beknown.kit.errors import Invalid, TooLarge

if TYPE_CHECKING:
    import soundfile  # pyright: ignore[reportMissingTypeStubs] - its types are in the code

MAX_BYTES = 20 * 1024**2
MAX_MINUTES = 5
FORMATS = frozenset({"WAV", "FLAC", "OGG", "MP3"})
RATES_HZ = frozenset({8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000})
"""Those that MP3 has."""

_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice note as MP3, with its length."""

    content: bytes
    length_ms: int


async def write_anew(stream: BinaryIO, size_bytes: int) -> Voice:
    """Decode sound and write it anew as MP3 of one channel: no place, no device, no second file inside survives.

    MP3 is what every browser plays; WAV, FLAC, Ogg (Vorbis, Opus) and MP3 are read.

    Args:
        stream: The bytes as they came.
        size_bytes: How many those are.

    Raises:
        TooLarge: More bytes or minutes than are taken.
        Invalid: It is no sound that can be decoded, or an unusual one.
    """
    if size_bytes > MAX_BYTES:
        raise TooLarge(
            f"The voice note has {size_bytes / 1e6:.0f} MB; at most {MAX_BYTES / 1e6:.0f} MB are taken. "
            "Say it in several.",
            limit_bytes=MAX_BYTES,
        )
    return await asyncio.to_thread(_write, stream)


def _write(stream: BinaryIO) -> Voice:
    import soundfile  # noqa: PLC0415 - heavy # pyright: ignore[reportMissingTypeStubs] - its types are in the code

    try:
        with soundfile.SoundFile(stream) as came:
            _check(came)
            return _copy(came)
    except (soundfile.SoundFileError, ValueError, TypeError, OSError) as error:
        raise Invalid(
            "This file can't be read as a voice note. WAV, FLAC, Ogg and MP3 can be heard."
        ) from error


def _check(came: "soundfile.SoundFile") -> None:
    if came.format not in FORMATS or came.samplerate not in RATES_HZ or came.channels > 2:  # noqa: PLR2004 - stereo
        raise Invalid(
            f"A voice note of {came.format}, {came.samplerate} Hz and {came.channels} channels isn't taken. "
            "WAV, FLAC, Ogg and MP3 are, with usual rates up to 48000 Hz, in one channel or two."
        )


def _copy(came: "soundfile.SoundFile") -> Voice:
    import numpy as np  # noqa: PLC0415 - as above
    import soundfile  # noqa: PLC0415 - as above # pyright: ignore[reportMissingTypeStubs] - as above

    written, rate, frames = io.BytesIO(), came.samplerate, 0
    with soundfile.SoundFile(written, "w", rate, 1, format="MP3", subtype="MPEG_LAYER_III") as note:
        for block in came.blocks(_BLOCK, dtype="float32", always_2d=True):
            frames += len(block)
            # What a file says of its length need not be so: it is counted.
            if frames > 60 * MAX_MINUTES * rate:
                raise TooLarge(f"A voice note lasts at most {MAX_MINUTES} minutes. Say it in several.")
            note.write(np.clip(np.nan_to_num(block.mean(axis=1)), -1, 1))
    if frames == 0:
        raise Invalid("Nothing is heard in this voice note. Record it again.")
    return Voice(written.getvalue(), max(1, round(1000 * frames / rate)))
