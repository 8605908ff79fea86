"""A computer that is opened the next morning records nobody unasked."""

import pytest

from aurity_desktop.application.recording.sleep_pause import SleepPause
from aurity_desktop.domain.audio import Span, SpanKind
from aurity_desktop.domain.capture import Regained
from tests.fakes.window import FakeController, plan_of


@pytest.mark.parametrize(
    ("seconds", "reason", "pauses"),
    [(8 * 3600.0, "asleep", True), (300.0, "asleep", False), (8 * 3600.0, "not_found", False)],
)
def test_after_a_long_sleep_the_recording_is_paused(qapp, seconds, reason, pauses):
    controller = FakeController()
    pause = SleepPause(controller)
    controller.begin(plan_of())
    controller.regained.emit(Regained("mic", Span(SpanKind.GAP, 0, seconds, reason)))
    asked = [command for command in controller.commands if command[0] == "pause"]
    assert asked == ([("pause", SpanKind.PAUSE)] if pauses else [])
    assert pause.parent() is None
