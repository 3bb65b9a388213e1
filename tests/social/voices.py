"""Voice notes as telephones and programs make them."""

import io

import numpy as np
import soundfile  # pyright: ignore[reportMissingTypeStubs] - its types are in the code

RATE_HZ = 16_000


def hum(
    seconds: float = 1.0,
    kind: str = "WAV",
    *,
    rate: int = RATE_HZ,
    channels: int = 1,
    subtype: str | None = None,
) -> bytes:
    """Hum a tone; give it as a file."""
    at = np.arange(round(seconds * rate)) / rate
    tone = (0.4 * np.sin(2 * np.pi * 220 * at)).astype("float32")
    written = io.BytesIO()
    with soundfile.SoundFile(written, "w", rate, channels, format=kind, subtype=subtype) as file:
        file.title, file.comment = "SecretPhone 9", "at home"
        file.write(np.stack([tone] * channels, axis=1))
    return written.getvalue()
