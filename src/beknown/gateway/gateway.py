"""The model API as a part of the house: what its answers are made with."""

from beknown.assistant import Assistant
from beknown.gateway.backends import Backends
from beknown.gateway.cache import Cache
from beknown.gateway.keys import Keys
from beknown.gateway.limits import Ledger
from beknown.gateway.prices import read_prices
from beknown.gateway.relay import Relay, open_http
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database
from beknown.kit.settings import Settings
from beknown.models import Models


class Gateway:
    """Holds what every answer needs. Open one for each process that serves, and close it in the end."""

    def __init__(self, db: Database, settings: Settings, models: Models, assistant: Assistant) -> None:
        self.db = db
        self.blobs = Blobs(settings.home)
        self.models = models
        self.assistant = assistant
        self.moderation_model = settings.gateway_moderation_model
        self.stalled_after_s = settings.gateway_stalled_after_s
        self.keys = Keys(db)
        self.ledger = Ledger(
            db,
            settings.gateway_requests_per_minute,
            read_prices(settings.gateway_prices),
            settings.gateway_currency,
        )
        self.cache = Cache(settings.gateway_cache_mib * 1024**2)
        self.backends = Backends(settings, models)
        self._http = open_http()
        self.relay = Relay(self._http, self.backends)

    async def close(self) -> None:
        """Write down what was used, and let go of all connections."""
        await self.ledger.close()
        await self.backends.close()
        await self._http.close()
