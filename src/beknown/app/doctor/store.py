"""SQL of the doctor."""

from beknown.app.doctor.types import DatabaseReport
from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


async def describe_database(tx: Tx) -> DatabaseReport:
    """Say how the database is."""
    return await tx.one(_sql("describe_database"), DatabaseReport)
