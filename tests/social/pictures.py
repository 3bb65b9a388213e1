"""Pictures as telephones and programs make them."""

import io
from typing import Any

from PIL import Image

GPS = 0x8825


def draw(
    size: tuple[int, int] = (60, 40),
    kind: str = "JPEG",
    colour: str = "teal",
    **more: Any,  # noqa: ANN401 - Pillow's
) -> bytes:
    """Draw a picture of one colour."""
    drawn = io.BytesIO()
    Image.new("RGB", size, colour).save(drawn, kind, **more)
    return drawn.getvalue()


def draw_at_home() -> bytes:
    """A photo as a telephone makes it: turned, with the place in it."""
    facts = Image.Exif()
    facts[0x0110] = "SecretPhone 9"
    facts[0x0112] = 6
    facts.get_ifd(GPS).update({1: "N", 2: (38.0, 42.0, 50.0), 3: "W", 4: (9.0, 8.0, 22.0)})
    return draw(exif=facts, comment=b"at home")
