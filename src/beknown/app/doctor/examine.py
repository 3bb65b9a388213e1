"""Examine the whole of it, from the outside in."""

from beknown.app.doctor.inside import examine_house
from beknown.app.doctor.machine import examine_machine
from beknown.app.doctor.types import Finding
from beknown.app.house import open_house
from beknown.kit.errors import BeknownError
from beknown.kit.settings import Settings


async def examine(settings: Settings) -> list[Finding]:
    """Look at every part; one that fails doesn't hide the others."""
    findings = await examine_machine(settings)
    try:
        async with open_house(settings) as house:
            findings += await examine_house(house)
    except BeknownError as error:
        findings.append(
            Finding("database", "bad", error.message, "Mend that first; then run the doctor again.")
        )
    return findings
