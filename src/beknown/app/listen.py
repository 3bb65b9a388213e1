"""The address and port of the web server."""

import socket

from beknown.kit.errors import Unavailable
from beknown.kit.settings import Settings


def open_listener(settings: Settings) -> socket.socket:
    """Take the address and port; connections to it send small pieces at once.

    Raises:
        Unavailable: Somebody else has the port.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # asyncio sends small pieces at once (TCP_NODELAY) only where the protocol is named: each answer would wait 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise Unavailable(
            f"Port {settings.port} of {settings.host} can't be used ({error.strerror}). Another Beknown may run "
            "there; set BEKNOWN_PORT to another one."
        ) from error
    return listener
