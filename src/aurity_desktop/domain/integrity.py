"""What the corpus says about itself: projections, exports, verifications and repairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Check:
    """One question that was asked, and the answer.

    `findings` name what is wrong: which chunk, row, dataset or file. `notes` name what proves
    nothing and is worth a question all the same, such as a clock that went back.
    """

    name: str
    findings: tuple[str, ...] = ()
    detail: str = ""
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """All checks of one subject: a session id, a file's path, or `corpus`."""

    subject: str
    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong in any check."""
        return all(check.ok for check in self.checks)

    @property
    def findings(self) -> tuple[str, ...]:
        """Those of all checks, in their order."""
        return tuple(finding for check in self.checks for finding in check.findings)

    @property
    def notes(self) -> tuple[str, ...]:
        """Those of all checks, in their order."""
        return tuple(note for check in self.checks for note in check.notes)


@dataclass(frozen=True, slots=True)
class EncryptionReport:
    """What an attempt to encrypt everything came to.

    `left` says which session lies plain still, and why.
    """

    ledger: bool
    sessions: tuple[str, ...]
    left: tuple[tuple[str, str], ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything is encrypted."""
        return not self.left


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What was put right, one line an act (empty: nothing had to be), and what could not be."""

    subject: str
    acts: tuple[str, ...] = ()
    unrepaired: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything could be put right."""
        return not self.unrepaired


@dataclass(frozen=True, slots=True)
class Projection:
    """A session file that is in place.

    It holds the first `audit_rows` rows of the chain; `lost` names slices without sound.
    """

    session_id: str
    path: Path
    audit_rows: int
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Redaction:
    """What an export leaves out. `names`: display names become roles, in the text as well."""

    audio: bool = False
    names: bool = False
    text: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is left out."""
        return self.audio or self.names or self.text


def redaction_parts(redaction: Redaction) -> tuple[str, ...]:
    """`audio`, `names`, `text`, or those of them that are left out."""
    parts = ("audio", redaction.audio), ("names", redaction.names), ("text", redaction.text)
    return tuple(name for name, left_out in parts if left_out)


@dataclass(frozen=True, slots=True)
class ExportManifest:
    """Stands beside every export.

    `data_hash` covers the exported content, `files` each file's bytes (`sha256:` + hex). `left`
    says what a redacted session file still tells.
    """

    export_id: str
    timestamp: datetime
    exported_by: str
    data_source: str
    data_hash: str
    format: str
    purpose: str
    includes_pii: bool
    schema_version: int
    files: Mapping[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorpusExport:
    """An export of every finished session as tables: `rows` says how many each table has.

    `under_way` and `damaged` are the sessions that are not in it, and why.
    """

    manifest: ExportManifest
    sessions: int
    rows: Mapping[str, int]
    under_way: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
