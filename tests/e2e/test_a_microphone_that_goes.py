"""A real microphone (PulseAudio) that is unplugged in a pause, and a real recorder process."""

import os
import signal
import sys

import pytest

from aurity_desktop.application.live.live_transcription import LiveTranscription
from aurity_desktop.application.recording.pause_wishes import HeldBy
from aurity_desktop.application.recording.recorder_process import RecorderProcess
from aurity_desktop.application.recording.recording import RecordingRequest, RecordingState
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.domain.audio import SpanKind
from aurity_desktop.entrypoints.command_line import build
from tests.benchmarks.capture.virtual_microphone import VirtualMicrophone
from tests.fakes.transcriber import FakeLiveTranscriber, FakeSliceReader

pytestmark = pytest.mark.e2e

COMMAND = (sys.executable, "-m", "aurity_desktop")


@pytest.fixture
def microphone(tmp_path_factory, monkeypatch):
    # A short path: PulseAudio's socket stands in it.
    with VirtualMicrophone(tmp_path_factory.mktemp("mic")) as made:
        for name, value in made.environment.items():
            monkeypatch.setenv(name, value)
        made.keep_awake()
        yield made


@pytest.fixture
def controller(qtbot, paths, microphone, monkeypatch):
    monkeypatch.setenv("AURITY_DATA_DIR", str(paths.data))
    program = build(paths)
    recorder = RecorderProcess(COMMAND)
    live = LiveTranscription(lambda *_: FakeLiveTranscriber(), FakeSliceReader(), program.ledger)
    made = SessionController(program, recorder, live)
    made.recorder = recorder
    made.start(RecordingRequest())
    qtbot.waitUntil(lambda: made.state is RecordingState.RECORDING)
    yield made
    made.stop()
    qtbot.waitUntil(lambda: made.state is RecordingState.IDLE)
    made.close()
    live.wait()


def captures(qtbot, controller):
    """Waits until more is captured: a test that waits in vain fails."""
    before = controller.counters.captured
    qtbot.waitUntil(lambda: controller.counters.captured > before)


@pytest.mark.parametrize("held", [False, True], ids=["paused", "off the record"])
def test_unplugged_and_plugged_in_a_pause_it_stays_a_pause_and_goes_on_afterwards(
    qtbot, controller, microphone, held
):
    spans, told = [], []
    controller.span_recorded.connect(spans.append)
    controller.interrupted.connect(lambda _: told.append("lost"))
    controller.regained.connect(lambda _: told.append("found"))
    controller.hold(HeldBy.BUTTON) if held else controller.pause()
    qtbot.waitUntil(lambda: controller.state.is_pause)
    for _ in range(2):  # what had come before the pause is counted with the next report
        with qtbot.waitSignal(controller.counters_changed):
            pass
    paused, captured = controller.state, controller.counters.captured
    microphone.unplug()
    qtbot.waitUntil(lambda: told == ["lost"])
    assert controller.state is paused
    microphone.plug()
    microphone.keep_awake()
    qtbot.waitUntil(lambda: told == ["lost", "found"])
    assert (controller.state, controller.counters.captured) == (paused, captured)
    controller.release(HeldBy.BUTTON) if held else controller.resume()
    qtbot.waitUntil(lambda: controller.state is RecordingState.RECORDING)
    captures(qtbot, controller)
    wanted = SpanKind.OFF_THE_RECORD if held else SpanKind.PAUSE
    assert [span.kind for span in spans if span.seconds > 0] == [wanted]


def test_a_recorder_that_hangs_and_one_that_is_killed_are_not_called_recording(qtbot, controller):
    pid = controller.recorder.process_id
    os.kill(pid, signal.SIGSTOP)
    try:
        qtbot.waitUntil(lambda: controller.state is RecordingState.INTERRUPTED)
    finally:
        os.kill(pid, signal.SIGCONT)
    qtbot.waitUntil(lambda: controller.state is RecordingState.RECORDING)
    controller.pause()
    qtbot.waitUntil(lambda: controller.state is RecordingState.PAUSED)
    os.kill(pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: not controller.recorder.running)
    assert controller.state is RecordingState.PAUSED
    controller.resume()
    qtbot.waitUntil(lambda: controller.state is RecordingState.RECORDING)
    captures(qtbot, controller)
