"""Temporary chats leave nothing behind, and recall nothing."""

import psycopg
from psycopg import sql

from beknown.kit.ids import EventId
from tests.assistant.conftest import LISBON
from tests.assistant.scripted import Script
from tests.assistant.talk import Talk

SECRET = "xylophone-7431"

TABLES = b"""
SELECT table_schema, table_name FROM information_schema.tables
WHERE table_schema IN ('public', 'jobs') AND table_type = 'BASE TABLE'
"""


async def find_in_database(url: str, words: str) -> list[str]:
    """Name the tables in which any row holds these words."""
    async with await psycopg.AsyncConnection.connect(url) as connection:
        tables = [(row[0], row[1]) for row in await (await connection.execute(TABLES)).fetchall()]
        found: list[str] = []
        for table in tables:
            query = sql.SQL("SELECT count(*) FROM {} t WHERE t::text ILIKE %s").format(sql.Identifier(*table))
            row = await (await connection.execute(query, [f"%{words}%"])).fetchone()
            found += [table[1]] if row and row[0] else []
        return found


async def test_a_temporary_chat_leaves_no_row(talk: Talk, script: Script, database_url: str) -> None:
    script.say(f"Your code is {SECRET}, I see.")
    heard = await talk.post(
        "/api/chat/temporary",
        {"text": f"My code is {SECRET}", "history": [{"role": "user", "text": "Hello"}]},
    )
    assert heard.end["state"] == "done"
    assert heard.start["conversation_id"] is None
    assert await find_in_database(database_url, SECRET) == []
    assert (await talk.get("/api/conversations"))["conversations"] == []


async def test_a_temporary_chat_recalls_nothing_and_has_no_tool_that_keeps(
    talk: Talk, script: Script, lisbon: EventId
) -> None:
    del lisbon
    script.say("I don't know.")
    await talk.post("/api/chat/temporary", {"text": "What did Maria say about the Lisbon trip?"})
    assert LISBON not in script.prompt()
    tools = [tool["function"]["name"] for tool in script.asked[-1]["tools"]]
    assert tools == ["what_day_is_it"]
