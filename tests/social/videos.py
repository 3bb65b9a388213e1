"""Videos as telephones and programs make them, by ffmpeg itself."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil
from imageio_ffmpeg import get_ffmpeg_exe  # pyright: ignore[reportMissingTypeStubs] - its types are in the code

from beknown.app.house import House
from beknown.kit.db import Scope
from beknown.kit.ids import PersonId
from beknown.social.video_work import Work, prepare_video
from tests.clients import Client

FFMPEG = Path(get_ffmpeg_exe())
PHONE = (
    "-metadata",
    "location=+38.7139-009.1394/",
    "-metadata",
    "title=SecretPhone 9",
    "-metadata",
    "comment=at home",
)
"""What a telephone writes beside: where it was, and what it is."""

CHAPTERS = ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=1\ntitle=SecretChapter\n"


def make(*arguments: str, name: str, folder: Path) -> Path:
    """Have ffmpeg write a file; give it."""
    path = folder / name
    subprocess.run([FFMPEG, "-v", "error", "-nostdin", "-y", *arguments, path], check=True)
    return path


def film(
    folder: Path,
    name: str = "film.mp4",
    *,
    size: str = "96x64",
    seconds: float = 1,
    rate: int = 10,
    sound: bool = True,
    more: tuple[str, ...] = (),
) -> Path:
    """Film a test pattern with a tone; give the file."""
    picture = ("-f", "lavfi", "-i", f"testsrc=size={size}:rate={rate}:duration={seconds}")
    tone = ("-f", "lavfi", "-i", f"sine=duration={seconds}") if sound else ()
    codecs = (
        () if name.endswith("webm") else ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
    )
    return make(*picture, *tone, *codecs, *more, name=name, folder=folder)


def film_at_home(folder: Path) -> Path:
    """A video as a telephone makes it: on its side, with the place, chapters and a second sound in it."""
    plain = film(folder, "plain.mp4", more=PHONE)
    chapters = folder / "chapters.txt"
    chapters.write_text(CHAPTERS, "utf-8")
    return make(
        "-display_rotation", "90", "-i", str(plain), "-i", str(chapters),
        "-map", "0", "-map", "0:a", "-c", "copy", "-map_metadata", "0", "-map_chapters", "1",
        name="home.mp4", folder=folder,
    )  # fmt: skip


def tell(path: Path) -> str:
    """Give all that ffmpeg says of a file."""
    told = subprocess.run([FFMPEG, "-nostdin", "-i", path], capture_output=True, check=False)
    return told.stderr.decode().partition("Input #0")[2]


def count_programs(folder: Path) -> int:
    """Count the programs that were told to write into a folder."""
    commands = [" ".join(each.info["cmdline"] or ()) for each in psutil.process_iter(["cmdline"])]
    return sum(f" {folder}/" in command for command in commands)


def refer_to(other: Path, path: Path) -> Path:
    """Have a MOV say that its media are in another file beside it, as an alias of QuickTime does; give it."""
    name = other.name.encode()
    alias = bytearray(150)
    alias[10:12] = bytes((1, ord("x")))
    alias[50 : 51 + len(name)] = bytes((len(name),)) + name
    alias[130:134] = b"\x00\x01\x00\x01"  # as many levels up as down: beside it
    steps = (
        b"\x00\x02" + len(name).to_bytes(2, "big") + name + b"\x00" * (len(name) % 2) + b"\xff\xff\x00\x00"
    )
    entry = _box(b"alis", b"\x00\x00\x00\x00" + bytes(alias) + steps)
    content = path.read_bytes()
    new = _box(b"dref", b"\x00\x00\x00\x00\x00\x00\x00\x01" + entry)
    path.write_bytes(_replace(content, [b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"], new))
    return path


def _box(kind: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + kind + content


def _replace(content: bytes, way: list[bytes], new: bytes) -> bytes:
    """Put a box in the place of the one at the end of a way through boxes; all around it get their new size."""
    done, at = b"", 0
    while at < len(content):
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        box = content[at : at + size]
        if kind == way[0]:
            box = new if len(way) == 1 else _box(kind, _replace(box[8:], way[1:], new))
        done, at = done + box, at + size
    return done


@dataclass(frozen=True, slots=True)
class Studio:
    """Where people's videos are drawn anew, as the worker does it."""

    house: House

    async def take(self, client: Client, content: bytes) -> dict[str, Any]:
        """Send a video to the house; give how it stands with it."""
        answer = await client.post("/api/videos", content=content)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def prepare(self, client: Client, taken: dict[str, Any]) -> dict[str, Any]:
        """Draw it anew; give how it stands with it then."""
        scope = Scope(PersonId(UUID(taken["author_id"])), "export")
        house = self.house
        await prepare_video(Work(house.db, house.blobs, house.settings, scope, UUID(taken["id"])))
        return (await client.get(f"/api/videos/{taken['id']}")).json()

    async def make(self, client: Client, content: bytes) -> dict[str, Any]:
        """Send a video and draw it anew; give what is ready."""
        ready = await self.prepare(client, await self.take(client, content))
        assert ready["state"] == "ready", ready
        return ready

    def files(self, person: UUID) -> int:
        """Count the files of somebody, and those that work left."""
        folders = (self.house.blobs.folder / str(person), self.house.settings.home / "videos")
        return sum(len(list(each.iterdir())) for each in folders if each.exists())
