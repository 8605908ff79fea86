"""What the end of a job means for its session.

Idempotent: a worker that died in between does it again.
"""

from __future__ import annotations

from aurity_desktop.domain.consent import WITHDRAWN_REASON, ConsentAnswer
from aurity_desktop.domain.events import AuditStatus, Event
from aurity_desktop.domain.jobs import Job, JobKind, JobState
from aurity_desktop.domain.ledger_ports import JobEndLedger
from aurity_desktop.domain.session import SessionState

CANCELLED_REASON = "cancelled"


def record_job_end(ledger: JobEndLedger, job: Job) -> None:
    """Record the end of a failed or cancelled job with its session.

    A finalize that gave up or was cancelled leaves its session failed, with the reason; the live
    text stays readable. A repeated diarization that failed leaves the session completed, with the
    speakers it had; files that could not be written, and names that could not be looked
    for, leave it as it is.
    """
    if job.state not in {JobState.FAILED, JobState.CANCELLED} or not ledger.sessions.knows(
        job.session_id
    ):
        return
    match job.kind:
        case JobKind.FINALIZE:
            if ledger.sessions.summary(job.session_id).state is not SessionState.FINALIZING:
                return
            reason = job.error_message if job.state is JobState.FAILED else CANCELLED_REASON
            if ledger.consents.newest(job.session_id) is ConsentAnswer.WITHDRAWN:
                reason = WITHDRAWN_REASON
            ledger.sessions.set_state(job.session_id, SessionState.FAILED, reason)
            event = Event.JOB_FAILED
        case JobKind.DIARIZE:
            event = Event.DIARIZATION_FAILED
        case JobKind.NAMES | JobKind.PROJECT | JobKind.RETENTION:
            event = Event.JOB_FAILED
    if job.state is JobState.FAILED and not _told(ledger, job, event):
        ledger.audit.record_event(
            job.session_id,
            event,
            {"job_id": job.job_id, "attempt": job.attempt},
            AuditStatus.FAILED,
        )


def _told(ledger: JobEndLedger, job: Job, event: Event) -> bool:
    return any(
        row.operation == event and job.job_id in row.metadata
        for row in ledger.audit.rows(job.session_id)
    )
