"""Names of runs: a function of what went into them, so that every attempt of every process comes to the same one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.events import canonical


def audio_hash(slices: Sequence[AudioSlice]) -> str:
    """One hash over the sound of a session, from the hashes its slices carry."""
    return hashlib.sha256(canonical([each.sha256 for each in slices])).hexdigest()


def run_id(session_id: str, kind: str, *inputs: object) -> str:
    """`inputs` are JSON values."""
    digest = hashlib.sha256(canonical([session_id, kind, *inputs])).hexdigest()
    return f"{session_id}_{kind}_{digest[:16]}"
