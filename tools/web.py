"""Build the web app when its sources changed, and run its npm scripts with the pinned Node.

`build` leaves `src/beknown/app/static/.sources` behind, the hash of what it was built from: the next
`build` has nothing to do until a source changes. `run NAME …` installs what `package-lock.json` names
and runs those scripts of `web/package.json`, if any, one after the other.
"""

import argparse
import hashlib
import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
STATIC = ROOT / "src" / "beknown" / "app" / "static"
BUILT_MARK = STATIC / ".sources"
INSTALLED_MARK = WEB / "node_modules" / ".installed"
NO_SOURCES = {"node_modules", "dist", "e2e", "clients", "coverage", "test-results", "playwright-report"}


def find_sources(web: Path = WEB) -> Iterator[Path]:
    """Yield every file that the built web app depends on, in a fixed order."""
    for path in sorted(web.rglob("*")):
        parts = path.relative_to(web).parts
        is_test = ".test." in path.name
        if NO_SOURCES.isdisjoint(parts) and path.is_file() and path.suffix != ".tsbuildinfo" and not is_test:
            yield path


def hash_sources(web: Path = WEB) -> str:
    """Return one hash over the names and contents of all sources."""
    digest = hashlib.sha256()
    for path in find_sources(web):
        digest.update(path.relative_to(web).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_built() -> bool:
    """Tell whether the built web app is there and made from the present sources."""
    if not (STATIC / "index.html").is_file():
        return False
    if not WEB.is_dir():
        return True
    return BUILT_MARK.is_file() and BUILT_MARK.read_text(encoding="utf-8") == hash_sources()


def find_node() -> Path:
    """Return the folder of the pinned Node, which `tools/get.py` brings if it isn't there."""
    sys.path.insert(0, str(ROOT / "tools"))
    return importlib.import_module("get").ensure("node")


def npm(*arguments: str) -> None:
    """Run npm in `web/` with the pinned Node first on the path; leave with its exit code if it fails."""
    programs = find_node()
    path = f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    environment = os.environ | {"PATH": path, "NPM_CONFIG_UPDATE_NOTIFIER": "false"}
    done = subprocess.run([str(programs / "npm"), *arguments], cwd=WEB, env=environment, check=False)
    if done.returncode != 0:
        sys.exit(f"npm {' '.join(arguments)} failed in {WEB}: see its words above")


def install() -> None:
    """Install the locked packages of the web app, unless they are there."""
    lock = WEB / "package-lock.json"
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "tools" / "node.txt").read_bytes()).hexdigest()
    if INSTALLED_MARK.is_file() and INSTALLED_MARK.read_text(encoding="utf-8") == wanted:
        return
    print("installing the web app's packages", file=sys.stderr)
    npm("ci", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error")
    INSTALLED_MARK.write_text(wanted, encoding="utf-8")


def build() -> None:
    """Build the web app into the Python package, unless what is there is up to date."""
    if is_built():
        return
    if not WEB.is_dir():
        sys.exit(f"{STATIC} holds no web app and there is no {WEB} to build it from")
    wanted = hash_sources()
    install()
    BUILT_MARK.unlink(missing_ok=True)
    print("building the web app", file=sys.stderr)
    npm("run", "--silent", "build", "--", "--logLevel", "warn")
    if not (STATIC / "index.html").is_file():
        sys.exit(f"npm run build ended well but left no {STATIC / 'index.html'}")
    BUILT_MARK.write_text(wanted, encoding="utf-8")


def main() -> None:
    """Carry out `build`, or `run` with the names of npm scripts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="build the web app if its sources changed")
    run = commands.add_parser("run", help="run npm scripts with the pinned Node")
    run.add_argument("script", nargs="*")
    given = parser.parse_args()
    if given.command == "build":
        build()
        return
    install()
    for script in given.script:
        npm("run", "--silent", script)


if __name__ == "__main__":
    main()
