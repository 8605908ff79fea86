import pytest

from aurity_desktop.audio.capture.absence import Absence
from aurity_desktop.domain.audio import Span, SpanKind
from aurity_desktop.domain.capture import Interruption

LOST = Interruption.STREAM_ENDED


@pytest.fixture
def recorded():
    return []


@pytest.fixture
def absence(recorded):
    return Absence(recorded.append)


def test_a_pause_and_a_gap_that_do_not_touch_are_what_they_are(absence, recorded):
    absence.pause(SpanKind.OFF_THE_RECORD, 10.0, 100)
    assert absence.resume(12.0, 100) == Span(SpanKind.OFF_THE_RECORD, 100, 2.0)
    absence.lose(LOST, 20.0)
    assert absence.find(25.0, 900) == Span(SpanKind.GAP, 900, 5.0, "stream_ended")
    assert len(recorded) == 2


def test_of_a_gap_that_a_pause_cuts_only_the_parts_outside_are_missing(absence, recorded):
    absence.lose(LOST, 0.0)
    absence.pause(SpanKind.PAUSE, 2.0, 5)
    absence.resume(10.0, 5)
    absence.find(11.0, 5)
    assert [(span.kind, span.seconds) for span in recorded] == [
        (SpanKind.GAP, 2.0),
        (SpanKind.PAUSE, 8.0),
        (SpanKind.GAP, 1.0),
    ]


def test_a_gap_inside_a_pause_is_no_gap(absence, recorded):
    absence.pause(SpanKind.PAUSE, 0.0, 0)
    absence.lose(LOST, 1.0)
    assert absence.find(2.0, 0).seconds == 0.0
    absence.resume(3.0, 0)
    assert [span.kind for span in recorded] == [SpanKind.PAUSE]


def test_of_a_loss_that_is_noticed_in_a_pause_the_part_before_it_is_missing(absence, recorded):
    absence.pause(SpanKind.PAUSE, 10.0, 160)
    assert absence.lose(LOST, 9.5) == Span(SpanKind.GAP, 160, 0.5, "stream_ended")
    absence.find(12.0, 160)
    absence.resume(13.0, 160)
    assert [(span.kind, span.seconds) for span in recorded] == [
        (SpanKind.GAP, 0.5),
        (SpanKind.PAUSE, 3.0),
    ]


@pytest.mark.parametrize("paused", [True, False])
def test_the_end_closes_what_is_open(absence, recorded, paused):
    if paused:
        absence.pause(SpanKind.PAUSE, 1.0, 7)
    else:
        absence.lose(LOST, 1.0)
    absence.end(4.0, 7)
    assert [(span.kind, span.seconds) for span in recorded] == [
        (SpanKind.PAUSE if paused else SpanKind.GAP, 3.0)
    ]


def test_the_end_of_a_whole_recording_records_nothing(absence, recorded):
    absence.end(4.0, 7)
    assert recorded == []
