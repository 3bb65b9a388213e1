"""Requests to addresses that people name: to public machines alone, and bounded in size and time.

Whoever can have the server ask an address could have it ask what only the server reaches: a router, another program
on this machine, a cloud's own metadata. So a name is resolved first, all its addresses are checked, and the connection
goes to an address that was checked, not to the name again. Each redirect is an address like any other.
"""

import asyncio
import contextlib
import ipaddress
import socket
import ssl
import zlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal
from urllib.parse import urlsplit

import httpx

from beknown.kit.errors import Invalid
from beknown.kit.tls import trusted

Why = Literal["address", "private", "unreachable", "insecure", "slow", "redirects", "too_large", "garbled"]
Check = Callable[[str], Awaitable[None]]

AGENT = "Beknown"
"""How we call ourselves to other machines, and the name by which their robots.txt can speak to us."""

_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRIED = 3
_GZIP = 47  # zlib's word for: gzip or zlib, whichever it is
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LOCAL = tuple(
    ipaddress.ip_network(each)
    for each in (
        "192.0.0.0/24",  # of protocols; a cloud's metadata, at one that has it there
        "192.88.99.0/24",  # the nearest relay of 6to4, given up
        "168.63.129.16/32",  # a cloud's own servants, inside of it alone
        "3fff::/20",  # of documentation
        "fec0::/10",  # of sites, given up
    )
)
"""Addresses that `ipaddress` of Python 3.11 takes for global, and that aren't the same machine for everybody."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much an answer may take. Where `is_cut`, what is beyond `max_bytes` isn't read, instead of refused."""

    max_bytes: int = 10 * 1024**2
    seconds: float = 30.0
    redirects: int = 5
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: its status, headers (names in small letters), unpacked body, and the address it came from."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


class Unreached(Invalid):
    """An address that somebody named gave no answer that can be used; `why` is for programs."""

    title = "Can't be reached"

    def __init__(self, why: Why, message: str) -> None:
        super().__init__(message, why=why)
        self.why: Why = why


BOUNDS = Bounds()


class Outside:
    """Asks addresses outside.

    Args:
        local_hosts: Hosts in private networks that may be asked all the same: `name` or `name:port`, commas between.
    """

    def __init__(self, local_hosts: str = "") -> None:
        self._local = frozenset(name.strip().lower() for name in local_hosts.split(",") if name.strip())

    def is_local(self, url: str) -> bool:
        """Tell whether an address names a host that the operator allowed in the private network."""
        parts = urlsplit(url)
        return self._allows(parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0))

    def _allows(self, host: str, port: int) -> bool:
        host = host.lower()
        return host in self._local or f"{host}:{port}" in self._local

    async def ask(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        bounds: Bounds = BOUNDS,
        may_ask: Check | None = None,
    ) -> Answer:
        """Get what is at an address, whatever its status.

        Args:
            url: By http or https.
            headers: Sent besides our own.
            bounds: How much the answer may take, redirects together.
            may_ask: Called with each address before it is asked, those of redirects too; it raises to refuse.

        Raises:
            Unreached: There is no answer that can be used, or the address is one that isn't asked.
        """
        try:
            async with asyncio.timeout(bounds.seconds), self._open() as client:
                return await _follow(client, url, dict(headers or {}), bounds, may_ask)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise Unreached("slow", f"{url!r} didn't answer within {bounds.seconds:g} s.") from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise Unreached("address", f"{url!r} is no address that can be asked.") from error
        except httpx.HTTPError as error:
            why, words = _explain(error)
            raise Unreached(why, f"{url!r} can't be read: {words}.") from error

    @asynccontextmanager
    async def _open(self) -> AsyncGenerator[httpx.AsyncClient]:
        transport = _Pinned(self._resolve, trusted())
        agent = f"{AGENT}/{version('beknown')} (reads feeds and linked pages for people)"
        headers = {"User-Agent": agent, "Accept-Encoding": "gzip"}
        async with httpx.AsyncClient(
            transport=transport, headers=headers, trust_env=False, timeout=BOUNDS.seconds
        ) as client:
            yield client

    async def _resolve(self, host: str, port: int) -> list[str]:
        """Give the addresses of a name, all of them checked."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unreached(
                "unreachable", f"There is no machine by the name {host!r}. Is it spelled so?"
            ) from error
        addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
        if not self._allows(host, port) and not all(is_public(each) for each in addresses):
            raise Unreached(
                "private",
                f"{host!r} is in a private network, which isn't asked for anybody. Whoever runs this Beknown can "
                "allow it with BEKNOWN_OUTSIDE_HOSTS.",
            )
        return addresses


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to a machine that everybody reaches.

    Source: the special-purpose registries of IANA (RFC 6890); addresses that carry another one inside (mapped, 6to4,
    Teredo, NAT64) are as public as that one.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inside(parsed) if isinstance(parsed, ipaddress.IPv6Address) else []
    return all(
        each.is_global
        and not each.is_multicast
        and not each.is_reserved
        and not any(each in network for network in _LOCAL)
        for each in inner or [parsed]
    )


def _inside(address: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """Give the IPv4 addresses that an IPv6 address stands for."""
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        carried.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in carried if each is not None]


class _Pinned(httpx.AsyncBaseTransport):
    """Sends a request to an address that was checked, in the name of the host."""

    def __init__(self, resolve: Callable[[str, int], Awaitable[list[str]]], context: ssl.SSLContext) -> None:
        self._resolve = resolve
        # No connection is kept: two names at one address must not share one.
        limits = httpx.Limits(max_keepalive_connections=0)
        self._inner = httpx.AsyncHTTPTransport(verify=context, trust_env=False, limits=limits)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        if url.scheme not in _PORTS or not url.host or url.userinfo:
            raise Unreached(
                "address", f"{str(url)!r} can't be asked: only http and https are, without a password."
            )
        addresses = await self._resolve(url.host, url.port or _PORTS[url.scheme])
        for address in addresses[: _TRIED - 1]:
            with contextlib.suppress(httpx.ConnectError):
                return await self._inner.handle_async_request(_pin(request, address))
        return await self._inner.handle_async_request(_pin(request, addresses[:_TRIED][-1]))

    async def aclose(self) -> None:
        await self._inner.aclose()


def _pin(request: httpx.Request, address: str) -> httpx.Request:
    """The same request to an address; its header `Host` and the name that the certificate must have stay."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address.partition("%")[0]),
        headers=request.headers,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )


async def _follow(
    client: httpx.AsyncClient, url: str, headers: dict[str, str], bounds: Bounds, may_ask: Check | None
) -> Answer:
    request = client.build_request("GET", url, headers=headers)
    for _ in range(bounds.redirects + 1):
        if may_ask is not None:
            await may_ask(str(request.url))
        response = await client.send(request, stream=True)
        try:
            if response.status_code not in _REDIRECTS or response.next_request is None:
                body = await _read_body(response, bounds)
                return Answer(response.status_code, dict(response.headers), body, str(request.url))
            request = response.next_request
        finally:
            await response.aclose()
    raise Unreached("redirects", f"{url!r} sends on more than {bounds.redirects} times.")


async def _read_body(response: httpx.Response, bounds: Bounds) -> bytes:
    """Read a body, unpacked bit by bit, so that a small one can't grow beyond what is taken."""
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip", ""}:
        raise Unreached(
            "garbled", f"{str(response.url)!r} answers packed as {packing!r}, which nobody asked for."
        )
    unpack = zlib.decompressobj(_GZIP) if "gzip" in packing else None
    body, max_bytes = bytearray(), bounds.max_bytes
    async for chunk in response.aiter_raw():
        try:
            body += chunk if unpack is None else unpack.decompress(chunk, max_bytes + 1 - len(body))
        except zlib.error as error:
            raise Unreached("garbled", f"{str(response.url)!r} can't be unpacked.") from error
        if len(body) > max_bytes and bounds.is_cut:
            return bytes(body[:max_bytes])
        if len(body) > max_bytes:
            raise Unreached("too_large", f"{str(response.url)!r} is larger than {max_bytes / 1e6:.0f} MB.")
    return bytes(body)


def _explain(error: httpx.HTTPError) -> tuple[Why, str]:
    if isinstance(error.__cause__, ssl.SSLError) or "certificate" in str(error).lower():
        return "insecure", "its certificate can't be trusted"
    if isinstance(error, httpx.ConnectError):
        return "unreachable", "no connection comes about"
    if isinstance(error, httpx.UnsupportedProtocol):
        return "address", "only http and https are asked"
    return "unreachable", "the connection broke off"
