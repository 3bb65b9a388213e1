"""Upkeep of accounts."""

from beknown.app.accounts import store
from beknown.app.accounts.sessions import idle_time
from beknown.kit import clock
from beknown.kit.db import Scope
from beknown.kit.ids import NOBODY
from beknown.kit.jobs import JobContext, job


@job("accounts.sweep", cron="17 * * * *")
async def sweep_accounts(ctx: JobContext) -> None:
    """Delete expired sessions, invitations, links, challenges and limits."""
    async with ctx.db.begin(Scope(NOBODY, "account")) as tx:
        await store.sweep_accounts(tx, clock.now(), idle_time(ctx.settings))
