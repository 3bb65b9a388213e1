"""What passkeys are bound to: the host name and the origin of this place."""

from dataclasses import dataclass

from beknown.kit.errors import Refused
from beknown.kit.settings import Settings


@dataclass(frozen=True, slots=True)
class Site:
    """What a passkey is bound to: a host name and the origin of the page."""

    host: str
    origin: str


def site_of(settings: Settings, origin: str, host: str) -> Site:
    """Say what passkeys are bound to here.

    Args:
        settings: Its `public_url` decides when it is set.
        origin: Else the origin by which this request came.
        host: Else the name in it, already checked to be ours.

    Raises:
        Refused: The page was opened by an IP address, which browsers make no passkeys for.
    """
    if settings.public_url is not None:
        origin = settings.address
        host = origin.split("://")[-1].split("/")[0].rsplit(":", 1)[0]
    if ":" in host or host.replace(".", "").isdigit():
        raise Refused(
            f"Passkeys need a host name, and {host!r} is an IP address. On this machine open "
            f"http://localhost:{settings.port} instead; elsewhere set BEKNOWN_PUBLIC_URL."
        )
    return Site(host, origin)
