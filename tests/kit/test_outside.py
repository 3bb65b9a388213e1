"""Requests to addresses that people name, against servers on this machine."""

import asyncio
import contextlib
import gzip
import socket
import ssl
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from beknown.kit.outside import Answer, Bounds, Outside, Unreached, is_public

LOCAL = "127.0.0.1"
SMALL = Bounds(max_bytes=100_000, seconds=5, redirects=3)
Serving = Callable[[bytes], AsyncGenerator[bytes]]


@asynccontextmanager
async def serve(answer: Serving, context: ssl.SSLContext | None = None) -> AsyncGenerator[str]:
    """Answer each request as the test says, piece by piece; give the address."""
    answering = set[asyncio.Task[None]]()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        answering.add(task)
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            async with contextlib.aclosing(answer(await reader.read(65536))) as pieces:
                async for piece in pieces:
                    writer.write(piece)
                    await writer.drain()
        writer.close()

    server = await asyncio.start_server(handle, LOCAL, 0, ssl=context)
    async with server:
        scheme = "http" if context is None else "https"
        yield f"{scheme}://{LOCAL}:{server.sockets[0].getsockname()[1]}"
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering, return_exceptions=True)


def with_body(body: bytes, *headers: str, status: str = "200 OK") -> Serving:
    async def answer(asked: bytes) -> AsyncGenerator[bytes]:
        del asked
        head = "\r\n".join(
            [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
        )
        yield head.encode() + b"\r\n\r\n" + body

    return answer


async def ask(url: str, bounds: Bounds = SMALL) -> Answer:
    return await Outside(LOCAL).ask(url, bounds=bounds)


async def refusal(url: str, outside: Outside | None = None) -> str:
    with pytest.raises(Unreached) as refused:
        await (outside or Outside(LOCAL)).ask(url, bounds=SMALL)
    return refused.value.why


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fd00::1", "fe80::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
        "fe80::1%eth0", "192.0.0.192", "::ffff:192.0.0.192", "192.88.99.1", "168.63.129.16", "fec0::1",
        "3fff::1", "nonsense",
    ],
)  # fmt: skip
def test_an_address_of_a_private_network_is_none_that_everybody_reaches(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_an_address_of_the_internet_is_one_that_everybody_reaches(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0",
    ],
)
async def test_this_machine_is_not_asked_by_any_of_its_names(host: str) -> None:
    asked = list[bytes]()

    async def answer(request: bytes) -> AsyncGenerator[bytes]:
        asked.append(request)
        yield b""

    async with serve(answer) as address:
        assert await refusal(f"http://{host}:{address.rpartition(':')[2]}/", Outside()) in {
            "private",
            "address",
        }
    assert asked == []


async def test_a_redirect_to_a_private_address_is_refused_like_the_address_itself() -> None:
    async with serve(with_body(b"secret")) as inner:
        port = inner.rpartition(":")[2]
        away = with_body(b"", f"Location: http://localhost:{port}/", status="302 Found")
        async with serve(away) as outer:
            assert await refusal(outer, Outside(outer.removeprefix("http://"))) == "private"


async def test_a_name_that_changes_after_it_was_checked_leads_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The name is resolved once, and the connection goes to what was checked: a second answer is never asked for."""
    resolved = list[str]()
    real = socket.getaddrinfo

    def resolve(host: str, *arguments: object, **more: object) -> object:
        resolved.append(host)
        return real(LOCAL if host == "rebind.example" else host, *arguments, **more)  # pyright: ignore[reportArgumentType, reportCallIssue] - passed on as it came

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    async with serve(with_body(b"hello")) as address:
        named = address.replace(LOCAL, "rebind.example")
        assert (await Outside("rebind.example").ask(named)).body == b"hello"
        assert resolved.count("rebind.example") == 1
        assert await refusal(named, Outside()) == "private"


async def test_the_host_is_told_by_its_name_and_not_by_the_address_that_was_checked() -> None:
    async def answer(asked: bytes) -> AsyncGenerator[bytes]:
        host = next(line for line in asked.split(b"\r\n") if line.lower().startswith(b"host:"))
        yield b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + host

    async with serve(answer) as address:
        named = address.replace(LOCAL, "localhost")
        assert (
            await Outside("localhost").ask(named)
        ).body.decode() == f"Host: {named.removeprefix('http://')}"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "nonsense",
        "http://u:p@127.0.0.1/",
        "http://",
        "http://a\nb/",
        "http://xn--a/",
    ],
)
async def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    assert await refusal(url) in {"address", "unreachable"}


async def test_a_circle_of_redirects_ends() -> None:
    async with serve(with_body(b"", "Location: /", status="302 Found")) as address:
        assert await refusal(address) == "redirects"


async def test_a_body_that_never_ends_is_cut_off() -> None:
    async def answer(asked: bytes) -> AsyncGenerator[bytes]:
        del asked
        yield b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
        while True:
            yield b"x" * 65536

    async with serve(answer) as address:
        assert await refusal(address) == "too_large"


async def test_a_small_body_that_unpacks_into_a_large_one_is_cut_off() -> None:
    packed = gzip.compress(b"0" * 50_000_000)
    async with serve(with_body(packed, "Content-Encoding: gzip")) as address:
        assert len(packed) < SMALL.max_bytes
        assert await refusal(address) == "too_large"


async def test_a_body_of_a_redirect_is_not_read() -> None:
    async def answer(asked: bytes) -> AsyncGenerator[bytes]:
        yield b"HTTP/1.1 302 Found\r\nLocation: /there\r\nConnection: close\r\n\r\n"
        while b"/there" not in asked:
            yield b"x" * 65536

    async with serve(answer) as address:
        assert await refusal(address) == "redirects"


@pytest.mark.parametrize("packing", ["br", "gzip, br", "zstd"])
async def test_a_packing_that_nobody_asked_for_is_refused(packing: str) -> None:
    async with serve(with_body(b"x", f"Content-Encoding: {packing}")) as address:
        assert await refusal(address) == "garbled"


async def test_what_only_says_that_it_is_packed_is_refused() -> None:
    async with serve(with_body(b"not packed at all", "Content-Encoding: gzip")) as address:
        assert await refusal(address) == "garbled"


async def test_who_answers_drop_by_drop_is_not_waited_for() -> None:
    async def answer(asked: bytes) -> AsyncGenerator[bytes]:
        del asked
        yield b"HTTP/1.1 200 OK\r\n"
        await asyncio.Event().wait()

    async with serve(answer) as address:
        with pytest.raises(Unreached) as refused:
            await ask(address, Bounds(seconds=0.2))
    assert refused.value.why == "slow"


@pytest.mark.parametrize(
    "answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"]
)
async def test_an_answer_that_breaks_off_or_makes_no_sense_says_so(answer: bytes) -> None:
    async def serving(asked: bytes) -> AsyncGenerator[bytes]:
        del asked
        yield answer

    async with serve(serving) as address:
        assert await refusal(address) == "unreachable"


async def test_a_machine_whose_certificate_nobody_vouches_for_is_not_trusted(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(write_certificate(tmp_path / "own.pem"))
    async with serve(with_body(b"x"), context) as address:
        assert await refusal(address) == "insecure"


def write_certificate(path: Path) -> Path:
    """Write a certificate for this machine that it signed itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, LOCAL)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(LOCAL))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(written + signed.public_bytes(Encoding.PEM))
    return path
