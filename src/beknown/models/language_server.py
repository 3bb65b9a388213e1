"""The child process that runs llama.cpp: `python -P language_server.py`, with a `Launch` as JSON on standard input.

It is run as a file, not as a module, so that it loads nothing but the engine. It prints one JSON line,
`{"url": …}` when it listens or `{"error": …}` when it can't, and lives until its standard input ends, which
happens when its parent dies in whatever way.
"""

import ctypes
import importlib
import json
import os
import signal
import sys
import threading
from typing import Any

xllamacpp: Any = importlib.import_module("xllamacpp")  # it has no types

PR_SET_PDEATHSIG = 1
LOG_ERRORS_ONLY = 1
PROMPT_CACHE_MIB = 256


def main() -> None:
    """Load the weights, say where it listens, and wait for the end of standard input."""
    launch: dict[str, Any] = json.loads(sys.stdin.readline())
    _die_with_parent(launch["parent"])
    try:
        server = xllamacpp.Server(_params(launch))
    except RuntimeError as error:
        _say({"error": str(error)})
        sys.exit(1)
    _say({"url": server.listening_address})
    ended = threading.Event()
    threading.Thread(target=_await_end, args=(ended,), daemon=True).start()
    ended.wait()
    os._exit(0)  # the engine's own threads have nothing to save


def _die_with_parent(parent: int) -> None:
    """On Linux the kernel ends this process with its parent, even while the engine holds the interpreter."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _params(launch: dict[str, Any]) -> Any:  # noqa: ANN401 - the engine has no types
    params = xllamacpp.CommonParams()
    params.model.path = launch["weights"]
    params.model_alias = {launch["name"]}
    if launch["vision_weights"]:
        params.mmproj.path = launch["vision_weights"]
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [launch["api_key"]]
    params.cors_origins = ""
    params.n_ctx = launch["context_tokens"]
    params.n_parallel = launch["parallel"]
    params.kv_unified = True
    params.cpuparams.n_threads = launch["threads"]
    params.cpuparams_batch.n_threads = launch["threads"]
    params.cache_ram_mib = PROMPT_CACHE_MIB
    params.verbosity = LOG_ERRORS_ONLY  # more would log prompts
    params.ui = False
    params.endpoint_slots = False  # shows prompts
    params.offline = True
    return params


def _await_end(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


def _say(fact: dict[str, str]) -> None:
    sys.stdout.write(json.dumps(fact) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
