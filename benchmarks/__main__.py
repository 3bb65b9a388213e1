"""Run all benchmarks, or those that are named: `python -m benchmarks [NAME ...]`. Each has a process of its own."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def find_benchmarks() -> list[str]:
    """List the modules beside this one that can be run."""
    runnable = [path for path in sorted(FOLDER.glob("*.py")) if path.name != "__main__.py"]
    return [
        path.stem for path in runnable if '\nif __name__ == "__main__":' in path.read_text(encoding="utf-8")
    ]


def main() -> None:
    """Run them one after the other; leave with 1 when one failed."""
    known = find_benchmarks()
    unknown = [name for name in sys.argv[1:] if name not in known]
    if unknown:
        sys.exit(f"there is no benchmark {unknown[0]!r}; there are {', '.join(known)}")
    failed: list[str] = []
    for name in sys.argv[1:] or known:
        print(f"== {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False)
        failed += [name] if done.returncode else []
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
