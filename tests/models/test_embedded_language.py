"""The embedded language engine answers, dies alone and comes back, and never outlives its parent."""

import asyncio
import os
import signal
import sys
import textwrap
from pathlib import Path

import psutil
import pytest
from pydantic import JsonValue
from pydantic_ai import Agent

from beknown.kit.errors import TooLarge, Unavailable
from beknown.kit.settings import Settings
from beknown.models import ChatMessage, Models
from beknown.models.embedded_language import EmbeddedLanguage, Launch

pytestmark = pytest.mark.slow  # the embedded model answers

STORY = [ChatMessage("user", "Tell me a very long story about the sea.")]
SCHEMA: dict[str, JsonValue] = {
    "type": "object",
    "properties": {"colour": {"type": "string", "enum": ["red", "green"]}},
    "required": ["colour"],
    "additionalProperties": False,
}


def engine_pids(home: Path) -> set[int]:
    """The engines that read their weights out of this data folder."""
    return {child.pid for child in psutil.Process().children() if str(home) in _open_files(child)}


def engine_pid(home: Path) -> int:
    """The one engine of this data folder."""
    (pid,) = engine_pids(home)
    return pid


def _open_files(process: psutil.Process) -> str:
    try:
        return " ".join(str(part.path) for part in process.memory_maps())
    except psutil.NoSuchProcess:  # a zombie counts as gone
        return ""


def list_names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def cut(weights: Path, target: Path) -> Path:
    target.write_bytes(weights.read_bytes()[:50_000_000])
    return target


async def until_gone(pid: int) -> None:
    async with asyncio.timeout(10):
        while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:  # noqa: ASYNC110 - another process gives no event
            await asyncio.sleep(0.05)


async def test_it_answers(models: Models) -> None:
    language = await models.language()
    answer = await language.complete([ChatMessage("user", "Say hello.")], max_tokens=16)
    assert answer.text
    assert answer.usage.input_tokens > 0
    assert answer.usage.output_tokens > 0


async def test_it_keeps_to_a_schema(models: Models) -> None:
    language = await models.language()
    answer = await language.complete([ChatMessage("user", "Which colour is grass?")], schema=SCHEMA)
    assert answer.text.replace(" ", "").replace("\n", "") in ('{"colour":"red"}', '{"colour":"green"}')


async def test_the_default_says_that_it_is_small_and_calls_no_tools(models: Models) -> None:
    capabilities = (await models.language()).capabilities
    assert capabilities.is_small
    assert capabilities.has_json_schema
    assert not capabilities.has_tools
    assert capabilities.context_tokens == 8192


async def test_many_who_ask_at_once_share_one_engine(models: Models, home: Path) -> None:
    found = await asyncio.gather(*(models.language() for _ in range(8)))
    assert len({id(language) for language in found}) == 1
    assert engine_pid(home)


async def test_killed_in_mid_answer_what_came_is_kept_and_the_next_answer_works(
    models: Models, home: Path
) -> None:
    language = await models.language()
    pieces: list[str] = []

    async def read() -> None:
        async for piece in language.stream(STORY, max_tokens=1000):
            pieces.append(piece)
            if len(pieces) == 5:
                os.kill(engine_pid(home), signal.SIGKILL)

    with pytest.raises(Unavailable, match="stopped while answering"):
        await read()
    assert len(pieces) >= 5
    again = await models.language()
    assert (await again.complete(STORY, max_tokens=8)).text


async def test_killed_under_an_agent_loop_the_error_is_ours(models: Models, home: Path) -> None:
    agent = Agent((await models.language()).chat_model)
    pieces: list[str] = []

    async def read() -> None:
        async with agent.run_stream(STORY[0].content, model_settings={"max_tokens": 1000}) as run:
            async for piece in run.stream_text(delta=True, debounce_by=None):
                pieces.append(piece)
                if len(pieces) == 5:
                    os.kill(engine_pid(home), signal.SIGKILL)

    with pytest.raises(Unavailable, match="try again"):
        await read()
    assert len(pieces) >= 5


async def test_it_starts_again_by_itself(models: Models, home: Path) -> None:
    await models.language()
    pid = engine_pid(home)
    os.kill(pid, signal.SIGKILL)
    async with asyncio.timeout(30):
        while engine_pids(home) <= {pid}:  # noqa: ASYNC110 - another process gives no event
            await asyncio.sleep(0.05)
    assert engine_pid(home) != pid


async def test_closing_ends_it(home: Path) -> None:
    async with Models(Settings(home=home)) as models:
        await models.language()
        pid = engine_pid(home)
    await until_gone(pid)


async def test_too_long_a_prompt_is_said_plainly(models: Models) -> None:
    language = await models.language()
    with pytest.raises(TooLarge, match="longer than SmolLM2 135M Instruct can take"):
        await language.complete([ChatMessage("user", "word " * 20_000)], max_tokens=8)


async def test_damaged_weights_are_named_and_it_is_not_tried_for_ever(tmp_path: Path, weights: Path) -> None:
    damaged = cut(weights, tmp_path / "damaged.gguf")
    engine = EmbeddedLanguage(Launch(name="Damaged", weights=str(damaged)))
    for _ in range(3):
        with pytest.raises(Unavailable, match=r"damaged\.gguf.*corrupted or incomplete"):
            await engine.ready()
    with pytest.raises(Unavailable, match="tried again in"):
        await engine.ready()
    await engine.close()


async def test_it_is_gone_when_its_parent_is_killed(weights: Path) -> None:
    program = textwrap.dedent(f"""
        import asyncio, sys
        from beknown.models.embedded_language import EmbeddedLanguage, Launch
        async def main():
            address = await EmbeddedLanguage(Launch(name="x", weights={str(weights)!r})).ready()
            print(address.pid, file=sys.stderr, flush=True)
            await asyncio.sleep(60)
        asyncio.run(main())
    """)
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    assert parent.stderr is not None
    pid = int(await parent.stderr.readline())
    assert psutil.pid_exists(pid)
    parent.kill()
    await parent.wait()
    await until_gone(pid)


async def test_missing_weights_are_reported_without_fetching(tmp_path: Path) -> None:
    async with Models(Settings(home=tmp_path)) as models:
        language, embedding = await models.describe()
    assert (language.state, embedding.state) == ("missing", "running")
    assert language.size_bytes == 98362432
    assert language.licence == "Apache-2.0"
    assert list_names(tmp_path) == []
