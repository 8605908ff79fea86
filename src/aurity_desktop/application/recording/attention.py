"""What of the recorder's reports deserves the user's attention: no Qt, no clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from aurity_desktop.application.recording.recording import Notice, NoticeKind
from aurity_desktop.domain import capture
from aurity_desktop.domain.audio import Level, Span, seconds
from aurity_desktop.domain.errors import AudioTruncated
from aurity_desktop.domain.spans import SpanCause, cause_of

#: Clipped in so many of the last measurements, a tenth of a second each: a bang on the table alone
#: is no reason for a notice.
_CLIPPED_OFTEN = 5
_LAST_MEASUREMENTS = 50
#: Silence this long, in seconds, means that the consultation is probably over.
LONG_SILENCE_SECONDS = 300.0
#: After a sleep this long, in seconds, whoever is heard may be somebody else.
LONG_SLEEP_SECONDS = 600.0
#: What is told of an input, which of its facts, and how. How channels were mixed can be heard.
_INPUT_NOTES = {
    capture.InputNote.LONGER_THAN_STATED: (
        NoticeKind.INPUT_LONGER,
        "stated_seconds",
        "than its header says ({:.1f} s)",
    ),
    capture.InputNote.TRACKS_MIXED: (NoticeKind.TRACKS_MIXED, "with_sound", "{:.0f}"),
    capture.InputNote.TRACKS_LEFT_OUT: (NoticeKind.TRACKS_LEFT_OUT, "tracks", "{:.0f}"),
    capture.InputNote.SPEAKERS_BY_CHANNEL: (
        NoticeKind.SPEAKERS_BY_CHANNEL,
        "speakers",
        "{:.0f}",
    ),
}


def slept(span: Span) -> bool:
    """Whether the computer slept in that gap."""
    return span.seconds > 0 and cause_of(span) is SpanCause.COMPUTER_SLEPT


def slept_long(span: Span) -> bool:
    """Whether it slept so long that somebody else may be in the room."""
    return slept(span) and span.seconds >= LONG_SLEEP_SECONDS


class Attention:
    """Turns the reports of one session into notices.

    The window shows each kind once until it is withdrawn; here the same may come again.
    """

    def __init__(self) -> None:
        self._clipped: deque[bool] = deque(maxlen=_LAST_MEASUREMENTS)

    def notices(self, report: capture.Report) -> Iterator[Notice]:
        """What is to be said about this report; mostly nothing."""
        match report:
            case capture.LevelMeasured(level=level):
                yield from self._of_level(level)
            case capture.Overflowed(count=count):
                yield Notice(NoticeKind.OVERFLOW, str(count))
            case capture.Regained() | capture.LidClosed():
                yield from _of_the_machine(report)
            case capture.SilenceNoticed(length=length) if length >= LONG_SILENCE_SECONDS:
                yield Notice(NoticeKind.LONG_SILENCE, f"{length:.0f}")
            case capture.SilenceNoticed(length=length):
                yield Notice(NoticeKind.SILENCE, f"{length:.0f}")
            case capture.DiskLow(free_bytes=free):
                yield Notice(NoticeKind.DISK_LOW, str(free))
            case capture.Stopped(reason=capture.StopReason.DISK_LOW):
                yield Notice(NoticeKind.DISK_FULL)
            case capture.EndNear(length=length):
                yield Notice(NoticeKind.END_NEAR, f"{length:.0f}")
            case capture.Stopped(reason=capture.StopReason.LENGTH_LIMIT, sample_count=samples):
                yield Notice(NoticeKind.LENGTH_LIMIT, f"{seconds(samples):.0f}")
            case capture.InputNoted(note=note, facts=facts) if note in _INPUT_NOTES:
                kind, fact, words = _INPUT_NOTES[note]
                if note is capture.InputNote.TRACKS_MIXED and facts.get(fact, 0) < 2:
                    return  # one person's track, and empty ones
                yield Notice(kind, words.format(facts.get(fact, 0)))
            case capture.ErrorReported(fatal=False, message=message):
                error = report.to_error()
                damaged = isinstance(error, AudioTruncated)
                kind = NoticeKind.DAMAGED_INPUT if damaged else NoticeKind.RECORDER_TROUBLE
                yield Notice(kind, message, error)

    def _of_level(self, level: Level) -> Iterator[Notice]:
        self._clipped.append(level.clipped_samples > 0)
        if sum(self._clipped) >= _CLIPPED_OFTEN:
            self._clipped.clear()
            yield Notice(NoticeKind.CLIPPING)


def _of_the_machine(report: capture.Regained | capture.LidClosed) -> Iterator[Notice]:
    match report:
        case capture.LidClosed():
            yield Notice(NoticeKind.LID_CLOSED)
        case capture.Regained(span=span) if slept(span):
            kind = NoticeKind.LONG_SLEEP if slept_long(span) else NoticeKind.SLEPT
            yield Notice(kind, f"{max(1.0, span.seconds):.0f}")
