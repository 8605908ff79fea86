"""A stopped session in a ledger in memory, and the finalizer over fakes."""

from datetime import UTC, datetime
from pathlib import Path

from aurity_desktop.application.finalizing.finalize import Finalizer
from aurity_desktop.application.finalizing.misheard_names import write_misheard_names
from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, AudioSlice
from aurity_desktop.domain.heard_write import Dictionary
from aurity_desktop.domain.jobs import Job, JobKind, JobState
from aurity_desktop.domain.session import SessionPlan, SessionState
from tests.fakes.ledger import MemoryLedger
from tests.fakes.second_pass import Parts, Watch

SESSION = "session_20260102_030405"


def a_slice(number, start, count):
    return AudioSlice(SESSION, number, start, count, f"{number:064x}", Path(f"{number:06d}.wav"))


def a_job(kind=JobKind.FINALIZE, speaker_count=None):
    return Job(
        job_id="job_1",
        kind=kind,
        session_id=SESSION,
        state=JobState.IN_PROGRESS,
        progress_percent=0.0,
        attempt=1,
        error_message="",
        last_event="",
        created_at=datetime(2026, 1, 2, tzinfo=UTC),
        speaker_count=speaker_count,
    )


class Bench:
    """A stopped session of `samples`, and the finalizer over fakes."""

    def __init__(self, samples=10 * SAMPLE_RATE, plan=None):
        self.ledger = MemoryLedger()
        self.dictionary = Dictionary()
        self.parts = Parts(samples)
        created = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        self.ledger.sessions.create(plan or SessionPlan(SESSION, created, "a test"))
        starts = range(0, samples, SLICE_SAMPLES)
        for number, start in enumerate(starts):
            count = min(SLICE_SAMPLES, samples - start)
            self.ledger.sound.record_slice(a_slice(number, start, count))
        self.ledger.sessions.set_state(SESSION, SessionState.FINALIZING)

    def run(self, job=None, watch=None):
        watch = watch or Watch()
        self.in_place = Finalizer(
            self.ledger,
            self.parts,
            self.parts.engine,
            rules=self.parts.rules,
            segment_files=self.parts,
            projection=self.parts,
            dictionary=lambda: self.dictionary,
        ).run(job or a_job(), watch)
        return watch

    def look_for_names(self, job=None, watch=None, looked_at=None):
        """The job that follows a finished one."""
        watch = watch or Watch()
        work = job or a_job(JobKind.NAMES)
        write_misheard_names(self.ledger, self.parts, self.parts.engine, work, watch, looked_at)
        return watch

    @property
    def state(self):
        return self.ledger.sessions.summary(SESSION).state

    def events(self, event):
        return [row for row in self.ledger.audit.rows(SESSION) if row.operation == event]

    def speakers(self):
        return [speaker.label for speaker in self.ledger.speakers.of_session(SESSION)]
