"""Speaker turns as RTTM, the form that diarization tools compare (NIST Rich Transcription 2009, appendix A)."""

from __future__ import annotations

from collections.abc import Iterable

from aurity_desktop.domain.speakers import Turn


def rttm(name: str, turns: Iterable[Turn]) -> bytes:
    """One `SPEAKER` line a turn, by start. `name` and labels are without blanks, as session ids and raw labels are."""
    lines = [
        f"SPEAKER {name} 1 {turn.start:.3f} {turn.duration:.3f} <NA> <NA> {turn.speaker} <NA> <NA>\n"
        for turn in sorted(turns, key=lambda turn: (turn.start, turn.end))
    ]
    return "".join(lines).encode("ascii")
