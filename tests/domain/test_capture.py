"""What the recorder and the application say to each other survives the line it travels in."""

import inspect
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aurity_desktop.domain import errors
from aurity_desktop.domain.audio import AudioSlice, Device, Level, Span, SpanKind
from aurity_desktop.domain.capture import (
    Acknowledge,
    Counted,
    DiskLow,
    EndNear,
    ErrorReported,
    GapEnded,
    Interrupted,
    Interruption,
    LevelMeasured,
    Overflowed,
    Pause,
    Paused,
    Ready,
    Regained,
    Resume,
    Resumed,
    SilenceNoticed,
    SliceSealed,
    SoundReturned,
    Started,
    Stop,
    Stopped,
    StopReason,
    UseDevice,
    format_command,
    format_devices,
    format_plan,
    format_report,
    parse_command,
    parse_devices,
    parse_plan,
    parse_report,
)
from aurity_desktop.domain.errors import AurityError, BadMessage, DiskFull, NoMicrophone
from aurity_desktop.domain.session import SessionPlan, SpeakerCount

SPAN = Span(SpanKind.GAP, 48_000, 2.5, "no_callback")

REPORTS = [
    Ready("session_1234", "Micrófono de Ana", 0, 0),
    Started("pulse", 44_100),
    SliceSealed(AudioSlice("session_1234", 7, 336_000, 48_000, "ab" * 32, Path("/a/b.wav"), 12.5)),
    LevelMeasured(Level(-20.5, -3.25, 4)),
    Counted(10, 9),
    Paused(SpanKind.OFF_THE_RECORD, 5),
    Resumed(Span(SpanKind.PAUSE, 5, 1.5)),
    Interrupted(Interruption.CLOCK_JUMP, "pulse", 3),
    Regained("pulse", SPAN),
    GapEnded(SPAN),
    Overflowed(2, SPAN),
    SilenceNoticed(15.0),
    SoundReturned(20.0),
    DiskLow(Path("/a"), 5),
    EndNear(1800.0),
    ErrorReported.of(NoMicrophone("headset"), fatal=False),
    Stopped(StopReason.END_OF_FILE, 480_000, 10, 0),
]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.event)
def test_every_report_survives_its_line(report):
    line = format_report(report)
    assert "\n" not in line
    assert parse_report(line) == report
    assert parse_report(line.encode()) == report


@pytest.mark.parametrize(
    "command",
    [Pause(), Pause(SpanKind.OFF_THE_RECORD), Resume(), Stop(), Acknowledge(3), UseDevice("ñ")],
)
def test_every_command_survives_its_line(command):
    assert parse_command(format_command(command)) == command


def test_a_line_is_flat_and_named():
    assert format_report(Counted(1, 2)) == '{"event":"counters","captured":1,"on_disk":2}'
    assert parse_command('{"command": "pause"}') == Pause()


def test_fields_of_a_newer_version_are_ignored():
    assert parse_report('{"event":"silence","length":2.0,"loudness":5}') == SilenceNoticed(2.0)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[]",
        "3",
        "null",
        b"\xff",
        '{"event":"slice"}',
        '{"event":"stopped","reason":"bored"}',
        '{"event":"counters","captured":"many","on_disk":1}',
        '{"command":"stop"}',
        '{"event":{}}',
    ],
)
def test_a_line_that_is_no_report_is_refused(line):
    with pytest.raises(BadMessage):
        parse_report(line)


def test_devices_and_plans_survive_too():
    devices = [Device("Micrófono", 3, 2, 48_000, is_default=True), Device("x", 1, 1, 16_000)]
    assert parse_devices(format_devices(devices)) == devices
    plan = SessionPlan(
        "session_1234", datetime(2026, 11, 24, 6, tzinfo=UTC), "pulse", "es", "base",
        SpeakerCount.exactly(2), ("metformina",), "Consulta",
    )  # fmt: skip
    assert parse_plan(format_plan(plan)) == plan
    for bad in ("[]", "{}", "x"):
        with pytest.raises(BadMessage):
            parse_plan(bad)


def test_an_error_arrives_as_itself_with_its_facts():
    error = ErrorReported.of(DiskFull(Path("/data"), 12_000_000)).to_error()
    assert isinstance(error, DiskFull)
    assert (error.path, error.free_bytes) == (Path("/data"), 12_000_000)
    assert str(error) == str(DiskFull(Path("/data"), 12_000_000))


def test_an_error_of_another_version_keeps_its_words():
    unknown = ErrorReported("FluxOverload", "The flux is too high.", {"flux": 3})
    assert type(unknown.to_error()) is AurityError
    assert str(unknown.to_error()) == "The flux is too high."
    changed = ErrorReported("DiskFull", "The disk is full.", {"volume": "C:"})
    assert str(changed.to_error()) == "The disk is full."


def test_every_error_of_ours_keeps_its_facts_under_the_names_it_takes_them_by():
    for kind in vars(errors).values():
        if (
            not (inspect.isclass(kind) and issubclass(kind, AurityError))
            or kind.__init__ is AurityError.__init__
        ):
            continue
        hints = inspect.signature(kind).parameters
        source = inspect.getsource(kind)
        for name in hints:
            assert f"self.{name} = " in source or "__init__" not in vars(kind), (
                f"{kind.__name__}.{name}"
            )
