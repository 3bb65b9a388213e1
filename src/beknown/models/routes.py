"""The models page, for operators: what runs, fetching weights, trying and switching servers."""

from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from beknown.kit import clock
from beknown.kit.jobs import defer
from beknown.kit.tasks import start_task
from beknown.kit.web import Db, Operator, get_part
from beknown.models import store
from beknown.models.choices import Choice, Server, server_at
from beknown.models.fetch import find_weights
from beknown.models.jobs import FETCH
from beknown.models.models import Models
from beknown.models.registry import get_weight_file, read_registry
from beknown.models.switch import switch
from beknown.models.types import Engine, Slot, State

router = APIRouter(prefix="/models", tags=["models"])

USAGE_DAYS = 30
Url = Annotated[str, Field(pattern=r"^https?://[^\s@]+$", max_length=500)]
Name = Annotated[str, Field(max_length=200)]


def _get_models(request: Request) -> Models:
    return get_part(request, Models)


Engines = Annotated[Models, Depends(_get_models)]


class Out(BaseModel):
    """An answer made from a frozen dataclass."""

    model_config = ConfigDict(from_attributes=True)


class CapabilitiesOut(Out):
    """What a language model can do; `origins` says of each statement whether it was probed, declared or assumed."""

    context_tokens: int
    has_tools: bool
    has_json_schema: bool
    has_vision: bool
    has_audio: bool
    is_small: bool
    origins: dict[str, Literal["probed", "declared", "assumed"]]


class SlotOut(Out):
    """What fills a slot; `pinned_by` names the setting that decides, so that the page can't."""

    slot: Slot
    engine: Engine
    name: str
    state: State
    detail: str
    url: str | None
    weights: str | None
    size_bytes: int | None
    licence: str | None
    capabilities: CapabilitiesOut | None
    pinned_by: str | None


class WeightsOut(Out):
    """A weight file of the registry; `is_here` when it is in the data folder or installed."""

    key: str
    slot: Slot
    title: str
    about: str
    licence: str
    size_bytes: int
    is_here: bool


class OfferOut(Out):
    """A server found on this machine."""

    kind: Literal["ollama"]
    url: str
    models: list[str]


class UsageOut(Out):
    """What everybody together used of a model in the last 30 days."""

    model: str
    calls: int
    input_tokens: int
    output_tokens: int


class ModelsOut(BaseModel):
    """All there is to see of the models."""

    slots: list[SlotOut]
    weights: list[WeightsOut]
    offers: list[OfferOut]
    usage: list[UsageOut]


class FetchIn(BaseModel):
    """Which weights of the registry."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{0,63}$")]


class FetchOut(BaseModel):
    """The task whose progress to watch under `/api/tasks`."""

    task_id: UUID


class ServerIn(BaseModel):
    """An OpenAI-compatible server; without a key the one stored for this address is used."""

    url: Url
    model: Name = ""
    api_key: SecretStr | None = Field(None, max_length=1000)

    def to_server(self, stored_key: str | None = None) -> Server:
        """Give the server, with the stored key where none is given."""
        given = self.api_key.get_secret_value() if self.api_key else None
        return server_at(self.url, self.model, given if given is not None else stored_key)


class TestIn(ServerIn):
    """A server to try for a slot."""

    slot: Slot


class TestOut(Out):
    """What a trial found; `answer_ms` is one short answer, or one embedded query."""

    model: str
    models: list[str]
    answer_ms: int
    answer: str
    capabilities: CapabilitiesOut | None
    dims: int | None


class SwitchIn(BaseModel):
    """What fills the slot from now on: a server, or the embedded engine with these weights ("" for the default)."""

    server: ServerIn | None = None
    weights: Name = ""


@router.get("")
async def get_models(caller: Operator, db: Db, models: Engines) -> ModelsOut:
    """Give what runs, what there is to fetch, what was found on this machine and what was used."""
    since = (clock.now() - timedelta(days=USAGE_DAYS)).date()
    async with db.begin(caller.scope("account")) as tx:
        usage = await store.sum_usage(tx, since)
    return ModelsOut(
        slots=[SlotOut.model_validate(report) for report in await models.describe()],
        weights=_list_weights(models),
        offers=[OfferOut.model_validate(offer) for offer in await models.find_offers()],
        usage=[UsageOut.model_validate(used) for used in usage],
    )


@router.post("/fetch")
async def fetch(wanted: FetchIn, caller: Operator, db: Db) -> FetchOut:
    """Fetch weights in the background."""
    entry = get_weight_file(wanted.key)
    async with db.begin(caller.scope("export")) as tx:
        task = await start_task(tx, FETCH, total=entry.size_bytes)
        await defer(
            tx, FETCH, person_id=caller.person, task_id=task, key=entry.key, lock=f"{FETCH}:{entry.key}"
        )
    return FetchOut(task_id=task)


@router.post("/test")
async def test(wanted: TestIn, caller: Operator, db: Db) -> TestOut:
    """Try a server: which models it has, whether it answers, what it can do."""
    from beknown.models.trial import try_server  # noqa: PLC0415 - loads in seconds, and few ask

    async with db.begin(caller.scope("account")) as tx:
        key = await store.find_key(tx, wanted.slot, wanted.to_server().url)
    return TestOut.model_validate(await try_server(wanted.slot, wanted.to_server(key)))


@router.put("/{slot}")
async def put_slot(slot: Slot, wanted: SwitchIn, caller: Operator, db: Db, models: Engines) -> list[SlotOut]:
    """Switch a slot; every process of this Beknown follows within seconds."""
    server = wanted.server.to_server() if wanted.server else None
    await switch(db, caller.scope("account"), models, Choice(slot, server=server, weights=wanted.weights))
    return [SlotOut.model_validate(report) for report in await models.describe()]


def _list_weights(models: Models) -> list[WeightsOut]:
    return [
        WeightsOut(
            **entry.model_dump(include=set(WeightsOut.model_fields)),
            is_here=find_weights(entry, models.folder) is not None,
        )
        for entry in read_registry()
    ]
