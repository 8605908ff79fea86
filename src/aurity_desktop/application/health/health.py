"""The health of the program: what it needs, whether it is there, and the live figures.

One look, nothing changed.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from aurity_desktop.application.health.network import network_figures, network_view
from aurity_desktop.application.library.figures import latencies, percentile
from aurity_desktop.application.privacy.privacy_figures import (
    PrivacyFigures,
    consent_detail,
    privacy_figures,
    retention_detail,
)
from aurity_desktop.application.privacy.protection_summary import summary
from aurity_desktop.application.privacy.retention import Retention
from aurity_desktop.application.program import Program
from aurity_desktop.domain.capture import parse_devices
from aurity_desktop.domain.errors import AurityError, BadMessage, DamagedRow
from aurity_desktop.domain.integrity import VerificationReport
from aurity_desktop.domain.jobs import QueueFigures, WorkerStatus
from aurity_desktop.domain.ledger_ports import LiveFiguresLedger
from aurity_desktop.domain.network import NetworkFigures
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.transcript import ANSWERED, Chunk

WARN_BELOW_BYTES = 2_000_000_000
STOP_BELOW_BYTES = 200_000_000
#: Of sound: 16 kHz, 16 bits. It is kept as slices and, after Stop, as `final.wav` as well.
BYTES_PER_SECOND = 32_000
_COPIES = 2
#: Live figures are taken over the newest sessions, so that they tell of this machine as it is now.
NEWEST_SESSIONS = 50
#: Their audit chains are read whole, an hour of talk in some twentieth of a second.
NEWEST_CHAINS = 10
_LISTING_SECONDS = 15
#: A worker that is well writes a heartbeat every few seconds, whatever it is busy with.
SILENT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that has to be right; `needed` ones decide the verdict, others are only told.

    Not `examined`: it could not be looked at, so it is not `ok`, and not known to be wrong either.
    """

    name: str
    ok: bool
    detail: str
    needed: bool = True
    examined: bool = True


@dataclass(frozen=True, slots=True)
class LiveFigures:
    """How live text did in the newest sessions; None where there is nothing to measure yet."""

    sessions: int
    chunks: int
    chunks_ok_percent: float | None
    latency_p50_ms: float | None
    latency_p95_ms: float | None


@dataclass(frozen=True, slots=True)
class Health:
    """All checks and figures of one look; None for figures that could not be read."""

    checks: tuple[Check, ...]
    live: LiveFigures | None
    queue: QueueFigures | None
    privacy: PrivacyFigures | None = None
    network: NetworkFigures = field(default_factory=NetworkFigures)
    free_bytes: int | None = None

    @property
    def hours_left(self) -> int | None:
        """How many hours can be recorded on the disk as it is; None where that is not known."""
        if self.free_bytes is None:
            return None
        usable = max(0, self.free_bytes - STOP_BELOW_BYTES)
        return int(usable / (3600 * BYTES_PER_SECOND * _COPIES))

    @property
    def ready(self) -> bool:
        """Whether a recording can be made: `ok`, and there is a microphone."""
        return all(check.ok for check in self.checks if check.needed or check.name == "microphone")

    @property
    def ok(self) -> bool:
        """Whether everything that is needed is right."""
        return all(check.ok for check in self.checks if check.needed)

    def view(self) -> dict[str, Any]:
        """The same as JSON values."""
        return {
            "ok": self.ok,
            "checks": [asdict(check) for check in self.checks],
            "live": asdict(self.live) if self.live else None,
            "queue": asdict(self.queue) if self.queue else None,
            "privacy": asdict(self.privacy) if self.privacy else None,
            "network": network_view(self.network),
            "free_bytes": self.free_bytes,
        }


def examine(program: Program) -> Health:
    """Look at everything. Takes a second or so, for the list of microphones.

    On the GUI thread run `health --json` as a child instead.
    """
    free = _free_bytes(program)
    checks = [*_models(program), _disk(free), _microphone(program.command)]
    live: LiveFigures | None = None
    queue: QueueFigures | None = None
    program.vault.decide()
    checks.append(_encryption(program))
    privacy: PrivacyFigures | None = None
    try:
        with closing(program.ledger()) as ledger:
            live = live_figures(ledger)
            privacy = privacy_figures(ledger, Retention(program).outlook())
        checks.append(Check("ledger", True, f"{live.sessions} sessions looked at"))
        checks.append(corpus_check(program.corpus().look_over(NEWEST_CHAINS)))
        checks += privacy_checks(privacy)
    except AurityError as error:
        checks.append(Check("ledger", False, str(error)))
    try:
        with closing(program.queue()) as opened:
            queue = opened.figures()
            status = opened.worker()
        checks.append(Check("queue", True, f"{queue.depth} waiting, {queue.failed} failed"))
        checks.append(worker_check(status, queue.depth, datetime.now(UTC)))
    except AurityError as error:
        checks.append(Check("queue", False, str(error)))
    network = network_figures(program)
    known = free if isinstance(free, int) else None
    return Health(tuple(checks), live, queue, privacy, network, known)


def privacy_checks(figures: PrivacyFigures) -> list[Check]:
    """Told, not needed: a recording can be made all the same."""
    return [
        Check("consent", not figures.withdrawn, consent_detail(figures), needed=False),
        Check("retention", not figures.overdue, retention_detail(figures), needed=False),
    ]


def corpus_check(report: VerificationReport) -> Check:
    """What is said of the newest sessions' audit chains, keys and links."""
    if not report.ok:
        first, *others = report.findings
        more = f", and {len(others)} more" if others else ""
        return Check("corpus", False, f"{first}{more}. Run `aurity-desktop verify`")
    return Check("corpus", True, "audit chains, keys and links of the newest sessions are whole")


def worker_check(status: WorkerStatus | None, waiting: int, now: datetime) -> Check:
    """A worker without a heartbeat is wrong only while work waits."""
    told = f"last heard of {status.heartbeat_at.isoformat()}" if status else "never started yet"
    if waiting == 0:
        return Check("worker", True, told, needed=False)
    silent = status is None or abs((now - status.heartbeat_at).total_seconds()) > SILENT_SECONDS
    if silent:
        told = f"{told}, and {waiting} waiting: open the window, or run `aurity-desktop worker`"
    return Check("worker", not silent, told)


def live_figures(ledger: LiveFiguresLedger) -> LiveFigures:
    """Figures over the newest sessions."""
    newest = ledger.sessions.all()[:NEWEST_SESSIONS]
    chunks = [chunk for session in newest for chunk in _chunks(ledger, session)]
    waits = latencies(chunks)
    answered = sum(chunk.status in ANSWERED for chunk in chunks)
    return LiveFigures(
        sessions=len(newest),
        chunks=len(chunks),
        chunks_ok_percent=100 * answered / len(chunks) if chunks else None,
        latency_p50_ms=percentile(waits, 50),
        latency_p95_ms=percentile(waits, 95),
    )


def _chunks(ledger: LiveFiguresLedger, session: SessionSummary) -> list[Chunk]:
    """None of a session whose record is damaged: the others have figures all the same."""
    try:
        return ledger.chunks.of_session(session.session_id)
    except DamagedRow:
        return []


def _models(program: Program) -> list[Check]:
    checks = []
    for model in program.models.manifest.models:
        if not model.default:
            continue
        try:
            program.models.require(model.name)
        except AurityError as error:
            checks.append(Check(f"model {model.name}", False, str(error)))
        else:
            checks.append(Check(f"model {model.name}", True, "installed and intact"))
    return checks


def _encryption(program: Program) -> Check:
    """Told, not needed: without a keyring it is the user's choice."""
    try:
        program.vault.unlock_from_keyring()
        status = program.vault.status()
    except AurityError as error:
        return Check("encryption", False, str(error), needed=False, examined=False)
    return Check("encryption", status.protected, summary(status), needed=False)


def _free_bytes(program: Program) -> int | Exception:
    """Or why that cannot be told."""
    try:
        program.paths.prepare()
        return shutil.disk_usage(program.paths.data).free
    except (AurityError, OSError) as error:
        return error


def _disk(free: int | Exception) -> Check:
    if isinstance(free, Exception):
        return Check("disk", False, str(free), examined=False)
    return Check("disk", free >= WARN_BELOW_BYTES, f"{free / 1e9:.1f} GB free")


def _microphone(command: Sequence[str]) -> Check:
    """Told, not needed: a machine without one still imports files."""
    try:
        listed = subprocess.run(
            [*command, "recorder", "--list-devices"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LISTING_SECONDS,
            check=True,
        )
        devices = parse_devices(listed.stdout)
    except (OSError, subprocess.SubprocessError, BadMessage) as error:
        told = f"could not be listed ({error})"
        return Check("microphone", False, told, needed=False, examined=False)
    names = ", ".join(device.name for device in devices)
    return Check("microphone", bool(devices), names or "none found", needed=False)
