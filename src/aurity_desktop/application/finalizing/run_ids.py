"""Ids of runs: deterministic, a function of what went into them.

So every attempt of every process comes to the same id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.events import canonical

_ASSIGNED = "."


def audio_hash(slices: Sequence[AudioSlice]) -> str:
    """One hash over the sound of a session, from the hashes its slices carry."""
    return hashlib.sha256(canonical([each.sha256 for each in slices])).hexdigest()


def run_id(session_id: str, kind: str, *inputs: object) -> str:
    """The id of a run with these inputs, which are JSON values.

    Short whatever the session's id: files keep it in 64 bytes.
    """
    return f"{kind}_{_digest(session_id, kind, *inputs)}"


def segments_run_id(transcript_run: str, diarization_run: str) -> str:
    """The id of the words of one run with the speakers of another; it names both, see `runs_of`."""
    return f"{diarization_run}{_ASSIGNED}{transcript_run}"


def runs_of(segments_run: str) -> tuple[str, str]:
    """The transcript and the diarization that a run of segments was made of.

    Ids of no known runs for one that was made elsewhere.
    """
    diarization_run, _, transcript_run = segments_run.rpartition(_ASSIGNED)
    return transcript_run, diarization_run


def _digest(*inputs: object) -> str:
    return hashlib.sha256(canonical(list(inputs))).hexdigest()[:16]
