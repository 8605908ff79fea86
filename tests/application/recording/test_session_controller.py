import json
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from aurity_desktop.application.live.live_transcription import LiveTranscription
from aurity_desktop.application.recording.recording import (
    NoticeKind,
    RecordingRequest,
    RecordingState,
)
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.application.recording.start import new_session
from aurity_desktop.domain import capture
from aurity_desktop.domain.audio import SLICE_SAMPLES, AudioSlice, Level, Span, SpanKind
from aurity_desktop.domain.consent import WITHDRAWN_REASON, ConsentAnswer, consent_given
from aurity_desktop.domain.errors import (
    ModelDamaged,
    ModelMissing,
    NoMicrophone,
    NotAudio,
    RecorderDied,
    SessionBusy,
    UnknownSession,
)
from aurity_desktop.domain.jobs import JobKind
from aurity_desktop.domain.session import SessionState, SpeakerCount
from aurity_desktop.runtime.log_file import SharedLogFile
from aurity_desktop.runtime.logs import JsonLines
from tests.fakes.clock import Clock
from tests.fakes.recorder import FakeRecorderProcess
from tests.fakes.transcriber import FakeLiveTranscriber, FakeSliceReader

NOTHING_SPECIAL = RecordingRequest()


class Scene:
    """A controller between a scripted recorder and transcriber, and everything it told."""

    def __init__(self, qtbot, program, ledger, transcriber):
        self.clock = Clock(1_000.0)
        self.qtbot = qtbot
        self.program, self.ledger = program, ledger
        self.recorder = FakeRecorderProcess()
        self.transcriber = transcriber
        self.live = LiveTranscription(lambda *_: transcriber, FakeSliceReader(), program.ledger)
        self.controller = SessionController(program, self.recorder, self.live, clock=self.clock)
        self.states, self.notices, self.errors, self.jobs = [], [], [], []
        self.controller.state_changed.connect(self.states.append)
        self.controller.notice_raised.connect(lambda notice: self.notices.append(notice.kind))
        self.controller.failed.connect(self.errors.append)
        self.controller.session_stopped.connect(self.jobs.append)

    @property
    def plan(self):
        return self.controller.plan

    def start(self, request=NOTHING_SPECIAL):
        """Up to the moment when sound arrives, with the recorder's own first fact in the ledger."""
        self.begin(request)
        self.ledger.sessions.create(self.plan)
        self.recorder.says(
            capture.Ready(self.plan.session_id, "mic", 0, 0), capture.Started("mic", 16_000)
        )

    def begin(self, request=NOTHING_SPECIAL):
        """Up to the moment when the recorder has been started."""
        self.controller.start(request)
        self.wait_for_the_recorder()

    def wait_for_the_recorder(self):
        self.qtbot.waitUntil(lambda: self.recorder.started_with is not None)

    def dies(self):
        self.recorder.ends(RecorderDied("it was killed"))

    def seal(self, number):
        audio_slice = AudioSlice(
            self.plan.session_id,
            number,
            number * SLICE_SAMPLES,
            SLICE_SAMPLES,
            f"{number:064x}",
            Path("unused"),
        )
        self.ledger.sound.record_slice(audio_slice)
        self.recorder.says(capture.SliceSealed(audio_slice))
        return audio_slice


@pytest.fixture
def scene(qtbot, program, ledger):
    made = Scene(qtbot, program, ledger, FakeLiveTranscriber())
    yield made
    made.live.wait()


def test_a_recording_is_only_called_one_once_sound_arrives(scene):
    scene.begin(RecordingRequest(device="desk"))
    assert scene.states == [RecordingState.STARTING]
    assert scene.recorder.started_with[-2:] == ["--device", "desk"]
    scene.recorder.says(capture.Started("desk", 48_000))
    assert scene.states[-1] is RecordingState.RECORDING


def test_nothing_that_names_a_patient_stands_on_the_recorders_command_line(scene):
    request = RecordingRequest(
        input_file=Path("/home/ana/maria lopez.wav"), title="María López", vocabulary=("losartán",)
    )
    scene.begin(request)
    assert scene.recorder.started_with == ["--plan", "-", "--input", "-", "--fast"]
    plan, file = scene.recorder.first_lines
    assert capture.parse_plan(plan) == scene.plan
    assert (scene.plan.title, scene.plan.vocabulary) == ("María López", ("losartán",))
    assert json.loads(file) == "/home/ana/maria lopez.wav"


@pytest.mark.parametrize("name", ["a\nb.wav", "grabaci\udcf3n.wav", "\u2028.wav", '"x\\.wav'])
def test_any_name_of_a_file_reaches_the_recorder_as_one_line(scene, name):
    scene.begin(RecordingRequest(input_file=Path("/home/ana") / name))
    _, file = scene.recorder.first_lines
    assert len(file.splitlines()) == 1
    assert json.loads(file) == f"/home/ana/{name}"


def test_of_several_that_begin_in_one_second_each_has_an_id_of_its_own(program, paths):
    with ThreadPoolExecutor(8) as pool:
        starts = list(pool.map(lambda _: new_session(program, NOTHING_SPECIAL), range(8)))
    ids = {start.plan.session_id for start in starts}
    assert len(ids) == 8
    assert {path.name for path in paths.sessions.iterdir()} == ids


def test_what_the_recorder_says_of_a_file_is_logged_without_its_name(scene, tmp_path):
    log = SharedLogFile(tmp_path / "window.jsonl")
    log.setFormatter(JsonLines())
    logging.getLogger().addHandler(log)
    try:
        file = Path("/home/ana/consultas/Quetzalcoatl Ibarra.wav")
        scene.begin(RecordingRequest(input_file=file))
        damaged = NotAudio(file, "it ends in the middle")
        scene.recorder.says(capture.ErrorReported.of(damaged, fatal=False))
    finally:
        logging.getLogger().removeHandler(log)
        log.close()
    text = (tmp_path / "window.jsonl").read_text(encoding="utf-8")
    assert "[file] cannot be read as audio (it ends in the middle)" in text
    assert "Quetzalcoatl" not in text
    assert "Ibarra" not in text


def test_after_stop_the_session_waits_for_the_worker_with_its_text_settled(qtbot, scene):
    scene.start(RecordingRequest(speaker_count=SpeakerCount.exactly(2)))
    session_id = scene.plan.session_id
    scene.seal(0)
    scene.seal(1)
    scene.controller.stop()
    assert scene.recorder.commands[-1] == capture.Stop()
    with qtbot.waitSignal(scene.controller.session_stopped):
        scene.recorder.ends()
    assert scene.ledger.sessions.summary(session_id).state is SessionState.FINALIZING
    assert [chunk.transcription for chunk in scene.ledger.chunks.of_session(session_id)] == [
        "word0",
        "word1",
    ]
    (job,) = scene.jobs
    assert (job.kind, job.session_id) == (JobKind.FINALIZE, session_id)
    assert job.speaker_count is None  # that of the plan counts
    assert scene.states[-1] is RecordingState.IDLE


def test_every_answered_slice_is_acknowledged_so_that_an_import_continues(qtbot, scene):
    scene.start()
    with qtbot.waitSignal(scene.live.answered):
        scene.seal(0)
    assert capture.Acknowledge(0) in scene.recorder.commands


def test_the_three_counters_come_from_reports_and_from_settled_text(qtbot, scene):
    scene.start()
    scene.recorder.says(capture.Counted(5_000, 4_000))
    with qtbot.waitSignal(scene.controller.text_changed):
        scene.seal(0)
    counters = scene.controller.counters
    assert (counters.captured, counters.on_disk) == (5_000, 4_000)
    assert counters.transcribed == SLICE_SAMPLES


def test_while_the_microphone_is_opened_no_clock_shows_the_session_before(qtbot, scene):
    scene.start()
    scene.recorder.says(capture.Counted(captured=26 * 16_000, on_disk=26 * 16_000))
    scene.recorder.ends()
    qtbot.waitUntil(lambda: scene.controller.state is RecordingState.IDLE)
    shown = []
    scene.controller.counters_changed.connect(lambda counters: shown.append(counters.captured))
    scene.controller.state_changed.connect(shown.append)
    scene.controller.start(NOTHING_SPECIAL)
    assert shown == [0, RecordingState.STARTING]
    scene.wait_for_the_recorder()


def test_pause_and_resume_are_asked_of_the_recorder_and_shown_when_it_says_so(scene):
    scene.start()
    scene.controller.pause(SpanKind.OFF_THE_RECORD)
    assert scene.recorder.commands[-1] == capture.Pause(SpanKind.OFF_THE_RECORD)
    assert scene.controller.state is RecordingState.RECORDING
    scene.recorder.says(capture.Paused(SpanKind.OFF_THE_RECORD, 100))
    assert scene.controller.state is RecordingState.OFF_THE_RECORD
    scene.controller.resume()
    scene.recorder.says(capture.Resumed(Span(SpanKind.OFF_THE_RECORD, 100, 2.0)))
    assert scene.controller.state is RecordingState.RECORDING


def test_a_lost_microphone_interrupts_the_session_which_continues_afterwards(qtbot, scene):
    scene.start()
    with qtbot.waitSignal(scene.controller.interrupted):
        scene.recorder.says(capture.Interrupted(capture.Interruption.NO_CALLBACK, "mic", 16_000))
    assert scene.controller.state is RecordingState.INTERRUPTED
    scene.controller.use_device("other")
    assert scene.recorder.commands[-1] == capture.UseDevice("other")
    scene.recorder.says(capture.Regained("other", Span(SpanKind.GAP, 16_000, 3.5)))
    assert scene.controller.state is RecordingState.RECORDING


def test_without_a_microphone_nothing_is_left_behind(qtbot, scene):
    scene.begin()
    session_id = scene.plan.session_id
    with qtbot.waitSignal(scene.controller.failed):
        scene.recorder.ends(NoMicrophone())
    qtbot.waitUntil(lambda: scene.controller.state is RecordingState.IDLE)
    assert not scene.ledger.sessions.knows(session_id)
    assert scene.jobs == []


def test_a_recorder_that_dies_is_started_again_in_the_same_session(qtbot, scene):
    scene.start(RecordingRequest(device="desk"))
    session_id = scene.plan.session_id
    started, spans = [], []
    scene.controller.session_started.connect(started.append)
    scene.controller.span_recorded.connect(spans.append)
    scene.controller.use_device("headset")
    scene.dies()
    assert scene.controller.state is RecordingState.INTERRUPTED
    assert scene.recorder.started_with == [
        *("--session", session_id, "--resume", "--wait-for-device", "--device", "headset")
    ]
    gap = Span(SpanKind.GAP, 100, 0.7, "recorder_gone")
    scene.recorder.says(
        capture.Ready(session_id, "headset", 100, 1),
        capture.Started("headset", 16_000),
        capture.Regained("headset", gap),
    )
    assert scene.controller.state is RecordingState.RECORDING
    assert (started, spans, scene.errors) == ([], [gap], [])


def test_a_recorder_that_dies_again_within_a_minute_ends_the_recording_with_everything_kept(
    qtbot, scene
):
    scene.start()
    scene.seal(0)
    scene.dies()
    scene.clock.go_on(59.0)
    with qtbot.waitSignal(scene.controller.session_stopped):
        scene.dies()
    assert isinstance(scene.errors[0], RecorderDied)
    assert len(scene.jobs) == 1


def test_a_recorder_that_dies_after_an_hour_again_is_started_again(scene):
    scene.start()
    scene.dies()
    scene.clock.go_on(3_600.0)
    scene.dies()
    assert scene.controller.state is RecordingState.INTERRUPTED
    assert scene.errors == []


def test_of_time_that_was_not_captured_what_the_ledger_has_is_told_and_nothing_else(qtbot, scene):
    """To the live text, too, which writes nothing across it."""
    told = []
    scene.start()
    scene.controller.span_recorded.connect(told.append)
    gap, pause = Span(SpanKind.GAP, 100, 0.5), Span(SpanKind.PAUSE, 100, 2.0)
    scene.recorder.says(capture.Interrupted(capture.Interruption.NO_CALLBACK, "mic", 100))
    scene.recorder.says(capture.GapEnded(gap))
    scene.recorder.says(capture.Paused(SpanKind.PAUSE, 100))
    scene.recorder.says(capture.Regained("mic", Span(SpanKind.GAP, 100, 0.0)))
    scene.recorder.says(capture.Resumed(pause))
    assert told == [gap, pause]
    qtbot.waitUntil(lambda: scene.transcriber.heard == [("break", 100), ("break", 100)])


def test_in_a_pause_a_dead_recorder_is_started_again_when_the_pause_ends(scene):
    scene.start()
    scene.controller.pause()
    scene.recorder.says(capture.Paused(SpanKind.PAUSE, 100))
    first = scene.recorder.started_with
    scene.dies()
    assert scene.recorder.started_with == first
    assert scene.controller.state is RecordingState.PAUSED
    scene.controller.resume()
    assert scene.recorder.started_with[2] == "--resume"
    assert scene.controller.state is RecordingState.INTERRUPTED


def test_a_session_whose_recorder_died_in_a_pause_can_be_stopped(qtbot, scene):
    scene.start()
    scene.seal(0)
    scene.controller.pause()
    scene.recorder.says(capture.Paused(SpanKind.PAUSE, 100))
    scene.dies()
    with qtbot.waitSignal(scene.controller.session_stopped):
        scene.controller.stop()
    assert len(scene.jobs) == 1


def test_a_file_is_not_begun_anew_when_its_recorder_dies(qtbot, scene):
    scene.start(RecordingRequest(input_file=Path("talk.wav")))
    scene.seal(0)
    with qtbot.waitSignal(scene.controller.session_stopped):
        scene.dies()
    assert isinstance(scene.errors[0], RecorderDied)


def test_the_slice_that_a_dead_recorder_left_open_is_sealed_before_the_session_is_handed_over(
    qtbot, program, ledger
):
    def salvage(session_id, opened):
        opened.sound.record_slice(
            AudioSlice(session_id, 0, 0, 20_000, "0" * 64, Path("unused")), adopted=True
        )

    scene = Scene(qtbot, replace(program, recover_session=salvage), ledger, FakeLiveTranscriber())
    scene.start()
    session_id = scene.plan.session_id
    scene.dies()
    with qtbot.waitSignal(scene.controller.session_stopped):
        scene.dies()
    assert scene.ledger.sessions.summary(session_id).sample_count == 20_000
    assert scene.ledger.sessions.summary(session_id).state is SessionState.FINALIZING
    scene.live.wait()


def test_a_recording_without_a_single_slice_ends_as_failed_and_makes_no_job(qtbot, scene):
    scene.start()
    session_id = scene.plan.session_id
    scene.controller.stop()
    scene.recorder.ends()
    qtbot.waitUntil(lambda: scene.controller.state is RecordingState.IDLE)
    assert scene.ledger.sessions.summary(session_id).state is SessionState.FAILED
    assert scene.jobs == []


def test_missing_text_is_told_once_and_recording_continues(qtbot, program, ledger):
    scene = Scene(qtbot, program, ledger, FakeLiveTranscriber(ModelMissing("whisper-base")))
    scene.start()
    scene.seal(0)
    scene.seal(1)
    scene.controller.stop()
    with qtbot.waitSignal(scene.controller.session_stopped):
        scene.recorder.ends()
    assert scene.notices == [NoticeKind.TEXT_UNAVAILABLE]
    assert len(scene.jobs) == 1


DAMAGED = ModelDamaged("whisper-base", Path("model.bin"))


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ModelMissing("whisper-base"), []),  # the window has a line for that
        (DAMAGED, [(NoticeKind.RECORDER_TROUBLE, DAMAGED)]),
    ],
    ids=lambda each: type(each).__name__,
)
def test_before_a_recording_the_model_is_told_and_no_sound_is_spoken_of(qtbot, scene, error, told):
    found = []
    scene.controller.notice_raised.connect(lambda each: found.append((each.kind, each.error)))
    scene.live.failed.emit(error)
    assert found == told


@pytest.mark.parametrize(
    ("report", "kind"),
    [
        (capture.LidClosed(), NoticeKind.LID_CLOSED),
        (capture.SilenceNoticed(330.0), NoticeKind.LONG_SILENCE),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_speaks_of_a_recording_that_goes_on_goes_with_it(qtbot, scene, report, kind):
    withdrawn = []
    scene.controller.notice_withdrawn.connect(withdrawn.append)
    scene.start()
    scene.seal(0)
    scene.recorder.says(report)
    assert scene.notices == [kind]
    assert kind not in withdrawn
    scene.controller.stop()
    with qtbot.waitSignal(scene.controller.session_stopped):
        scene.recorder.ends()
    assert kind in withdrawn


def test_that_this_machine_is_slow_is_told_while_it_records_and_withdrawn_at_the_end(qtbot, scene):
    withdrawn = []
    scene.controller.notice_withdrawn.connect(withdrawn.append)
    scene.start()
    scene.seal(0)
    scene.live.slow.emit()
    assert scene.notices == [NoticeKind.TEXT_SLOW]
    scene.controller.stop()
    with qtbot.waitSignal(scene.controller.session_stopped):
        scene.recorder.ends()
    assert NoticeKind.TEXT_SLOW in withdrawn


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_what_is_said_of_a_recording_that_goes_on_goes_when_it_ends(qtbot, scene, kind):
    """`The computer slept for 32 s. Recording goes on.` stood beside the finished transcript."""
    of_a_file = {NoticeKind.DAMAGED_INPUT, NoticeKind.INPUT_LONGER, NoticeKind.TRACKS_MIXED}
    of_a_file |= {NoticeKind.TRACKS_LEFT_OUT, NoticeKind.SPEAKERS_BY_CHANNEL}
    why_it_ended = {NoticeKind.DISK_FULL, NoticeKind.LENGTH_LIMIT}
    what_became_of_it = {NoticeKind.OVERFLOW, NoticeKind.RECORDER_TROUBLE}
    withdrawn = []
    scene.start()
    scene.seal(0)
    scene.controller.notice_withdrawn.connect(withdrawn.append)
    scene.controller.stop()
    with qtbot.waitSignal(scene.controller.session_stopped):
        scene.recorder.ends()
    assert (kind in withdrawn) is (kind not in of_a_file | why_it_ended | what_became_of_it)


def test_what_the_recorder_notices_is_passed_on(scene):
    scene.start()
    levels, withdrawn = [], []
    scene.controller.level_measured.connect(levels.append)
    scene.controller.notice_withdrawn.connect(withdrawn.append)
    scene.recorder.says(
        capture.LevelMeasured(Level(-20.0, -6.0)),
        capture.SilenceNoticed(15.0),
        capture.SoundReturned(20.0),
        capture.DiskLow(Path("data"), 1_500_000_000),
        capture.Overflowed(1, Span(SpanKind.OVERFLOW, 100, 0.1)),
    )
    assert levels == [Level(-20.0, -6.0)]
    assert scene.notices == [NoticeKind.SILENCE, NoticeKind.DISK_LOW, NoticeKind.OVERFLOW]
    assert withdrawn == [NoticeKind.SILENCE, NoticeKind.LONG_SILENCE]


def test_a_session_that_did_not_end_can_be_recorded_on(qtbot, scene):
    scene.start()
    session_id = scene.plan.session_id
    scene.dies()
    scene.dies()
    qtbot.waitUntil(lambda: scene.controller.state is RecordingState.IDLE)
    scene.recorder.started_with = None
    scene.controller.continue_session(session_id, RecordingRequest())
    scene.wait_for_the_recorder()
    assert scene.recorder.started_with[:3] == ["--session", session_id, "--resume"]
    assert scene.plan.session_id == session_id


def finished(qtbot, scene):
    """A session with one slice that was handed over."""
    scene.start()
    session_id = scene.plan.session_id
    scene.seal(0)
    with qtbot.waitSignal(scene.controller.session_stopped):
        scene.controller.stop()
        scene.recorder.ends()
    scene.recorder.started_with = None
    return session_id


def test_a_finished_session_takes_another_part(qtbot, scene):
    session_id = finished(qtbot, scene)
    with closing(scene.program.queue()) as queue:
        for job in queue.jobs(session_id):
            queue.cancel(job.job_id)
        queue.submit(JobKind.NAMES, session_id)  # which are looked for beside it
    scene.ledger.sessions.set_state(session_id, SessionState.COMPLETED)
    scene.controller.continue_session(session_id, RecordingRequest())
    scene.wait_for_the_recorder()
    assert scene.recorder.started_with[:3] == ["--session", session_id, "--resume"]


@pytest.mark.parametrize("state", [SessionState.FINALIZING, SessionState.COMPLETED])
def test_while_a_session_is_being_transcribed_it_takes_no_other_part(qtbot, scene, state):
    """Its transcript would be without it; the job has not ended."""
    session_id = finished(qtbot, scene)
    scene.ledger.sessions.set_state(session_id, state)
    with qtbot.waitSignal(scene.controller.failed) as told:
        scene.controller.continue_session(session_id, RecordingRequest())
    assert isinstance(told.args[0], SessionBusy)
    assert scene.recorder.started_with is None


def test_a_second_start_changes_nothing(scene):
    scene.start()
    plan = scene.plan
    scene.controller.start(RecordingRequest())
    assert scene.controller.plan == plan


def test_a_recording_that_is_stopped_before_it_began_leaves_nothing(qtbot, scene):
    scene.controller.start(RecordingRequest())
    scene.controller.stop()
    qtbot.waitUntil(lambda: scene.controller.state is RecordingState.IDLE)
    assert scene.recorder.started_with is None
    assert scene.jobs == scene.errors == []


def test_continuing_a_session_that_does_not_exist_is_told(qtbot, scene):
    with qtbot.waitSignal(scene.controller.failed) as told:
        scene.controller.continue_session("session_20200101_000000", RecordingRequest())
    assert isinstance(told.args[0], UnknownSession)
    assert scene.controller.state is RecordingState.IDLE


CONSENT = consent_given("es")


def withdrawn(scene):
    gone = []
    scene.controller.consent_withdrawn.connect(gone.append)
    return gone


def test_a_consent_given_before_goes_to_the_recorder_by_its_reference(scene):
    scene.begin(RecordingRequest(consent=CONSENT))
    at = scene.recorder.started_with.index("--consent")
    assert scene.recorder.started_with[at + 1] == CONSENT.reference


def test_a_consent_can_be_given_while_it_records(scene, qtbot):
    scene.start()
    with qtbot.waitSignal(scene.controller.consent_recorded):
        scene.controller.give_consent(CONSENT)
    assert scene.ledger.consents.newest(scene.plan.session_id) is ConsentAnswer.GIVEN


def test_withdrawing_the_consent_stops_and_makes_nothing_more_of_the_session(scene, qtbot):
    scene.start(RecordingRequest(consent=CONSENT))
    session_id = scene.plan.session_id
    scene.seal(0)
    gone = withdrawn(scene)
    scene.controller.withdraw_consent()
    assert scene.recorder.commands == [capture.Stop()]
    scene.recorder.says(capture.Stopped(capture.StopReason.ASKED, SLICE_SAMPLES, 1, 0))
    scene.recorder.ends()
    qtbot.waitUntil(lambda: gone == [session_id])
    assert scene.jobs == []
    assert scene.ledger.consents.newest(session_id) is ConsentAnswer.WITHDRAWN
    session = scene.ledger.sessions.summary(session_id)
    assert (session.state, session.reason) == (SessionState.FAILED, WITHDRAWN_REASON)
    assert scene.controller.state is RecordingState.IDLE


def test_a_withdrawal_that_the_recorder_heard_of_ends_the_session_alike(scene, qtbot):
    scene.start()
    session_id = scene.plan.session_id
    scene.seal(0)
    gone = withdrawn(scene)
    told = capture.Stopped(capture.StopReason.CONSENT_WITHDRAWN, SLICE_SAMPLES, 1, 0)
    scene.recorder.says(told)
    scene.recorder.ends()
    qtbot.waitUntil(lambda: gone == [session_id])
    assert scene.ledger.sessions.summary(session_id).reason == WITHDRAWN_REASON
    assert scene.jobs == []


def test_a_recording_that_was_closed_at_its_limit_is_finished_like_any_other(scene, qtbot):
    scene.start()
    session_id = scene.plan.session_id
    scene.seal(0)
    taken_back = []
    scene.controller.notice_withdrawn.connect(taken_back.append)
    scene.recorder.says(
        capture.EndNear(1_800.0),
        capture.Stopped(capture.StopReason.LENGTH_LIMIT, SLICE_SAMPLES, 1, 0),
    )
    with qtbot.waitSignal(scene.controller.session_stopped):
        scene.recorder.ends()
    assert scene.notices == [NoticeKind.END_NEAR, NoticeKind.LENGTH_LIMIT]
    assert NoticeKind.END_NEAR in taken_back  # "ends in 30 min" is untrue by now
    assert NoticeKind.LENGTH_LIMIT not in taken_back
    assert scene.ledger.sessions.summary(session_id).state is SessionState.FINALIZING
    assert len(scene.jobs) == 1


@pytest.mark.parametrize(
    ("asked", "drafts"),
    [
        (RecordingRequest(), 1),
        (RecordingRequest(input_file=Path("talk.wav"), fast=False), 1),
        (RecordingRequest(input_file=Path("talk.wav")), 0),
    ],
)
def test_drafts_are_written_only_where_the_sound_comes_no_faster_than_it_is_spoken(
    qtbot, program, ledger, asked, drafts
):
    transcriber = FakeLiveTranscriber()
    scene = Scene(qtbot, program, ledger, transcriber)
    scene.start(asked)
    scene.recorder.says(capture.Counted(40_000, 40_000))
    scene.live.wait()
    assert len(transcriber.drafts) == drafts
