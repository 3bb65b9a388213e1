"""Start Beknown in a throw-away home with a sample life and sample people in it; Ctrl-C removes all of it.

BEKNOWN_PORT names another port than 8410.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

EMAIL, PASSWORD = "maya@example.org", "a-sample-life-to-look-at"
START_S = 60


PROGRAM = Path(sys.executable).with_name("beknown")


def own_env(home: Path, port: str) -> dict[str, str]:
    """Give an environment with its data in `home`, away from anything that is set up for this account."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("BEKNOWN_")}
    return mine | {"BEKNOWN_HOME": str(home), "BEKNOWN_PORT": port, "BEKNOWN_LOG_LEVEL": "warning"}


def start(env: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start the server."""
    return subprocess.Popen([PROGRAM, "serve"], env=env, stderr=subprocess.DEVNULL)


def wait_until_ready(client: httpx.Client, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers; leave when it ended or takes too long."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if client.get("/api/health").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    sys.exit(f"The server didn't start. See for yourself: BEKNOWN_PORT={client.base_url.port} make run")


def settle(client: httpx.Client) -> None:
    """Make the account and bring the sample life, as the pages do."""
    account = {"email": EMAIL, "display_name": "Maya Lindqvist", "password": PASSWORD}
    place = {"locale": "en-GB", "time_zone": "Europe/Stockholm"}
    made = client.post("/api/accounts", json=account | place).raise_for_status().json()
    headers = {"X-CSRF-Token": made["csrf_token"]}
    client.post("/api/imports/sample", headers=headers).raise_for_status()


def bring_people(env: dict[str, str]) -> None:
    """Have invented people move in, with three months behind them; what goes wrong there is told."""
    subprocess.run([PROGRAM, "sample-people", "add", "--person", EMAIL], env=env, check=False)


def stop(server: subprocess.Popen[bytes], home: Path) -> None:
    """Stop the server and remove its home, however often Ctrl-C is pressed meanwhile."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    shutil.rmtree(home, ignore_errors=True)


def main() -> None:
    """Start, settle, wait for Ctrl-C, clean up."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    home = Path(tempfile.mkdtemp(prefix="beknown-demo-"))
    home.chmod(0o755)  # the embedded PostgreSQL runs as a user of its own where this one is root
    port = os.environ.get("BEKNOWN_PORT", "8410")
    env = own_env(home, port)
    server = start(env)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            wait_until_ready(client, server)
            settle(client)
        print(f"A sample life is being read: http://127.0.0.1:{port}")
        print(f"Sign in as {EMAIL} with the password {PASSWORD}")
        print("Ctrl-C stops it and removes everything.", flush=True)
        bring_people(env)
        server.wait()
    except KeyboardInterrupt:
        print()
    finally:
        stop(server, home)


if __name__ == "__main__":
    main()
