"""People for tests."""

from beknown.kit.db import Database, Scope, SqlFiles
from beknown.kit.ids import PersonId, new_id

_sql = SqlFiles(__file__)


async def add_person(db: Database, email: str, name: str, *, role: str = "member") -> PersonId:
    """Add a person without a password."""
    person = PersonId(new_id())
    async with db.begin(Scope(person, "account")) as tx:
        await tx.run(_sql("add_person"), {"id": person, "email": email, "name": name, "role": role})
    return person


async def add_operator(db: Database, email: str, name: str) -> PersonId:
    """Add an operator without a password."""
    return await add_person(db, email, name, role="operator")
