"""A queue in memory: the same answers as the real one, without a worker behind it.

The test plays the worker.
"""

from dataclasses import replace
from datetime import UTC, datetime

from aurity_desktop.domain.errors import SessionBusy, UnknownJob
from aurity_desktop.domain.jobs import Job, JobEvent, JobState, Percentiles, QueueFigures


class MemoryQueue:
    """The `Queue` port.

    `put` sets a job as a worker would, `status` is what `worker` answers, `error` what any look
    raises.
    """

    def __init__(self):
        self._jobs = {}
        self.status = None
        self.error = None
        self._paused = False

    def put(self, job):
        self._jobs[job.job_id] = job

    def submit(self, kind, session_id, *, priority=0, speaker_count=None, model="", quiet=0.0):
        for job in self._jobs.values():
            if (job.kind, job.session_id) == (kind, session_id) and not job.ended:
                other_count = speaker_count is not None and speaker_count != job.speaker_count
                other_model = model not in ("", job.model)
                if (other_count or other_model) and job.state is JobState.IN_PROGRESS:
                    raise SessionBusy(session_id, f"being worked on by job {job.job_id}")
                self.put(
                    replace(
                        job,
                        priority=max(job.priority, priority),
                        speaker_count=speaker_count or job.speaker_count,
                        model=model or job.model,
                    )
                )
                return self._jobs[job.job_id]
        job = Job(
            job_id=f"job_{len(self._jobs) + 1}",
            kind=kind,
            session_id=session_id,
            state=JobState.PENDING,
            progress_percent=0.0,
            attempt=0,
            error_message="",
            last_event=JobEvent.CREATED,
            created_at=datetime.now(UTC),
            priority=priority,
            speaker_count=speaker_count,
            model=model,
        )
        self.put(job)
        return job

    def job(self, job_id):
        if job_id not in self._jobs:
            raise UnknownJob(job_id)
        return self._jobs[job_id]

    def jobs(self, session_id=None):
        if self.error is not None:
            raise self.error
        return [
            job
            for job in reversed(self._jobs.values())
            if session_id is None or job.session_id == session_id
        ]

    def history(self, job_id):
        self.job(job_id)
        return []

    def timings(self, job_id):
        self.job(job_id)
        return []

    def cancel(self, job_id):
        job = self.job(job_id)
        if job.state is JobState.PENDING:
            self.put(replace(job, state=JobState.CANCELLED, last_event=JobEvent.CANCELLED))
        elif job.state is JobState.IN_PROGRESS:
            self.put(replace(job, cancel_requested=True))

    def retry(self, job_id):
        job = self.job(job_id)
        if job.ended:
            self.put(replace(job, state=JobState.PENDING, cancel_requested=False))
        return self.job(job_id)

    def pause(self):
        self._paused = True

    def resume(self):
        self._paused = False

    def paused(self):
        return self._paused

    def figures(self):
        states = [job.state for job in self._jobs.values()]
        none = Percentiles()
        return QueueFigures(
            depth=states.count(JobState.PENDING),
            in_progress=states.count(JobState.IN_PROGRESS),
            completed=states.count(JobState.COMPLETED),
            failed=states.count(JobState.FAILED),
            cancelled=states.count(JobState.CANCELLED),
            wait=none,
            run=none,
            retries=none,
            steps={},
            real_time_factors={},
        )

    def worker(self):
        if self.error is not None:
            raise self.error
        return self.status

    def close(self):
        pass
