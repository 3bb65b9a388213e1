"""Which models a key may ask, by name."""

from beknown.gateway.chat import check_scope
from beknown.gateway.gateway import Gateway
from beknown.gateway.types import OpenKey
from beknown.kit.errors import NotFound, Refused

_WAY_OUT = "`GET models` lists those there are."


async def list_chat_names(gateway: Gateway, key: OpenKey) -> list[str]:
    """List the names of the models that this key may chat with."""
    return [name for name in await gateway.backends.list() if _may(key, name)]


async def check_chat_name(gateway: Gateway, key: OpenKey, model: str) -> None:
    """Check that there is a model of this name which the key may chat with.

    Raises:
        NotFound: There is none.
        Refused: It needs another scope.
    """
    if model not in await gateway.backends.list():
        raise NotFound(
            f"There is no model {model[:100]!r} here. {_WAY_OUT}", code="model_not_found", param="model"
        )
    check_scope(key, model)


def _may(key: OpenKey, name: str) -> bool:
    try:
        check_scope(key, name)
    except Refused:
        return False
    return True
