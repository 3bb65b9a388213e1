"""How fast archives are read, and in how much memory: `python -m benchmarks.sources_read [MEGABYTES]`.

Writes a Facebook zip of that size unpacked (default 2048 MB) and reads it to the end, without a database.
"""

import io
import json
import resource
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from beknown.sources import Found, ReadOptions, read_archive

_PAGE = 10_000
_TEXT = "The tram to Alfama leaves at nine, bring the good shoes and the key from the café"


def main() -> None:
    """Print records, seconds, rate and peak memory."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 2048
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facebook-maya.zip"
        size = write_export(path, megabytes * 1024**2)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started, worked = time.perf_counter(), time.process_time()
        kept = sum(isinstance(item, Found) for item in read_archive([path], ReadOptions()))
        seconds, worked = time.perf_counter() - started, time.process_time() - worked
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"unpacked {size / 1024**2:.0f} MB, {kept} messages in {seconds:.1f} s")
    print(f"{kept / worked:.0f} messages per second of one core")
    print(f"on the clock {kept / seconds:.0f}/s, {size / 1024**2 / seconds:.0f} MB/s")
    print(f"peak memory {peak // 1024} MB (before reading {before // 1024} MB)")


def write_export(path: Path, size: int) -> int:
    """Write threads of 10,000 messages a page until they are as large as asked; give their size."""
    written, page = 0, 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        while written < size:
            data = _page(page)
            name = f"your_facebook_activity/messages/inbox/friend{page // 10}_{1000000 + page // 10}"
            archive.writestr(f"{name}/message_{page % 10 + 1}.json", data)
            written += len(data)
            page += 1
    return written


def _page(page: int) -> bytes:
    messages = [
        {
            "sender_name": "Maya Lindqvist" if number % 2 else "Ana Duarte",
            "timestamp_ms": 1_700_000_000_000 + page * 10**7 + number * 700,
            "content": f"{_TEXT[number % 40 :]} {number}",
            "is_geoblocked_for_viewer": False,
        }
        for number in range(_PAGE)
    ]
    participants = [{"name": f"Friend {page // 10}"}, {"name": "Maya Lindqvist"}]
    out = io.StringIO()
    json.dump(
        {"participants": participants, "messages": messages, "title": f"Friend {page // 10}"}, out, indent=1
    )
    return out.getvalue().encode()


if __name__ == "__main__":
    main()
