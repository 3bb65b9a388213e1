"""The project keeps its rules, and every rule is able to fail."""

import pytest

from tests.architecture import rules
from tests.architecture.rules import Rule
from tests.architecture.source import Source, read_sources

PYTHON = read_sources(".py")
WEB = read_sources(".ts", ".tsx")
SCRIPTS = read_sources(".py", ".ts", ".tsx")

PYTHON_RULES: list[Rule] = [
    rules.check_driver_at_the_door,
    rules.check_sql_in_files,
    rules.check_face_only,
    rules.check_all_in_face,
    rules.check_function_length,
    rules.check_short_handlers,
    rules.check_no_call_in_transaction,
    rules.check_reason_beside_ignore,
]
ANY_RULES: list[Rule] = [rules.check_module_name, rules.check_file_length]

IN_TX = """
from beknown.models import Models
async def reply(db, models: Models):
    async with db.begin(scope) as tx:
        found = await recall(tx, "x")
        {line}
"""
BAD: list[tuple[Rule, str, str]] = [
    (rules.check_driver_at_the_door, "src/beknown/events/read.py", "import psycopg\n"),
    (rules.check_driver_at_the_door, "src/beknown/kit/blobs.py", "from psycopg.rows import class_row\n"),
    (rules.check_sql_in_files, "src/beknown/events/store.py", "QUERY = 'SELECT id FROM event'\n"),
    (
        rules.check_face_only,
        "src/beknown/assistant/reply.py",
        "from beknown.events.read import find_events\n",
    ),
    (rules.check_face_only, "src/beknown/assistant/reply.py", "from beknown.events import store\n"),
    (rules.check_face_only, "src/beknown/app/serve.py", "from beknown.events.read import find_events\n"),
    (
        rules.check_all_in_face,
        "src/beknown/events/__init__.py",
        "from beknown.events.read import find_events\n",
    ),
    (rules.check_module_name, "src/beknown/events/utils.py", ""),
    (rules.check_module_name, "src/beknown/models/model_manager.py", ""),
    (rules.check_module_name, "web/src/kit/helpers/dates.ts", ""),
    (rules.check_file_length, "web/src/chat/Thread.tsx", "x\n" * 401),
    (rules.check_function_length, "tests/test_x.py", "def f():\n" + "    x()\n" * 60),
    (
        rules.check_short_handlers,
        "src/beknown/x/routes.py",
        "@router.get('/x')\ndef f():\n" + "    x()\n" * 13,
    ),
    (
        rules.check_no_call_in_transaction,
        "src/beknown/assistant/reply.py",
        IN_TX.format(line="await models.ask('x')"),
    ),
    (
        rules.check_no_call_in_transaction,
        "src/beknown/assistant/reply.py",
        IN_TX.format(line="async for word in ctx.models.stream('x'): pass"),
    ),
    (
        rules.check_no_call_in_transaction,
        "src/beknown/assistant/fetch.py",
        "import httpx\nasync def fetch(tx):\n    async with httpx.AsyncClient() as client: pass\n",
    ),
    (
        rules.check_no_call_in_transaction,
        "src/beknown/assistant/reply.py",
        "from beknown.models import LanguageModel\nasync def ask(tx, mind: LanguageModel):\n    await mind.ask()\n",
    ),
    (
        rules.check_no_call_in_transaction,
        "src/beknown/assistant/reply.py",
        IN_TX.format(line="mind = await models.language()\n        await mind.ask()"),
    ),
    (rules.check_reason_beside_ignore, "src/beknown/kit/x.py", "x = 1  # noqa\n"),
    (rules.check_reason_beside_ignore, "src/beknown/kit/x.py", "x = 1  # noqa: S101\n"),
    (rules.check_reason_beside_ignore, "src/beknown/kit/x.py", "x = 1  # pyright: ignore[reportAny]\n"),
    (rules.check_reason_beside_web_ignore, "web/src/x.ts", "// eslint-disable-next-line no-console\n"),
]

GOOD: list[tuple[Rule, str, str]] = [
    (rules.check_driver_at_the_door, "src/beknown/events/store.py", "from psycopg.types.json import Jsonb\n"),
    (rules.check_face_only, "src/beknown/assistant/reply.py", "from beknown.kit.db import Tx\n"),
    (rules.check_face_only, "src/beknown/app/serve.py", "from beknown.events.routes import router\n"),
    (
        rules.check_no_call_in_transaction,
        "src/beknown/assistant/reply.py",
        IN_TX.format(line="pass\n    await models.ask()"),
    ),
    (
        rules.check_no_call_in_transaction,
        "src/beknown/assistant/x.py",
        IN_TX.format(line="await models.choices(tx)"),
    ),
    (rules.check_reason_beside_ignore, "src/beknown/kit/x.py", "x = 1  # noqa: S101, S102 - it is so\n"),
    (rules.check_reason_beside_ignore, "src/beknown/kit/x.py", "# It is so.\nx = 1  # noqa: S101\n"),
    (
        rules.check_reason_beside_ignore,
        "src/beknown/kit/x.py",
        "x = 1  # pyright: ignore[reportAny] - it is so\n",
    ),
]


def _offences(rule: Rule, sources: list[Source]) -> list[str]:
    return [words for source in sources for words in rule(source)]


@pytest.mark.parametrize("rule", PYTHON_RULES)
def test_python_keeps_the_rule(rule: Rule) -> None:
    assert _offences(rule, PYTHON) == []


@pytest.mark.parametrize("rule", ANY_RULES)
def test_every_language_keeps_the_rule(rule: Rule) -> None:
    assert _offences(rule, SCRIPTS) == []


def test_the_web_app_silences_no_check_without_a_reason() -> None:
    assert _offences(rules.check_reason_beside_web_ignore, WEB) == []


@pytest.mark.parametrize(("rule", "path", "text"), BAD)
def test_the_rule_can_fail(rule: Rule, path: str, text: str) -> None:
    assert _offences(rule, [Source(path, text)]) != []


@pytest.mark.parametrize(("rule", "path", "text"), GOOD)
def test_the_rule_lets_good_code_pass(rule: Rule, path: str, text: str) -> None:
    assert _offences(rule, [Source(path, text)]) == []


def test_every_rule_is_shown_to_be_able_to_fail() -> None:
    assert {*PYTHON_RULES, *ANY_RULES, rules.check_reason_beside_web_ignore} == {rule for rule, _, _ in BAD}
