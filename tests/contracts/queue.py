"""What every queue promises to those who submit and look; run on the real one and on the fake."""

import pytest

from aurity_desktop.domain.errors import UnknownJob
from aurity_desktop.domain.jobs import JobKind, JobState
from aurity_desktop.domain.session import SpeakerCount

SESSION = "session_20260102_030405"
OTHER = "session_20260102_030406"


class QueueContract:
    """Needs a fixture `queue`, empty."""

    def test_a_submitted_job_is_found_again(self, queue):
        job = queue.submit(JobKind.FINALIZE, SESSION)
        assert queue.job(job.job_id) == job
        assert job.state is JobState.PENDING

    def test_an_open_job_is_not_doubled(self, queue):
        job = queue.submit(JobKind.FINALIZE, SESSION)
        assert queue.submit(JobKind.FINALIZE, SESSION).job_id == job.job_id
        assert len(queue.jobs()) == 1

    def test_the_speaker_count_travels_with_the_job(self, queue):
        job = queue.submit(JobKind.DIARIZE, SESSION, speaker_count=SpeakerCount.exactly(3))
        assert queue.job(job.job_id).speaker_count == SpeakerCount.exactly(3)

    def test_the_model_travels_with_the_job_and_the_newer_wish_counts(self, queue):
        job = queue.submit(JobKind.FINALIZE, SESSION, model="whisper-base")
        assert queue.job(job.job_id).model == "whisper-base"
        queue.submit(JobKind.FINALIZE, SESSION, model="whisper-small")
        queue.submit(JobKind.FINALIZE, SESSION)
        assert [each.model for each in queue.jobs()] == ["whisper-small"]

    def test_jobs_come_newest_first(self, queue):
        first = queue.submit(JobKind.FINALIZE, SESSION)
        second = queue.submit(JobKind.FINALIZE, OTHER)
        assert [job.job_id for job in queue.jobs()] == [second.job_id, first.job_id]
        assert [job.job_id for job in queue.jobs(OTHER)] == [second.job_id]

    def test_a_cancelled_job_can_be_retried(self, queue):
        job = queue.submit(JobKind.FINALIZE, SESSION)
        queue.cancel(job.job_id)
        assert queue.job(job.job_id).state is JobState.CANCELLED
        assert queue.retry(job.job_id).state is JobState.PENDING

    def test_an_unknown_job_is_refused(self, queue):
        for ask in (queue.job, queue.cancel, queue.retry, queue.history, queue.timings):
            with pytest.raises(UnknownJob):
                ask("job_nowhere")

    def test_the_figures_count_what_waits(self, queue):
        queue.submit(JobKind.FINALIZE, SESSION)
        assert queue.figures().depth == 1
        assert queue.worker() is None

    def test_all_jobs_are_paused_until_somebody_says_otherwise(self, queue):
        assert not queue.paused()
        queue.pause()
        queue.pause()
        assert queue.paused()
        queue.resume()
        assert not queue.paused()
        queue.resume()
