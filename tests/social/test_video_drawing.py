"""Videos from outside: drawn anew, within bounds, and nothing but what is seen and heard is kept."""

import asyncio
import http.server
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from beknown.app.doctor.machine import examine_video
from beknown.kit.errors import Invalid, TooLarge, Unavailable
from beknown.kit.settings import load_settings
from beknown.social import video_draw, video_probe
from beknown.social.video_draw import Film, draw_film
from beknown.social.video_tool import Bounds, VideoTool, examine_ffmpeg, get_ffmpeg, run
from tests.social.videos import FFMPEG, count_programs, film, film_at_home, make, refer_to, tell

DURATION = b"\x44\x89\x88"
"""What stands before the length in the head of Matroska: it follows as a floating point number, in ms."""


def hush(_: object) -> None:
    """Do nothing with what is told."""


async def draw(source: Path, tmp_path: Path) -> Film:
    """Draw a video anew."""
    folder = tmp_path / "drawn"
    folder.mkdir()
    return await draw_film(FFMPEG, source, folder, most_minutes=10, progress=hush)


async def test_a_video_of_a_phone_is_turned_and_says_nothing_of_where_it_was_taken(tmp_path: Path) -> None:
    came = film_at_home(tmp_path)
    before = tell(came)
    assert all(
        each in before for each in ("+38.7139", "SecretPhone", "SecretChapter", "rotation", "Stream #0:2")
    )
    drawn = await draw(came, tmp_path)
    assert (drawn.width, drawn.height, drawn.poster.width, drawn.poster.height) == (64, 96, 64, 96)
    assert abs(drawn.length_ms - 1000) < 120
    after = tell(drawn.path)
    for gone in ("+38.7139", "SecretPhone", "SecretChapter", "at home", "Chapter", "rotation", "Stream #0:2"):
        assert gone not in after
    assert "Video: h264" in after
    assert "Audio: aac" in after
    content = drawn.path.read_bytes()
    assert b"SecretPhone" not in content
    assert content.index(b"moov") < content.index(b"mdat")


@pytest.mark.parametrize("name", ["film.mov", "film.webm", "film.mkv", "film.mp4"])
async def test_what_phones_and_browsers_write_becomes_one_kind(tmp_path: Path, name: str) -> None:
    drawn = await draw(film(tmp_path, name), tmp_path)
    assert (drawn.width, drawn.height) == (96, 64)
    assert tell(drawn.path).startswith(", mov,mp4")


async def test_a_stream_of_a_browser_without_a_length_is_read(tmp_path: Path) -> None:
    more = ("-f", "webm", "-live", "1")
    drawn = await draw(film(tmp_path, "live.webm", more=more), tmp_path)
    assert abs(drawn.length_ms - 1000) < 120


async def test_a_video_without_sound_stays_one(tmp_path: Path) -> None:
    assert "Audio" not in tell((await draw(film(tmp_path, sound=False), tmp_path)).path)


async def test_a_large_and_fast_video_is_made_smaller_and_slower(tmp_path: Path) -> None:
    drawn = await draw(film(tmp_path, size="1080x1920", rate=120, seconds=0.2), tmp_path)
    assert (drawn.width, drawn.height) == (720, 1280)
    assert "30 fps" in tell(drawn.path)


PLAYLISTS = {
    "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{address}\n#EXT-X-ENDLIST\n",
    "concat": "ffconcat version 1.0\nfile '{address}'\n",
    "dash": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>{address}</BaseURL></MPD>',
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n",
    "page": "<script src='{address}'></script>",
}


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server that notes who asks it: its address, and the paths that were asked for."""
    asked: list[str] = []

    class Noting(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            del format, args

    server = http.server.HTTPServer(("127.0.0.1", 0), Noting)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/part.ts", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("kind", PLAYLISTS)
async def test_a_list_of_other_files_is_refused_and_nothing_is_asked_for(
    tmp_path: Path, kind: str, listener: tuple[str, list[str]]
) -> None:
    address, asked = listener
    film(tmp_path, "secret.mp4")
    for inside in (address, (tmp_path / "secret.mp4").as_uri(), "secret.mp4"):
        list_of_files = tmp_path / "list.mp4"
        list_of_files.write_text(PLAYLISTS[kind].format(address=inside), "utf-8")
        with pytest.raises(Invalid, match="can't be read as a video"):
            await draw_film(FFMPEG, list_of_files, tmp_path, most_minutes=10, progress=hush)
    assert asked == []


@pytest.mark.parametrize("kind", PLAYLISTS)
@pytest.mark.parametrize("head", [b"\x00\x00\x00\x14ftypisom\x00\x00\x02\x00isom", b"\x1a\x45\xdf\xa3\x80"])
async def test_such_a_list_behind_the_head_of_a_video_is_refused_too(
    tmp_path: Path, kind: str, head: bytes, listener: tuple[str, list[str]]
) -> None:
    address, asked = listener
    mixed = tmp_path / "mixed.mp4"
    mixed.write_bytes(head + b"\n" + PLAYLISTS[kind].format(address=address).encode())
    with pytest.raises(Invalid, match="can't be read as a video"):
        await draw(mixed, tmp_path)
    assert asked == []


async def test_ffmpeg_itself_would_have_asked(tmp_path: Path, listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    plain = tmp_path / "list.m3u8"
    plain.write_text(PLAYLISTS["hls"].format(address=address), "utf-8")
    arguments = ["-v", "error", "-protocol_whitelist", "file,http,tcp", "-i", str(plain), "-f", "null", "-"]
    await run(FFMPEG, arguments, Bounds(cpu_s=20, wall_s=20, file_bytes=0), hush)
    assert asked == ["/part.ts"]


async def test_a_reference_to_another_file_inside_a_video_is_not_followed(tmp_path: Path) -> None:
    other = film(tmp_path, "other.mov", sound=False)
    named = refer_to(other, film(tmp_path, "named.mov", sound=False))
    believing = ["-v", "error", "-enable_drefs", "1", "-i", str(named), "-f", "framecrc", "-"]
    lines: list[str] = []
    await run(FFMPEG, believing, Bounds(20, 20, 0), lines.append)
    assert any(line.startswith("0,") for line in lines)
    with pytest.raises(Invalid):
        await draw(named, tmp_path)


async def test_a_second_file_inside_a_video_does_not_survive(tmp_path: Path) -> None:
    script = b"<script>alert(1)</script>PK\x03\x04"
    came = film(tmp_path)
    came.write_bytes(came.read_bytes() + script)
    assert script not in (await draw(came, tmp_path)).path.read_bytes()


def _cut(path: Path, size: int) -> Path:
    path.write_bytes(path.read_bytes()[:size])
    return path


async def test_what_is_cut_off_is_told_and_not_shown_in_part(tmp_path: Path) -> None:
    faststart = film(tmp_path, "a.mp4", more=("-movflags", "+faststart"))
    for came in (faststart, film(tmp_path, "b.webm")):
        with pytest.raises(Invalid, match="cut off or damaged"):
            await draw_film(
                FFMPEG,
                _cut(came, came.stat().st_size * 3 // 4),
                tmp_path,
                most_minutes=10,
                progress=hush,
            )
    with pytest.raises(Invalid, match="can't be read as a video"):
        await draw(_cut(film(tmp_path, "c.mp4"), 3000), tmp_path)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"%PDF-1.4", b"\x00" * 64, b"\x00\x00\x00\x08ftyp"])
async def test_what_is_no_video_is_refused(tmp_path: Path, content: bytes) -> None:
    came = tmp_path / "x.mp4"
    came.write_bytes(content)
    with pytest.raises(Invalid, match="MP4, MOV, WebM and Matroska"):
        await draw(came, tmp_path)


async def test_sound_alone_is_no_video_not_even_with_a_cover(tmp_path: Path) -> None:
    tone = make("-f", "lavfi", "-i", "sine=duration=1", name="a.m4a", folder=tmp_path)
    cover = film(
        tmp_path, "cover.png", sound=False, more=("-frames:v", "1", "-c:v", "png", "-pix_fmt", "rgb24")
    )
    arguments = ("-i", str(tone), "-i", str(cover), "-map", "0", "-map", "1", "-c", "copy")
    covered = make(*arguments, "-disposition:v", "attached_pic", name="b.m4a", folder=tmp_path)
    for came in (tone, covered):
        with pytest.raises(Invalid, match="no moving picture"):
            await draw_film(FFMPEG, came, tmp_path, most_minutes=10, progress=hush)


async def test_a_single_picture_is_no_video(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="Add it as a picture instead"):
        await draw(film(tmp_path, sound=False, more=("-frames:v", "1")), tmp_path)


@pytest.mark.parametrize("size", ["640x32", "32x640", "14x14"])
async def test_a_narrow_or_tiny_video_is_refused_with_its_size(tmp_path: Path, size: str) -> None:
    with pytest.raises(Invalid, match=size.replace("x", " x ")):
        await draw(film(tmp_path, size=size), tmp_path)


async def test_too_many_pixels_are_refused_before_any_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(video_probe, "MOST_PIXELS", 6000)
    with pytest.raises(TooLarge, match="96 x 64 pixels"):
        await draw(film(tmp_path), tmp_path)


async def test_pixels_that_a_file_does_not_tell_of_beforehand_are_not_decoded_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(video_draw, "MOST_PIXELS", 6000)
    with pytest.raises(Invalid):
        await draw(film(tmp_path), tmp_path)


async def test_a_long_video_is_refused_with_its_length(tmp_path: Path) -> None:
    long = film(tmp_path, size="32x32", rate=1, seconds=130)
    with pytest.raises(TooLarge, match=r"lasts 2\.2 minutes; at most 2 are taken"):
        await draw_film(FFMPEG, long, tmp_path, most_minutes=2, progress=hush)


async def test_a_length_that_is_only_claimed_is_counted_all_the_same(tmp_path: Path) -> None:
    stretched = film(
        tmp_path, "far.mkv", sound=False, more=("-vf", "setpts='PTS+gte(N,9)*3600/TB'", "-fps_mode", "vfr")
    )
    with pytest.raises(TooLarge, match="minutes; at most 10"):
        await draw(stretched, tmp_path)


async def test_a_length_in_the_head_is_not_believed(tmp_path: Path) -> None:
    came = film(tmp_path, "film.mkv")
    content = bytearray(came.read_bytes())
    at = content.index(DURATION) + len(DURATION)
    content[at : at + 8] = struct.pack(">d", 1e9)
    came.write_bytes(content)
    assert "Duration: 277:46:40" in tell(came)
    assert abs((await draw(came, tmp_path)).length_ms - 1000) < 120


async def test_too_many_pieces_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(video_probe, "MOST_PACKETS", 20)
    with pytest.raises(TooLarge, match="more than 20 pieces"):
        await draw(film(tmp_path), tmp_path)


async def test_work_that_takes_too_much_is_ended(tmp_path: Path) -> None:
    endless = ["-f", "lavfi", "-i", "testsrc=size=640x480", "-f", "null", "-"]
    tight = Bounds(cpu_s=1, wall_s=60, file_bytes=0)
    assert (await run(FFMPEG, endless, tight, hush)).code < 0
    with pytest.raises(TimeoutError):
        await run(FFMPEG, endless, Bounds(cpu_s=60, wall_s=0.3, file_bytes=0), hush)
    writing = ["-f", "lavfi", "-i", "testsrc=size=640x480", "-c:v", "rawvideo", str(tmp_path / "large.nut")]
    assert (await run(FFMPEG, writing, Bounds(60, 60, 10**6), hush)).code != 0
    assert (tmp_path / "large.nut").stat().st_size <= 10**6
    hungry = [
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        "testsrc=size=8000x8000",
        "-frames:v",
        "9",
        "-f",
        "null",
        "-",
    ]
    bounds = Bounds(60, 60, 0, memory_bytes=300 * 1024**2)
    assert "Cannot allocate memory" in (await run(FFMPEG, hungry, bounds, hush)).said


async def test_what_draws_gets_nothing_of_the_house_and_stands_behind_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEKNOWN_LANGUAGE_API_KEY", "secret")
    script = tmp_path / "ffmpeg"
    script.write_text(
        "#!/bin/sh\nenv\necho nice=$(nice) files=$(ulimit -n) core=$(ulimit -c)\ncat\n", "utf-8"
    )
    script.chmod(0o700)
    told: list[str] = []
    assert (await run(script, [], Bounds(10, 10, 0), told.append)).code == 0
    assert {line.partition("=")[0] for line in told} <= {"LC_ALL", "PWD", "OLDPWD", "SHLVL", "_", "nice"}
    assert told[-1].removeprefix("nice=") >= "10"
    assert told[-1].endswith("files=64 core=0")


async def test_work_ends_with_whoever_asked_for_it(tmp_path: Path) -> None:
    began = asyncio.Event()
    came = film(tmp_path, size="640x480", seconds=20, rate=30)
    folder = tmp_path / "drawn"
    folder.mkdir()
    drawing = draw_film(FFMPEG, came, folder, most_minutes=10, progress=lambda _: began.set())
    work = asyncio.create_task(drawing)
    await began.wait()
    assert count_programs(folder) == 1
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert count_programs(folder) == 0


async def test_without_ffmpeg_it_is_said_how_to_get_it(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path, ffmpeg=tmp_path / "none")
    with pytest.raises(Unavailable, match=r"beknown\[video\]"):
        await get_ffmpeg(settings)
    finding = examine_video(await examine_ffmpeg(settings))
    assert (finding.state, "beknown[video]" in str(finding.remedy)) == ("off", True)


async def test_the_doctor_tells_of_the_ffmpeg_that_is_there(tmp_path: Path) -> None:
    finding = examine_video(await examine_ffmpeg(load_settings(home=tmp_path)))
    assert (finding.state, finding.detail[:14]) == ("ok", "ffmpeg version")
    poor = examine_video(VideoTool(Path("/x/ffmpeg"), "ffmpeg version 1", ("libx264",)))
    assert (poor.state, "no libx264" in poor.detail) == ("warning", True)
