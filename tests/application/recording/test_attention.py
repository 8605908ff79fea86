from dataclasses import replace
from pathlib import Path

import pytest

from aurity_desktop.application.recording.attention import LONG_SILENCE_SECONDS, Attention
from aurity_desktop.application.recording.recording import NoticeKind
from aurity_desktop.domain import capture
from aurity_desktop.domain.audio import Level, Span, SpanKind
from aurity_desktop.domain.errors import AudioTruncated, LedgerBusy


def kinds(attention, *reports):
    return [notice.kind for report in reports for notice in attention.notices(report)]


def measured(clipped):
    return capture.LevelMeasured(Level(-20.0, 0.0 if clipped else -6.0, clipped))


def test_a_file_that_could_be_read_in_part_is_told_with_its_error(tmp_path):
    truncated = AudioTruncated(tmp_path / "talk.mp3", 3.0, 9.0)
    (notice,) = Attention().notices(capture.ErrorReported.of(truncated, fatal=False))
    assert notice.kind is NoticeKind.DAMAGED_INPUT
    assert isinstance(notice.error, AudioTruncated)
    assert notice.error.path == truncated.path


def test_trouble_that_the_recorder_survives_is_told_and_a_fatal_one_by_failed():
    attention, busy = Attention(), LedgerBusy(Path("ledger.db"))
    report = capture.ErrorReported.of(busy, fatal=False)
    assert kinds(attention, report) == [NoticeKind.RECORDER_TROUBLE]
    assert kinds(attention, replace(report, fatal=True)) == []


def test_how_a_file_was_read_is_told_where_something_might_be_missed():
    note = capture.InputNote
    longer = capture.InputNoted(note.LONGER_THAN_STATED, {"stated_seconds": 1.836})
    (notice,) = Attention().notices(longer)
    assert (notice.kind, notice.detail) == (
        NoticeKind.INPUT_LONGER,
        "than its header says (1.8 s)",
    )
    (notice,) = Attention().notices(capture.InputNoted(note.TRACKS_LEFT_OUT, {"tracks": 2.0}))
    assert (notice.kind, notice.detail) == (NoticeKind.TRACKS_LEFT_OUT, "2")
    told = capture.InputNoted(note.SPEAKERS_BY_CHANNEL, {"speakers": 2.0})
    (notice,) = Attention().notices(told)
    assert (notice.kind, notice.detail) == (NoticeKind.SPEAKERS_BY_CHANNEL, "2")
    assert kinds(Attention(), capture.InputNoted(note.CHANNELS_MIXED, {"channels": 2})) == []


def test_one_bang_on_the_table_is_no_clipping():
    assert kinds(Attention(), measured(200), *[measured(0)] * 100) == []


def test_sound_that_is_too_loud_again_and_again_is_told():
    assert kinds(Attention(), *[measured(3)] * 5) == [NoticeKind.CLIPPING]


def test_clipping_long_ago_does_not_count():
    scattered = [report for _ in range(5) for report in (measured(9), *[measured(0)] * 49)]
    assert kinds(Attention(), *scattered) == []


@pytest.mark.parametrize(
    ("length", "kind"),
    [(15.0, NoticeKind.SILENCE), (LONG_SILENCE_SECONDS, NoticeKind.LONG_SILENCE)],
)
def test_silence_asks_for_the_microphone_and_long_silence_for_the_end(length, kind):
    assert kinds(Attention(), capture.SilenceNoticed(length)) == [kind]


def test_what_the_disk_and_the_machine_do_is_told():
    reports = (
        capture.DiskLow(Path("data"), 1_900_000_000),
        capture.Overflowed(1, Span(SpanKind.OVERFLOW, 0, 0.1)),
        capture.Stopped(capture.StopReason.DISK_LOW, 0, 0, 0),
    )
    assert kinds(Attention(), *reports) == [
        NoticeKind.DISK_LOW,
        NoticeKind.OVERFLOW,
        NoticeKind.DISK_FULL,
    ]


def test_a_recording_that_nobody_ends_is_told_before_and_at_its_limit():
    reports = (
        capture.EndNear(1_800.0),
        capture.Stopped(capture.StopReason.LENGTH_LIMIT, 12 * 3600 * 16_000, 14_400, 0),
    )
    assert kinds(Attention(), *reports) == [NoticeKind.END_NEAR, NoticeKind.LENGTH_LIMIT]


def test_an_orderly_end_needs_no_attention():
    assert kinds(Attention(), capture.Stopped(capture.StopReason.ASKED, 1, 1, 0)) == []


def regained(seconds, reason):
    return capture.Regained("mic", Span(SpanKind.GAP, 0, seconds, reason))


def test_a_sleep_is_told_by_its_length_and_another_gap_is_not():
    attention = Attention()
    assert kinds(
        attention,
        regained(0.0, "asleep"),  # in a pause
        regained(700.0, "no_callback"),
        regained(599.0, "asleep"),
        regained(600.0, "clock_jump"),
        capture.LidClosed(),
    ) == [NoticeKind.SLEPT, NoticeKind.LONG_SLEEP, NoticeKind.LID_CLOSED]
