"""Make the PNG pictures of a folder small: 128 colours each, chosen from the picture."""

import sys
from pathlib import Path

from PIL import Image

COLOURS = 128
MOST_BYTES = 150_000


def shrink(path: Path) -> int:
    """Rewrite a picture with a palette and return its size in bytes."""
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    return path.stat().st_size


def main() -> None:
    """Shrink every picture of the folder that is named; leave with an error if one stays too big."""
    pictures = sorted(Path(sys.argv[1]).glob("*.png"))
    sizes = {path: shrink(path) for path in pictures}
    print(f"{len(sizes)} pictures, {sum(sizes.values()) // 1024} kB")
    big = [path.name for path, size in sizes.items() if size > MOST_BYTES]
    if big:
        sys.exit(f"larger than {MOST_BYTES // 1000} kB: {', '.join(big)}")


if __name__ == "__main__":
    main()
