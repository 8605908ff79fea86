"""What a recorder left behind when it was killed: open slices become sealed ones, sealed ones get their rows.

Idempotent, and never deletes sound. Whoever calls it makes sure that no recorder is writing the session.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from aurity_desktop.audio import wav
from aurity_desktop.audio.durable import sync_file, sync_folder
from aurity_desktop.audio.open_slice import open_path, sealed_path
from aurity_desktop.audio.store import open_numbers, sealed_numbers
from aurity_desktop.domain.audio import SAMPLE_BYTES, AudioSlice
from aurity_desktop.domain.errors import SliceDamaged, SliceMissing
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.ports import Ledger


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was done: slices that were open, and slices that had no row. The counts are the whole session's."""

    salvaged: tuple[int, ...]
    adopted: tuple[int, ...]
    slices: int
    sample_count: int

    @property
    def anything(self) -> bool:
        return bool(self.salvaged or self.adopted)


def recover_session(session_id: str, slices: Path, ledger: Ledger) -> Recovered:
    """Bring the folder `slices` of one session and its ledger rows into agreement.

    Raises SliceMissing when a number is missing between slices that are there, SliceDamaged when a sealed file without a row is not whole.
    """
    salvaged = tuple(number for number in open_numbers(slices) if _salvage(slices, number))
    known = {each.number: each for each in ledger.slices(session_id)}
    numbers = sorted(known.keys() | set(sealed_numbers(slices)))
    at_sample, adopted = 0, []
    for expected, number in enumerate(numbers):
        if number != expected:
            raise SliceMissing(session_id, expected)
        row = known.get(number)
        if row is None:
            row = _read(session_id, slices, number, at_sample)
            ledger.record_slice(row, adopted=True)
            adopted.append(number)
        at_sample = row.end_sample
    recovered = Recovered(salvaged, tuple(adopted), len(numbers), at_sample)
    if recovered.anything:
        ledger.record_event(
            session_id,
            Event.SESSION_RECOVERED,
            {"salvaged": len(salvaged), "adopted": len(adopted), "sample_count": at_sample},
        )
    return recovered


def _salvage(slices: Path, number: int) -> bool:
    """Turn what is left of an open slice into a sealed one. False when there was no whole sample in it."""
    path, sealed = open_path(slices, number), sealed_path(slices, number)
    count = (path.stat().st_size - wav.HEADER_BYTES) // SAMPLE_BYTES
    if count <= 0:
        path.unlink()
        return False
    with path.open("r+b") as file:
        file.truncate(wav.HEADER_BYTES + count * SAMPLE_BYTES)
        file.write(wav.header(count))
        file.flush()
        sync_file(file.fileno())
    if sealed.exists():  # two files of one number: keep both, the sealed one counts
        path.rename(path.with_suffix(".part.kept"))
    else:
        path.rename(sealed)
    sync_folder(slices)
    return True


def _read(session_id: str, slices: Path, number: int, at_sample: int) -> AudioSlice:
    path = sealed_path(slices, number)
    with path.open("rb") as file:
        head = file.read(wav.HEADER_BYTES)
        pcm = file.read()
    count = len(pcm) // SAMPLE_BYTES
    if len(pcm) % SAMPLE_BYTES or head != wav.header(count):
        raise SliceDamaged(path, "its header does not fit its contents")
    return AudioSlice(session_id, number, at_sample, count, hashlib.sha256(pcm).hexdigest(), path)
