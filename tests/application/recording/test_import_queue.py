"""Sound files become sessions beside everything else, one after the other, whatever stops them."""

from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from aurity_desktop.application.recording.import_queue import ImportQueue
from aurity_desktop.application.recording.recording import RecordingRequest
from aurity_desktop.application.recording.sound_import import ImportState
from aurity_desktop.domain import capture
from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, AudioSlice
from aurity_desktop.domain.errors import AudioTruncated, NotAudio, RecorderDied
from aurity_desktop.domain.jobs import JobPriority, JobState
from tests.fakes.clock import Clock
from tests.fakes.recorder import FakeRecorderProcess
from tests.fakes.window import FakeWatcher, job_of

ONE, TWO = Path("/home/ana/one.wav"), Path("/home/ana/two.wav")


class Scene:
    """A queue before a scripted recorder, and what the recorder makes of its files."""

    def __init__(self, qtbot, program, ledger):
        self.qtbot, self.program, self.ledger = qtbot, program, ledger
        self.clock = Clock(1_000.0)
        self.recorder, self.watcher = FakeRecorderProcess(), FakeWatcher()
        self.recording = SimpleNamespace(now=False)
        self.queue = ImportQueue(
            program, self.recorder, self.watcher, lambda: self.recording.now, clock=self.clock
        )

    def add(self, *paths):
        self.queue.add([RecordingRequest(input_file=path, title=path.stem) for path in paths])

    def wait_for_the_recorder(self):
        self.qtbot.waitUntil(lambda: self.recorder.started_with is not None)
        arguments, self.recorder.started_with = self.recorder.started_with, None
        return arguments

    def begin(self, expected=30.0):
        """The recorder has begun a session, and there are some seconds of it."""
        self.wait_for_the_recorder()
        plan = capture.parse_plan(self.recorder.first_lines[0])
        self.ledger.sessions.create(plan)
        self.recorder.says(
            capture.Ready(plan.session_id, "one.wav", 0, 0),
            capture.InputNoted(capture.InputNote.BEGUN, {"expected_seconds": expected}),
        )
        return plan.session_id

    def seal(self, session_id, number):
        start = number * SLICE_SAMPLES
        sealed = AudioSlice(session_id, number, start, SLICE_SAMPLES, f"{number:064x}", Path("x"))
        self.ledger.sound.record_slice(sealed)
        self.clock.now += 1.0
        self.recorder.says(
            capture.SliceSealed(sealed), capture.Counted(sealed.end_sample, sealed.end_sample)
        )

    def stop(self, reason, seconds=30):
        samples = seconds * SAMPLE_RATE
        self.recorder.says(capture.Stopped(reason, samples, seconds // 3, 0))
        self.recorder.ends()

    def read(self):
        """The first file, to its end, and its job."""
        session_id = self.begin()
        self.seal(session_id, 0)
        self.stop(capture.StopReason.END_OF_FILE)
        self.qtbot.waitUntil(lambda: self.first.state is not ImportState.READING)
        return session_id

    @property
    def first(self):
        return self.queue.imports[0]

    @property
    def states(self):
        return [each.state for each in self.queue.imports]


@pytest.fixture
def scene(qtbot, program, ledger):
    made = Scene(qtbot, program, ledger)
    yield made
    made.queue.close()


def test_files_are_read_one_after_the_other_by_a_recorder_in_the_background(scene):
    scene.add(ONE, TWO)
    assert scene.states == [ImportState.READING, ImportState.WAITING]
    arguments = scene.wait_for_the_recorder()
    assert arguments[-4:] == ["--input", "-", "--fast", "--background"]
    assert "one.wav" not in " ".join(arguments)


def test_a_file_that_is_read_waits_for_its_text_behind_every_other_job(scene):
    scene.add(ONE, TWO)
    session_id = scene.read()
    with closing(scene.program.queue()) as queue:
        (job,) = queue.jobs(session_id)
    assert job.priority == JobPriority.IMPORTED
    assert scene.first.state is ImportState.TRANSCRIBING
    assert ("watch", job.job_id) in scene.watcher.asked
    scene.wait_for_the_recorder()  # that of the second file
    assert scene.states == [ImportState.TRANSCRIBING, ImportState.READING]


def test_how_far_it_is_and_how_long_it_takes_is_told_while_it_is_read(scene):
    scene.add(ONE)
    session_id = scene.begin(expected=30.0)
    for number in range(5):
        scene.seal(session_id, number)
    assert (scene.first.seconds, scene.first.of_seconds) == (15.0, 30.0)
    assert scene.first.fraction == pytest.approx(0.05)
    assert scene.first.eta_seconds == pytest.approx(5.0)


def test_then_its_job_tells_it(scene):
    scene.add(ONE)
    session_id = scene.read()
    assert scene.first.waits
    job = job_of(session_id, job_id=scene.first.job_id, progress_percent=50.0, eta_seconds=70.0)
    scene.watcher.job_changed.emit(job)
    assert not scene.first.waits
    assert scene.first.fraction == pytest.approx(0.55)
    assert scene.first.eta_seconds == 70.0
    done = job_of(session_id, job_id=scene.first.job_id, state=JobState.COMPLETED)
    scene.watcher.job_changed.emit(done)
    assert scene.first.state is ImportState.COMPLETED
    assert scene.first.fraction == 1.0


def test_the_next_slice_is_asked_for_at_once_and_slowly_while_somebody_records(scene):
    scene.add(ONE)
    session_id = scene.begin()
    scene.seal(session_id, 0)
    assert scene.recorder.commands == [capture.Acknowledge(0)]
    scene.recording.now = True
    scene.seal(session_id, 1)
    assert scene.recorder.commands == [capture.Acknowledge(0)]
    scene.qtbot.waitUntil(lambda: capture.Acknowledge(1) in scene.recorder.commands)


def test_one_that_waits_is_dropped_when_it_is_cancelled(scene):
    scene.add(ONE, TWO)
    scene.queue.cancel(scene.queue.imports[1].key)
    assert [each.path for each in scene.queue.imports] == [ONE]


def test_one_that_is_stopped_half_way_says_what_there_is_and_goes_on_where_it_stopped(scene):
    scene.add(ONE)
    session_id = scene.begin(expected=33.0)
    for number in range(5):
        scene.seal(session_id, number)
    scene.queue.cancel(scene.first.key)
    assert scene.recorder.commands[-1] == capture.Stop()
    scene.stop(capture.StopReason.ASKED, seconds=15)
    assert scene.first.state is ImportState.STOPPED
    assert (scene.first.seconds, scene.first.of_seconds) == (15.0, 33.0)
    with closing(scene.program.queue()) as queue:
        assert queue.jobs(session_id) == []
    scene.queue.resume(scene.first.key)
    arguments = scene.wait_for_the_recorder()
    assert arguments[:3] == ["--session", session_id, "--resume"]
    scene.recorder.says(capture.Ready(session_id, "one.wav", 15 * SAMPLE_RATE, 5))
    scene.seal(session_id, 5)
    assert (scene.first.seconds, scene.first.of_seconds) == (18.0, 33.0)


def test_a_recorder_that_dies_leaves_a_part_and_the_next_file_is_read(scene):
    scene.add(ONE, TWO)
    session_id = scene.begin()
    scene.seal(session_id, 0)
    scene.recorder.ends(RecorderDied("it was killed"))
    assert scene.states == [ImportState.STOPPED, ImportState.READING]
    assert scene.first.session_id == session_id


def test_a_file_that_is_no_sound_is_told_and_keeps_no_other_from_being_read(scene):
    scene.add(ONE, TWO)
    scene.wait_for_the_recorder()
    error = NotAudio(ONE, "it holds no sound")
    scene.recorder.ends(error)
    assert scene.states == [ImportState.FAILED, ImportState.READING]
    assert scene.first.error is error
    assert scene.first.session_id == ""


def test_what_is_wrong_with_a_file_that_was_read_stays_told(scene):
    scene.add(ONE)
    session_id = scene.begin()
    error = AudioTruncated(ONE, 3.0, 30.0)
    scene.recorder.says(capture.ErrorReported.of(error, fatal=False))
    scene.seal(session_id, 0)
    scene.stop(capture.StopReason.END_OF_FILE)
    scene.qtbot.waitUntil(lambda: scene.first.state is ImportState.TRANSCRIBING)
    assert isinstance(scene.first.error, AudioTruncated)


def test_its_transcript_can_be_cancelled_too(scene):
    scene.add(ONE)
    session_id = scene.read()
    scene.queue.cancel(scene.first.key)
    assert scene.watcher.asked[-1] == ("cancel", scene.first.job_id)
    cancelled = job_of(session_id, job_id=scene.first.job_id, state=JobState.CANCELLED)
    scene.watcher.job_changed.emit(cancelled)
    assert scene.first.state is ImportState.CANCELLED
    scene.queue.dismiss(scene.first.key)
    assert scene.queue.imports == ()


def test_a_part_of_a_former_start_goes_on_with_its_file(scene):
    scene.add(ONE)
    session_id = scene.begin(expected=33.0)
    scene.stop(capture.StopReason.ASKED, seconds=0)
    scene.queue.go_on(session_id, RecordingRequest(input_file=TWO), 33.0)
    assert [(each.path, each.session_id) for each in scene.queue.imports] == [(TWO, session_id)]
    assert scene.first.of_seconds == 33.0
    assert scene.wait_for_the_recorder()[:3] == ["--session", session_id, "--resume"]
    scene.queue.go_on(session_id, RecordingRequest(input_file=TWO))
    assert len(scene.queue.imports) == 1


def test_what_is_not_read_yet_is_counted(scene):
    scene.add(ONE, TWO)
    assert scene.queue.unread == 2
    scene.read()
    assert scene.queue.unread == 1


def test_a_pause_of_all_jobs_seals_what_is_read_and_begins_no_other(scene):
    scene.add(ONE, TWO)
    session_id = scene.begin(expected=33.0)
    scene.seal(session_id, 0)
    scene.watcher.pause_all()
    assert scene.recorder.commands[-1] == capture.Stop()
    scene.stop(capture.StopReason.ASKED, seconds=3)
    assert scene.states == [ImportState.WAITING, ImportState.WAITING]
    assert (scene.first.session_id, scene.first.seconds) == (session_id, 3.0)
    scene.add(Path("/home/ana/three.wav"))
    assert ImportState.READING not in scene.states
    scene.watcher.resume_all()
    assert scene.wait_for_the_recorder()[:3] == ["--session", session_id, "--resume"]
    assert scene.states == [ImportState.READING, ImportState.WAITING, ImportState.WAITING]


def test_a_pause_that_comes_before_a_file_was_opened_leaves_it_waiting(scene):
    scene.add(ONE)
    scene.watcher.pause_all()
    scene.qtbot.waitUntil(lambda: scene.states == [ImportState.WAITING])
    assert scene.recorder.started_with is None
    scene.watcher.resume_all()
    scene.wait_for_the_recorder()


def test_what_is_cancelled_while_it_is_being_paused_is_stopped(scene):
    scene.add(ONE)
    session_id = scene.begin()
    scene.watcher.pause_all()
    scene.queue.cancel(scene.first.key)
    scene.stop(capture.StopReason.ASKED, seconds=0)
    assert scene.first.state is ImportState.STOPPED
    assert scene.first.session_id == session_id
