"""Binds itself, then becomes the program that it is told: what that may take ends with the limits, or with its parent.

It is run by its path and imports nothing of the house. The arguments: limits as JSON (`cpu_s`, `memory_bytes`,
`file_bytes`), then the program and its arguments. The program gets no environment: nothing of the house is in it.

Source: setrlimit(2), nice(2), prctl(2) (PR_SET_PDEATHSIG), execve(2).
"""

import contextlib
import ctypes
import json
import os
import resource
import signal
import sys

FILES = 64
NICE = 10
_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Set the limits and become the program."""
    most, program = json.loads(sys.argv[1]), sys.argv[2]
    limits = {
        resource.RLIMIT_CPU: most["cpu_s"],
        resource.RLIMIT_AS: most["memory_bytes"],
        resource.RLIMIT_FSIZE: most["file_bytes"],
        resource.RLIMIT_NOFILE: FILES,
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in limits.items():
        with contextlib.suppress(ValueError, OSError):  # not every system knows each of them
            resource.setrlimit(kind, (value, value))
    os.nice(NICE)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    os.execve(program, sys.argv[2:], {"LC_ALL": "C"})  # noqa: S606 - the caller names the program; there is no shell


if __name__ == "__main__":
    main()
