"""RTTM, the text form of turns that scoring tools share: one `SPEAKER` line a turn.

Rich Transcription Time Marked, as specified for NIST's RT evaluations; times in seconds.
"""

from __future__ import annotations

from collections.abc import Iterable

from aurity_desktop.domain.audio import Span, seconds
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.speakers import Turn
from aurity_desktop.domain.transcript import Segment

_FIELDS = 8  # type, file, channel, start, duration, orthography, subtype, speaker; more may follow


class BadRttm(UsageError):
    """A `SPEAKER` line that cannot be parsed, with its number in the file."""

    def __init__(self, line_number: int, line: str) -> None:
        self.line_number = line_number
        self.line = line
        super().__init__(f"Line {line_number} is not RTTM: {line[:80]!r}. Check the file.")


def write_rttm(name: str, turns: Iterable[Turn | Segment | Span]) -> str:
    """The turns as RTTM, one line each, in the order given. Blanks in names become underscores.

    A span is a `NON-SPEECH` line without length, with its kind as the subtype: scoring tools pass
    such lines over.
    """
    file = _token(name)
    return "".join(_line(turn, file) for turn in turns)


def _line(turn: Turn | Segment | Span, file: str) -> str:
    if isinstance(turn, Span):
        at = seconds(turn.at_sample)
        return f"NON-SPEECH {file} 1 {at:.3f} 0.000 <NA> {turn.kind} <NA> <NA> <NA>\n"
    return (
        f"SPEAKER {file} 1 {turn.start:.3f} {turn.end - turn.start:.3f}"
        f" <NA> <NA> {_token(turn.speaker)} <NA> <NA>\n"
    )


def read_rttm(text: str) -> tuple[Turn, ...]:
    """The turns in an RTTM text, sorted by start.

    Lines of other types are passed over. Raises BadRttm.
    """
    turns = []
    for number, line in enumerate(text.splitlines(), 1):
        fields = line.split()
        if not fields or fields[0] != "SPEAKER":
            continue
        try:
            start, duration = float(fields[3]), float(fields[4])
            speaker = fields[_FIELDS - 1]
        except (ValueError, IndexError) as error:
            raise BadRttm(number, line) from error
        turns.append(Turn(start, start + duration, speaker))
    return tuple(sorted(turns, key=lambda turn: (turn.start, turn.end)))


def _token(name: str) -> str:
    return "_".join(one_line(name).split()) or "<NA>"
