from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from aurity_desktop.application.finalizing.speaker_runs import SpeakerRuns
from aurity_desktop.domain.errors import ModelMissing, SessionBusy, UnknownModel, UnknownRun
from aurity_desktop.domain.jobs import JobKind, JobPriority
from aurity_desktop.domain.session import SessionPlan, SessionState, SpeakerCount
from aurity_desktop.models.manifest import load_manifest
from aurity_desktop.models.model_store import ModelStore
from tests.fakes.ledger import MemoryLedger
from tests.fakes.queue import MemoryQueue

SESSION = "session_20260102_030405"


@pytest.fixture
def queue():
    return MemoryQueue()


@pytest.fixture
def models(tmp_path):
    return ModelStore(tmp_path / "models", load_manifest())


@pytest.fixture
def runs(queue, models):
    """A session whose speakers were found twice."""
    ledger = MemoryLedger()
    ledger.sessions.create(SessionPlan(SESSION, datetime(2026, 1, 2, tzinfo=UTC), "a test"))
    ledger.close = lambda: None
    for run in ("run_1", "run_2"):
        ledger.segments.record_run(SESSION, run, [], [], [])
    ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    return SpeakerRuns(SimpleNamespace(ledger=lambda: ledger, queue=lambda: queue, models=models))


def test_the_newest_run_counts(runs):
    assert runs.current(SESSION) == "run_2"
    assert runs.all(SESSION) == ["run_1", "run_2"]


def test_going_back_shows_the_older_speakers_and_has_the_files_follow(runs, queue):
    runs.use(SESSION, "run_1")

    assert runs.current(SESSION) == "run_1"
    (job,) = queue.jobs()
    assert (job.kind, job.priority) == (JobKind.PROJECT, JobPriority.ASKED_FOR)
    runs.use(SESSION, "run_2")
    assert runs.current(SESSION) == "run_2"
    assert runs.all(SESSION) == ["run_1", "run_2"]


def test_a_run_that_is_not_there_is_refused(runs, queue):
    with pytest.raises(UnknownRun):
        runs.use(SESSION, "run_3")
    assert queue.jobs() == []


def test_finding_again_queues_a_diarization_with_the_count(runs, queue):
    job = runs.diarize_again(SESSION, SpeakerCount(2, 4))
    assert (job.kind, job.speaker_count) == (JobKind.DIARIZE, SpeakerCount(2, 4))


def test_the_text_is_written_again_by_the_model_that_is_named(runs, queue, models, monkeypatch):
    monkeypatch.setattr(models, "require", lambda name: name)
    job = runs.transcribe_again(SESSION, "whisper-small", SpeakerCount.exactly(2))
    assert (job.kind, job.model) == (JobKind.FINALIZE, "whisper-small")
    assert job.speaker_count == SpeakerCount.exactly(2)


@pytest.mark.parametrize(
    ("model", "error"),
    [("whisper-base", ModelMissing), ("whisper-huge", UnknownModel), ("campplus", UnknownModel)],
)
def test_a_model_that_cannot_do_it_is_told_before_anything_is_queued(runs, queue, model, error):
    with pytest.raises(error):
        runs.transcribe_again(SESSION, model)
    assert queue.jobs() == []


def test_what_is_still_being_finished_is_not_begun_again(runs, queue):
    runs._program.ledger().sessions.set_state(SESSION, SessionState.FINALIZING)
    for again in (
        lambda: runs.diarize_again(SESSION, SpeakerCount()),
        lambda: runs.transcribe_again(SESSION, "whisper-base"),
    ):
        with pytest.raises(SessionBusy):
            again()
    assert queue.jobs() == []
