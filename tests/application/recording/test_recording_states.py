"""What is shown is so: every pair and triple of what can happen, against the recorder's real loop.

And the sentences that a person would say of it, each for itself.
"""

from functools import partial
from itertools import product

import pytest

from aurity_desktop.application.live.live_transcription import LiveTranscription
from aurity_desktop.application.recording import capture_watch
from aurity_desktop.application.recording.capture_facts import CaptureFacts
from aurity_desktop.application.recording.pause_wishes import HeldBy
from aurity_desktop.application.recording.recording import (
    NoticeKind,
    RecordingRequest,
    RecordingState,
)
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.domain import capture
from aurity_desktop.domain.audio import SpanKind
from tests.fakes.clock import Clock
from tests.fakes.recorder_loop import RecorderLoop
from tests.fakes.transcriber import FakeLiveTranscriber, FakeSliceReader


class Desk:
    """A controller, the recorder's loop, and a microphone that a test pulls out."""

    def __init__(self, qtbot, program, paths, ledger, look_ms):
        self.qtbot, self.ledger = qtbot, ledger
        self.clock = Clock(1_000.0)
        self.recorder = RecorderLoop(paths, ledger, self.clock)
        self.live = LiveTranscription(
            lambda *_: FakeLiveTranscriber(), FakeSliceReader(), program.ledger
        )
        self.controller = SessionController(
            program, self.recorder, self.live, clock=self.clock, look_ms=look_ms
        )
        self.said = []
        self.controller.notice_raised.connect(lambda notice: self.said.append(notice.kind))
        self.controller.notice_withdrawn.connect(lambda kind: self.said.append(("gone", kind)))

    @property
    def state(self):
        return self.controller.state

    def start(self, steps=2):
        self.controller.start(RecordingRequest())
        self.qtbot.waitUntil(lambda: self.recorder.running)
        self.go_on(steps)

    def go_on(self, steps=2):
        for _ in range(steps):
            self.recorder.step()

    def captures(self):
        """Whether what is said is kept, once what was asked for last is obeyed."""
        self.go_on()
        before = self.controller.counters.captured
        self.go_on()
        return self.controller.counters.captured > before

    def close(self):
        self.recorder.stuck = False
        self.controller.stop()
        self.go_on()
        self.qtbot.waitUntil(lambda: self.state is RecordingState.IDLE)
        self.controller.close()
        self.live.wait()


@pytest.fixture
def make_desk(qtbot, program, paths, ledger):
    made = []

    def make(look_ms=60_000):
        made.append(Desk(qtbot, program, paths, ledger, look_ms))
        return made[-1]

    yield make
    for desk in made:
        desk.close()


@pytest.fixture
def desk(make_desk):
    made = make_desk()
    made.start()
    return made


def die(desk):
    desk.clock.go_on(61.0)  # it may be restarted once a minute
    desk.recorder.die()


EVENTS = {
    "pause": lambda desk: desk.controller.pause(),
    "resume": lambda desk: desk.controller.resume(),
    "press Ctrl+P": lambda desk: desk.controller.pause_or_resume(),
    "hold the key": lambda desk: desk.controller.hold(HeldBy.KEY),
    "let the key go": lambda desk: desk.controller.release(HeldBy.KEY),
    "hold the button": lambda desk: desk.controller.hold(HeldBy.BUTTON),
    "let the button go": lambda desk: desk.controller.release(HeldBy.BUTTON),
    "unplug": lambda desk: desk.recorder.unplug(),
    "plug": lambda desk: desk.recorder.plug(),
    "mute": lambda desk: desk.recorder.mute(),
    "unmute": lambda desk: desk.recorder.unmute(),
    "change the device": lambda desk: desk.controller.use_device("headset"),
    "kill the recorder": die,
}


def test_after_any_three_events_what_is_shown_is_what_is_captured(desk):
    names = list(EVENTS)
    since = []
    for name in (each for triple in product(names, repeat=3) for each in triple):
        since = [*since, name][-6:]
        EVENTS[name](desk)
        captured = desk.captures()
        sound = captured and not desk.recorder.muted
        assert (desk.state is RecordingState.RECORDING) is sound, since
        if desk.state.is_pause:
            assert not captured, since
        elif not desk.recorder.plugged or desk.recorder.muted:
            assert desk.state is RecordingState.INTERRUPTED, since


def test_commands_that_come_before_the_recorder_has_obeyed_the_last_are_obeyed_in_their_order(desk):
    names = [name for name in EVENTS if name not in {"kill the recorder", "plug", "unplug"}]
    for pair in product(names, repeat=2):
        for name in pair:
            EVENTS[name](desk)
        captured = desk.captures()
        sound = captured and not desk.recorder.muted
        assert (desk.state is RecordingState.RECORDING) is sound, pair


@pytest.mark.parametrize("begin", [lambda c: c.pause(), lambda c: c.hold(HeldBy.KEY)])
@pytest.mark.parametrize("away", ["unplug", "mute"])
def test_a_pause_outlasts_a_microphone_that_goes_and_comes_back(desk, begin, away):
    begin(desk.controller)
    desk.go_on()
    paused = desk.state
    assert paused.is_pause
    EVENTS[away](desk)
    desk.go_on(20)
    assert desk.state is paused
    EVENTS["plug" if away == "unplug" else "unmute"](desk)
    desk.go_on()
    assert desk.state is paused
    desk.controller.pause_or_resume()
    assert desk.captures()
    assert desk.state is RecordingState.RECORDING


def test_a_pause_that_ends_while_the_microphone_is_away_says_that_it_is_away(desk):
    desk.controller.pause()
    desk.go_on()
    desk.recorder.unplug()
    desk.go_on()
    desk.controller.resume()
    desk.go_on()
    assert desk.state is RecordingState.INTERRUPTED
    desk.recorder.plug()
    desk.go_on()
    assert desk.state is RecordingState.RECORDING


def test_what_is_held_while_the_microphone_is_away_is_off_the_record_when_it_comes_back(desk):
    desk.recorder.unplug()
    desk.go_on()
    desk.controller.hold(HeldBy.BUTTON)
    desk.recorder.plug()
    assert not desk.captures()
    assert desk.state is RecordingState.OFF_THE_RECORD
    desk.controller.release(HeldBy.BUTTON)
    assert desk.captures()


def test_key_and_button_at_once_are_one_hold_that_ends_with_the_last(desk):
    desk.controller.hold(HeldBy.KEY)
    desk.controller.hold(HeldBy.BUTTON)
    desk.controller.release(HeldBy.KEY)
    assert not desk.captures()
    desk.controller.release(HeldBy.BUTTON)
    assert desk.captures()
    spans = partial(desk.ledger.sound.spans, desk.controller.plan.session_id)
    desk.qtbot.waitUntil(lambda: [span.kind for span in spans()] == [SpanKind.OFF_THE_RECORD])


def test_a_hold_in_a_pause_does_not_end_it(desk):
    desk.controller.pause()
    desk.go_on()
    desk.controller.hold(HeldBy.KEY)
    desk.controller.release(HeldBy.KEY)
    assert not desk.captures()
    assert desk.state is RecordingState.PAUSED


def test_a_hold_that_is_shorter_than_the_recorder_needs_leaves_nothing_paused(desk):
    desk.controller.hold(HeldBy.BUTTON)
    desk.controller.release(HeldBy.BUTTON)
    assert desk.captures()
    assert desk.state is RecordingState.RECORDING


def test_what_is_held_when_the_recording_begins_is_off_the_record_from_its_first_sample(make_desk):
    desk = make_desk()
    desk.controller.hold(HeldBy.KEY)
    desk.start()
    assert not desk.captures()
    assert desk.controller.counters.captured == 0
    desk.controller.release(HeldBy.KEY)
    assert desk.captures()


def test_a_pause_that_is_pressed_while_the_microphone_is_being_opened_counts(make_desk):
    desk = make_desk()
    desk.controller.start(RecordingRequest())
    desk.controller.pause()
    desk.qtbot.waitUntil(lambda: desk.recorder.running)
    assert not desk.captures()
    assert desk.state is RecordingState.PAUSED


def test_a_recorder_that_dies_before_it_has_paused_stays_dead_until_the_pause_ends(desk):
    desk.controller.hold(HeldBy.BUTTON)
    desk.recorder.die()
    assert not desk.captures()
    assert desk.state is RecordingState.OFF_THE_RECORD
    desk.controller.release(HeldBy.BUTTON)
    assert desk.captures()
    assert desk.state is RecordingState.RECORDING


@pytest.mark.parametrize("before", [None, "pause", "hold the key", "unplug", "mute"])
def test_stopping_ends_it_whatever_went_before(desk, before):
    if before is not None:
        EVENTS[before](desk)
    desk.go_on()
    with desk.qtbot.waitSignal(desk.controller.session_stopped):
        desk.controller.stop()
        assert desk.state is RecordingState.STOPPING
        desk.go_on()
    assert desk.state is RecordingState.IDLE


# -- nothing is captured, and nobody says why


@pytest.fixture
def watched(make_desk):
    """Looks every few milliseconds; the loop is stepped by the test alone."""
    made = make_desk(look_ms=5)
    made.start()
    return made


def test_a_recorder_that_hangs_is_not_called_recording_and_is_again_once_it_goes_on(watched):
    watched.recorder.stuck = True
    watched.qtbot.waitUntil(lambda: watched.state is RecordingState.INTERRUPTED)
    assert watched.said == [NoticeKind.NOTHING_CAPTURED]
    watched.recorder.stuck = False
    assert watched.captures()
    assert watched.state is RecordingState.RECORDING
    assert watched.said[-1] == ("gone", NoticeKind.NOTHING_CAPTURED)


def test_in_a_pause_and_with_the_microphone_away_it_is_not_said_twice(watched):
    watched.controller.pause()
    watched.go_on()
    _let_it_look(watched)
    assert watched.state is RecordingState.PAUSED
    watched.recorder.unplug()
    watched.controller.resume()
    watched.go_on()
    _let_it_look(watched)
    assert watched.said == []


def test_a_recorder_that_hangs_and_is_paused_is_not_said_to_hang(watched):
    watched.recorder.stuck = True
    watched.qtbot.waitUntil(lambda: watched.state is RecordingState.INTERRUPTED)
    watched.controller.pause()
    watched.recorder.stuck = False
    watched.go_on()
    assert watched.state is RecordingState.PAUSED
    watched.qtbot.waitUntil(lambda: ("gone", NoticeKind.NOTHING_CAPTURED) in watched.said)


def _let_it_look(desk):
    """Long enough for many looks."""
    ticks = []
    desk.controller._watch._timer.timeout.connect(lambda: ticks.append(1))
    desk.qtbot.waitUntil(lambda: len(ticks) > 12)


def test_a_recorder_that_hangs_when_it_is_stopped_is_ended_and_everything_is_kept(
    watched, monkeypatch
):
    monkeypatch.setattr(capture_watch, "_LOOKS_AFTER_STOP", 6)
    watched.recorder.stuck = True
    with watched.qtbot.waitSignal(watched.controller.session_stopped) as stopped:
        watched.controller.stop()
    assert watched.state is RecordingState.IDLE
    session_id = stopped.args[0].session_id
    assert watched.ledger.sound.slices(session_id)


# -- the table


def test_a_pause_counts_before_a_loss_and_a_stop_before_everything():
    for pause, lost, still, started in product(
        (None, SpanKind.PAUSE, SpanKind.OFF_THE_RECORD), (True, False), (True, False), (True, False)
    ):
        facts = CaptureFacts(started, pause, lost, still)
        expected = {
            SpanKind.PAUSE: RecordingState.PAUSED,
            SpanKind.OFF_THE_RECORD: RecordingState.OFF_THE_RECORD,
        }.get(pause)
        if expected is None and (lost or still):
            expected = RecordingState.INTERRUPTED
        if expected is None:
            expected = RecordingState.RECORDING if started else RecordingState.STARTING
        assert facts.state is expected
        stopping = CaptureFacts(started, pause, lost, still, stopping=True)
        assert stopping.state is RecordingState.STOPPING


def test_a_recorder_that_has_nothing_to_say_of_its_state_changes_none():
    facts = CaptureFacts(started=True, lost=True)
    assert facts.after(capture.Counted(1, 1)) == facts
