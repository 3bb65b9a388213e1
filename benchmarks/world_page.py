"""How smoothly the page 'Your world' moves with 2,000 people and 100,000 events, in Chromium without a GPU.

The time between frames is taken in the page while the pointer drags the map, the wheel zooms it, and the pointer runs
along the time line. The map is drawn by WebGL, which without a GPU is SwiftShader: the processor draws every frame,
on the same cores as the server and the page's own code. With a graphics card frames are shorter.
"""

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from pydantic import BaseModel

from beknown.app.accounts.cookie import cookie_name
from beknown.app.accounts.sessions import start_session
from beknown.events import subscribe
from beknown.kit.db import Database, Scope
from beknown.kit.embedded import DATABASE, start_embedded
from beknown.kit.migrate import migrate
from beknown.kit.owner import ensure_database
from beknown.kit.settings import Settings
from beknown.understanding import note_unread
from benchmarks.harness import add_person, make_home, print_head, print_table
from benchmarks.running import free_port, running, serve_env
from benchmarks.world import EVENTS, PEOPLE, fill_world

ROOT = Path(__file__).parent.parent
MEDIAN_MS, P95_MS = 20, 50
LONGEST_S = 300


class Frames(BaseModel):
    """Milliseconds between frames."""

    frames: list[float]


class Report(BaseModel):
    """What the browser says."""

    shown_ms: float
    nodes: int
    still: Frames
    drag: Frames
    zoom: Frames
    near: Frames
    timeline: Frames


DOINGS = {
    "still": "nothing is done",
    "drag": "dragging the map",
    "zoom": "zooming it by wheel",
    "near": "dragging it near by",
    "timeline": "along the time line",
}


async def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.world_page", description=__doc__)
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args(arguments)
    print_head("The page 'Your world'", "python -m benchmarks.world_page")
    found = [
        shutil.which(name) for name in (os.environ.get("BEKNOWN_CHROMIUM", ""), "chromium", "google-chrome")
    ]
    chromium = next((each for each in found if each), None)
    if chromium is None or not (ROOT / "web" / "node_modules").is_dir():
        print(
            "There is no Chromium, or the web app's packages aren't installed (`make e2e` brings both). Not measured."
        )
        return
    home, port = make_home(), free_port()
    try:
        cookie = await _fill(home, port)
        health = f"http://127.0.0.1:{port}/api/health"
        async with running("beknown.app.cli", "serve", ready=health, env=serve_env(home, port)):
            report = await asyncio.to_thread(_browse, f"http://localhost:{port}", cookie, chromium)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    _print(report)
    if options.json:
        options.json.write_text(json.dumps(_as_json(report), indent=2), encoding="utf-8")


async def _fill(home: Path, port: int) -> str:
    """Have a world learned under a home, and sign its person in; give the session's cookie."""
    embedded = start_embedded(home)
    await ensure_database(embedded.url, DATABASE)
    await migrate(embedded.url)
    db = Database(embedded.url, size=4)
    await db.open()
    subscribe(note_unread)
    settings = Settings(home=home, port=port)
    person = await add_person(db, "Maya")
    await fill_world(db, person, PEOPLE, EVENTS)
    async with db.begin(Scope(person, "account")) as tx:
        session = await start_session(tx, settings, user_agent="bench")
    await db.close()
    embedded.close()
    return f"{cookie_name(settings)}={session.token}"


def _browse(address: str, cookie: str, chromium: str) -> Report:
    node = next(iter(sorted((ROOT / ".tools" / "node").rglob("bin/node"))), Path("node"))
    env = {**os.environ, "BEKNOWN_ADDRESS": address, "BEKNOWN_COOKIE": cookie, "BEKNOWN_CHROMIUM": chromium}
    done = subprocess.run(
        [str(node), "e2e/frames.ts"],
        cwd=ROOT / "web",
        env=env,
        check=False,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
    )
    if done.returncode:
        sys.exit(f"the browser's part failed:\n{done.stderr[-3000:]}")
    return Report.model_validate_json(done.stdout.splitlines()[-1])


def _as_json(report: Report) -> dict[str, object]:
    measured: dict[str, object] = {
        name: {"median_ms": _at(report, name, 50), "p95_ms": _at(report, name, 95)} for name in DOINGS
    }
    return {"shown_ms": report.shown_ms, "nodes": report.nodes, **measured}


def _at(report: Report, name: str, percentile: float) -> float:
    frames: Frames = getattr(report, name)
    return float(np.percentile(frames.frames, percentile))


def _print(report: Report) -> None:
    rows: list[list[str]] = []
    for name, doing in DOINGS.items():
        frames: Frames = getattr(report, name)
        median, p95 = _at(report, name, 50), _at(report, name, 95)
        is_met = median <= MEDIAN_MS and p95 <= P95_MS
        shown = [f"{each:.1f}" for each in (median, p95, max(frames.frames))]
        rows.append([doing, *shown, str(len(frames.frames)), "met" if is_met else "missed"])
    goal = f"median {MEDIAN_MS}, p95 {P95_MS}"
    print_table(("while", "median ms", "p95 ms", "longest ms", "frames", goal), rows)
    print(
        f"\n{PEOPLE:,} people, {EVENTS:,} events: the map stood after {report.shown_ms / 1000:.1f} s, "
        f"{report.nodes} elements on the page."
    )


if __name__ == "__main__":
    asyncio.run(main())
