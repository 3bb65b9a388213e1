"""`beknown doctor`: what runs, what is missing, and how to mend it."""

import asyncio

from beknown.app.commands import AsJson, prepare, show
from beknown.app.doctor import Finding, examine
from beknown.kit.errors import Unavailable

MARKS = {"ok": "ok  ", "off": "off ", "warning": "warn", "bad": "BAD "}


def doctor(*, as_json: AsJson = False) -> None:
    """Say what runs, what is missing, and how to mend it. The code is 1 when something doesn't work.

    Args:
        as_json: Print one JSON document.
    """
    findings = asyncio.run(examine(prepare()))
    show(findings, [line for each in findings for line in _lines(each)], as_json=as_json)
    bad = [each.part for each in findings if each.state == "bad"]
    if bad:
        raise Unavailable(f"Needs mending: {', '.join(bad)}.")


def _lines(finding: Finding) -> list[str]:
    first = f"{MARKS[finding.state]}  {finding.part}: {finding.detail}"
    return [first, f"      {finding.remedy}"] if finding.remedy else [first]
