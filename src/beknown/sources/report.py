"""The import report: every record counted as kept, known already, forgotten, empty, refused or unread."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from beknown.sources.types import Dropped

_MAX_FINDINGS = 2_000
_MAX_FILE_CHARS = 300
_MORE = "more files with the same outcome"


@dataclass(slots=True)
class SourceCount:
    """What one source gained: new events, and records that it had already or that were forgotten."""

    kind: str
    account: str
    kept: int = 0
    known: int = 0
    forgotten: int = 0


@dataclass(slots=True)
class Finding:
    """Records of one file that share an outcome and a reason; `index` is the first one's place in the file."""

    file: str
    kind: str | None
    outcome: str
    reason: str
    count: int
    index: int | None


@dataclass(slots=True)
class Report:
    """Grows while an import is read; `dump` is what is stored and shown."""

    sources: dict[tuple[str, str], SourceCount] = field(default_factory=dict[tuple[str, str], SourceCount])
    findings: dict[tuple[str, str, str], Finding] = field(default_factory=dict[tuple[str, str, str], Finding])

    def source(self, kind: str, account: str) -> SourceCount:
        """The counts of one source."""
        return self.sources.setdefault((kind, account), SourceCount(kind, account))

    def drop(self, item: Dropped) -> None:
        """Count a record or file that did not become an event."""
        file = item.file[:_MAX_FILE_CHARS]
        key = (file, item.outcome, item.reason)
        if key not in self.findings and len(self.findings) >= _MAX_FINDINGS:
            key = (_MORE, item.outcome, item.reason if len(self.findings) < 2 * _MAX_FINDINGS else "various")
            file = _MORE
        found = self.findings.setdefault(key, Finding(file, item.kind, item.outcome, key[2], 0, item.index))
        found.count += item.count

    def dump(self) -> dict[str, Any]:
        """The report as JSON: totals, sources, findings."""
        totals: dict[str, int] = dict.fromkeys(
            ("kept", "known", "forgotten", "empty", "refused", "unread"), 0
        )
        for source in self.sources.values():
            totals["kept"] += source.kept
            totals["known"] += source.known
            totals["forgotten"] += source.forgotten
        for finding in self.findings.values():
            totals[finding.outcome] += finding.count
        return {
            "totals": totals,
            "sources": [asdict(source) for source in self.sources.values()],
            "findings": [asdict(finding) for finding in self.findings.values()],
        }


def load_report(stored: Mapping[str, Any]) -> Report:
    """The report as it was stored, to go on with."""
    report = Report()
    for source in stored.get("sources", ()):
        count = SourceCount(**source)
        report.sources[count.kind, count.account] = count
    for one in stored.get("findings", ()):
        finding = Finding(**one)
        report.findings[finding.file, finding.outcome, finding.reason] = finding
    return report
