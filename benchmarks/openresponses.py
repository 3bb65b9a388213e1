"""The cases of the Open Responses suite, asked of a real server on loopback and of the engine behind it alone.

The specification isn't a part of this project: `--spec PATH` names a copy of it.
"""

import argparse
import asyncio
import json
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import httpx
import platformdirs

from beknown.gateway import NewKey, add_key
from beknown.kit.db import Database, Scope
from beknown.kit.embedded import start_embedded
from beknown.kit.settings import Settings
from beknown.models import Models
from beknown.models.fetch import fetch_weights
from beknown.models.registry import default_weight_file
from benchmarks.harness import add_person, make_home, print_head, print_table
from benchmarks.openresponses_cases import Answer, Case, make_cases
from benchmarks.openresponses_spec import Specification
from benchmarks.running import free_port, running, serve_env

OURS = "beknown"
OK = 200
TIMEOUT_S = 60.0
"""A model that never ends a text has failed after so long."""

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is asked."""

    name: str
    url: str
    key: str
    model: str


@dataclass(frozen=True, slots=True)
class Result:
    """How a case went; `checked` objects and events were held against the specification."""

    server: str
    case: str
    is_mandatory: bool
    passed: bool
    checked: int
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered: its object, and its events where it was a stream."""

    answer: Answer
    events: Sequence[dict[str, Any]]


async def run_case(client: httpx.AsyncClient, server: Server, case: Case, spec: Specification) -> Result:
    """Run one case. A request that fails ends it."""
    replies, errors = list[Reply](), list[str]()
    try:
        for make in case.requests:
            body = {"model": server.model, "temperature": 0, **make([reply.answer for reply in replies])}
            async with asyncio.timeout(TIMEOUT_S):
                replies.append(await _post(client, server, body))
    except (LookupError, ValueError, TimeoutError, httpx.HTTPError) as error:
        errors.append(f"{type(error).__name__}: {str(error)[:300]}")
    for reply in replies:
        errors += [error for event in reply.events for error in spec.find_event_errors(event)]
        errors += spec.find_errors(reply.answer)
    if len(replies) == len(case.requests) and not _holds(case, replies[-1].answer):
        errors.append(f"it isn't what was asked for: {json.dumps(replies[-1].answer)[:300]}")
    checked = sum(len(reply.events) + 1 for reply in replies)
    print(f"{server.name}: {case.name}", file=sys.stderr, flush=True)
    return Result(server.name, case.name, case.is_mandatory, not errors, checked, tuple(errors))


async def _post(client: httpx.AsyncClient, server: Server, body: dict[str, Any]) -> Reply:
    headers = {"Authorization": f"Bearer {server.key}"}
    reply = await client.post(f"{server.url}/responses", json=body, headers=headers)
    if reply.status_code != OK:
        raise ValueError(f"status {reply.status_code}: {reply.text[:200]}")
    if not body.get("stream"):
        return Reply(cast("Answer", reply.json()), ())
    lines = [
        line.removeprefix("data:").strip() for line in reply.text.splitlines() if line.startswith("data:")
    ]
    events = [json.loads(line) for line in lines if line != "[DONE]"]
    return Reply(cast("Answer", events[-1]["response"]), events)


def _holds(case: Case, answer: Answer) -> bool:
    try:
        return case.expects(answer)
    except (LookupError, ValueError, TypeError):
        return False


async def run_all(spec: Specification) -> list[Result]:
    """Run all cases against the server, and against the embedded engine alone."""
    home, port = make_home(), free_port()
    cache = Path(platformdirs.user_cache_dir("beknown", appauthor=False)) / "models"
    weights = await fetch_weights(default_weight_file("language"), cache)
    (home / "models").mkdir()
    os.link(weights, home / "models" / weights.name)
    health = f"http://127.0.0.1:{port}/api/health"
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
            async with running("beknown.app.cli", "serve", ready=health, env=serve_env(home, port)):
                ours = await _find_ours(client, home, port)
                results = [await run_case(client, ours, case, spec) for case in make_cases()]
            async with Models(Settings(home=home)) as models:
                at = (await models.language()).endpoint
                alone = Server("the engine alone", at.url, at.api_key or "", at.model)
                return [*results, *[await run_case(client, alone, case, spec) for case in make_cases()]]
    finally:
        shutil.rmtree(home, ignore_errors=True)


async def _find_ours(client: httpx.AsyncClient, home: Path, port: int) -> Server:
    embedded = start_embedded(home)
    db = Database(embedded.url, size=2)
    await db.open()
    person = await add_person(db, "Ana")
    async with db.begin(Scope(person, "account")) as tx:
        key = await add_key(tx, NewKey("benchmark", frozenset({"plain"})))
    await db.close()
    embedded.close()
    url = f"http://127.0.0.1:{port}/v1"
    listed = await client.get(f"{url}/models", headers={"Authorization": f"Bearer {key.token}"})
    return Server(OURS, url, key.token, listed.json()["data"][0]["id"])


def print_results(results: Sequence[Result]) -> None:
    """Print a row for each case, the sums, and what was wrong with ours."""
    rows = [
        (
            each.server,
            each.case,
            "mandatory" if each.is_mandatory else "optional",
            "passed" if each.passed else "failed",
            str(each.checked),
            str(len(each.errors)),
        )
        for each in results
    ]
    print_table(("server", "case", "", "", "objects and events", "errors"), rows)
    for server in dict.fromkeys(each.server for each in results):
        theirs = [each for each in results if each.server == server]
        counted = [each.passed for each in theirs if each.is_mandatory]
        errors = sum(len(each.errors) for each in theirs)
        print(f"\n{server}: {sum(counted)} of {len(counted)} mandatory cases passed, {errors} errors in all")
    for each in results:
        for error in each.errors[:SHOWN] if each.server == OURS else ():
            print(f"{each.case}: {error}")


def main() -> None:
    """Run, print, write; leave with 1 when a mandatory case of ours failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spec", type=Path, help="a copy of the Open Responses specification, as JSON")
    parser.add_argument("--json", type=Path, help="write the results to this file, as JSON")
    arguments = parser.parse_args()
    if arguments.spec is None or not arguments.spec.is_file():
        print(f"left out: no specification at {arguments.spec}; name a copy of it with --spec")
        return
    print_head("Open Responses", f"python -m benchmarks.openresponses --spec {arguments.spec.name}")
    results = asyncio.run(run_all(Specification(arguments.spec)))
    print_results(results)
    if arguments.json is not None:
        arguments.json.write_text(json.dumps([asdict(each) for each in results], indent=2), encoding="utf-8")
    if not all(each.passed for each in results if each.server == OURS and each.is_mandatory):
        sys.exit(1)


if __name__ == "__main__":
    main()
