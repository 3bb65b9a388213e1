"""How long `beknown serve` takes until it answers: on an empty data folder, and on one that was used before."""

import asyncio
import shutil

from benchmarks.harness import TIMING_HEAD, Timing, make_home, print_head, print_table
from benchmarks.running import free_port, running, serve_env

COLD_RUNS = 3
WARM_RUNS = 5


async def main() -> None:
    """Measure and print."""
    print_head("Start", "python -m benchmarks start")
    cold: list[float] = []
    warm: list[float] = []
    for _ in range(COLD_RUNS):
        home = make_home()
        env = serve_env(home, free_port())
        health = f"http://127.0.0.1:{env['BEKNOWN_PORT']}/api/health"
        for each in [cold, *[warm] * WARM_RUNS]:
            async with running("beknown.app.cli", "serve", ready=health, env=env) as seconds:
                each.append(seconds * 1000)
        shutil.rmtree(home, ignore_errors=True)
    rows = [
        ("cold: an empty data folder", *Timing(tuple(cold)).row),
        ("warm: the second start", *Timing(tuple(warm)).row),
    ]
    print_table(("start", *TIMING_HEAD), rows)


if __name__ == "__main__":
    asyncio.run(main())
