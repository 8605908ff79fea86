import io
import os

import pytest

from aurity_desktop.audio.capture.lines import CommandReader, LineWriter
from aurity_desktop.domain.audio import Level
from aurity_desktop.domain.capture import (
    Acknowledge,
    ErrorReported,
    LevelMeasured,
    SilenceNoticed,
    Stop,
    format_command,
    parse_command,
    parse_report,
)


@pytest.fixture
def pipe():
    """Both ends as files, so that a test may close one early."""
    reading, writing = os.pipe()
    with io.FileIO(reading, "r") as out_end, io.FileIO(writing, "w") as in_end:
        yield out_end, in_end


def test_reports_become_lines_in_their_order(pipe):
    writer = LineWriter(pipe[1].fileno())
    for length in range(5):
        writer.report(SilenceNoticed(float(length)))
    assert writer.close(5.0)
    lines = os.read(pipe[0].fileno(), 10_000).splitlines()
    assert [parse_report(line).length for line in lines] == [0.0, 1.0, 2.0, 3.0, 4.0]


def test_a_window_that_does_not_read_holds_nothing_up_and_misses_only_what_passes(pipe):
    writer = LineWriter(pipe[1].fileno())
    for _ in range(5_000):  # more than any pipe holds
        writer.report(SilenceNoticed(1.0))
    for _ in range(1_000):
        writer.report(LevelMeasured(Level(-20.0, -10.0)))
    writer.report(SilenceNoticed(2.0))
    assert not writer.close(0.05)
    text = b""
    while b'"length":2.0' not in text:
        text += os.read(pipe[0].fileno(), 65_536)
    assert text.count(b'"silence"') == 5_001
    assert b'"level"' not in text


def test_a_window_that_is_gone_is_noticed(pipe):
    writer = LineWriter(pipe[1].fileno())
    pipe[0].close()
    writer.report(SilenceNoticed(1.0))
    assert writer.close(5.0)
    assert writer.broken


def test_commands_come_in_order_and_the_end_after_them(pipe):
    out_reading, out_writing = os.pipe()
    writer = LineWriter(out_writing)
    reader = CommandReader(pipe[0].fileno(), parse_command, writer)
    text = "\n".join([format_command(Acknowledge(1)), "", "nonsense", format_command(Stop())])
    os.write(pipe[1].fileno(), text.encode()[:30])
    os.write(pipe[1].fileno(), text.encode()[30:] + b"\n")
    pipe[1].close()
    while not reader.ended:
        reader.wait(0.01)
    assert reader.take() == [Acknowledge(1), Stop()]
    assert writer.close(5.0)
    report = parse_report(os.read(out_reading, 10_000))
    assert isinstance(report, ErrorReported)
    assert (report.error, report.fatal) == ("BadMessage", False)
    os.close(out_reading)
    os.close(out_writing)
