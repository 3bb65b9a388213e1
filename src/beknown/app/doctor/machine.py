"""Look at this machine: data folder, disk, port, web app."""

import os
import shutil
import socket
import stat
from pathlib import Path

import httpx

from beknown.app.doctor.types import Finding
from beknown.app.server import STATIC
from beknown.kit.settings import SETTINGS_FILE, Settings
from beknown.social import VIDEO_INSTALL, VideoTool, examine_ffmpeg

LOW_BYTES = 2 * 1024**3
TOO_LOW_BYTES = 200 * 1024**2
OTHERS = stat.S_IRWXG | stat.S_IRWXO
PASSING = stat.S_IXGRP | stat.S_IXOTH


async def examine_machine(settings: Settings) -> list[Finding]:
    """Look at everything that needs no database."""
    return [
        examine_folder(settings.home),
        examine_settings_file(settings.home / SETTINGS_FILE),
        examine_disk(settings.home),
        await examine_server(settings),
        examine_web_app(STATIC),
        examine_video(await examine_ffmpeg(settings)),
    ]


def examine_folder(home: Path) -> Finding:
    """Is the data folder ours alone? Run by root, the embedded server must be able to pass through it."""
    mode = stat.S_IMODE(home.stat().st_mode)
    if not os.access(home, os.W_OK | os.X_OK):
        return Finding(
            "data folder",
            "bad",
            f"{home} can't be written.",
            f"chown it to the user who runs Beknown: {home}",
        )
    allowed = PASSING if os.geteuid() == 0 else 0
    if mode & OTHERS & ~allowed:
        wanted = "711" if allowed else "700"
        return Finding("data folder", "warning", f"Others may look into {home}.", f"chmod {wanted} {home}")
    return Finding("data folder", "ok", str(home))


def examine_settings_file(file: Path) -> Finding:
    """May others read the keys in it?"""
    if not file.is_file():
        return Finding("settings file", "off", f"There is none; {file} may hold settings.")
    if stat.S_IMODE(file.stat().st_mode) & OTHERS:
        return Finding(
            "settings file", "warning", "Others may read it, and it may hold keys.", f"chmod 600 {file}"
        )
    return Finding("settings file", "ok", str(file))


def examine_disk(home: Path) -> Finding:
    """Is there room to grow?"""
    free = shutil.disk_usage(home).free
    words = f"{free / 1e9:.1f} GB free where the data lies."
    if free >= LOW_BYTES:
        return Finding("disk", "ok", words)
    state = "bad" if free < TOO_LOW_BYTES else "warning"
    return Finding(
        "disk", state, words, "Make room, or set BEKNOWN_HOME to a larger disk and move the folder there."
    )


async def examine_server(settings: Settings) -> Finding:
    """Does the server run, or could it?"""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=3) as client:
            answer = await client.get(f"http://{host}:{settings.port}/api/health")
        if answer.is_success and "version" in answer.text:
            return Finding("server", "ok", f"Runs at {settings.address}.")
    except httpx.HTTPError:
        if _is_free(settings):
            return Finding(
                "server", "off", f"Isn't running. `beknown serve` starts it at {settings.address}."
            )
    return Finding(
        "server",
        "bad",
        f"Something else holds port {settings.port} of {settings.host}, or the server there is unwell.",
        "Stop it, or set BEKNOWN_PORT to another port.",
    )


def examine_web_app(folder: Path) -> Finding:
    """Has the web app been built?"""
    if (folder / "index.html").is_file():
        return Finding("web app", "ok", "Built.")
    return Finding(
        "web app", "bad", "Isn't built: there are no pages to show.", "Run `make web` in the checkout."
    )


def examine_video(tool: VideoTool) -> Finding:
    """Can videos be drawn anew?"""
    remedy = f"To have them, run: {VIDEO_INSTALL} (or install ffmpeg, or set BEKNOWN_FFMPEG to one)."
    if tool.path is None:
        return Finding("video", "off", "No ffmpeg is there: posts and messages do without videos.", remedy)
    if tool.lacks:
        words = f"{tool.path} can't be used: it has no {' and no '.join(tool.lacks)}."
        return Finding("video", "warning", words, remedy)
    return Finding("video", "ok", f"{tool.version} ({tool.path}).")


def _is_free(settings: Settings) -> bool:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            return False
    return True
