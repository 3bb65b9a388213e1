"""List the project's own files: everything but what is built, installed or cached. It needs no git."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {
    ".git",
    ".hypothesis",
    ".import_linter_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".tools",
    ".venv",
    ".venv-train",
    "__pycache__",
    "dist",
    "node_modules",
    "test-results",
}
BUILT = "src/beknown/app/static"


def find_files(*suffixes: str, root: Path = ROOT) -> list[str]:
    """Give the files' paths from the root, with slashes, sorted; with suffixes, only those that end so."""
    found: list[str] = []
    for folder, folders, names in os.walk(root):
        here = Path(folder).relative_to(root)
        folders[:] = [name for name in folders if name not in NOT_OURS and (here / name).as_posix() != BUILT]
        found += [(here / name).as_posix() for name in names]
    return sorted(path for path in found if not suffixes or path.endswith(suffixes))
