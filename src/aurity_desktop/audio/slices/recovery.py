"""What a recorder left when it was killed: open slices are sealed, sealed ones get their rows.

Idempotent, and never deletes sound. Nobody does it while a recorder writes the session: its lock is
held meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aurity_desktop.audio.slices.left_part import keep_aside, left_part, opened_as
from aurity_desktop.audio.slices.open_slice import sealed_path
from aurity_desktop.audio.slices.recorder_lock import RecorderLock
from aurity_desktop.audio.slices.slice_store import open_numbers, sealed_numbers
from aurity_desktop.domain.audio import (
    POWER_CUT,
    RECORDER_GONE,
    SAMPLE_BYTES,
    SLICE_SAMPLES,
    AudioSlice,
    Span,
    SpanKind,
    seconds,
)
from aurity_desktop.domain.errors import BadCiphertext, KeyDamaged, SliceDamaged, SliceMissing
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.domain.ledger_ports import RecoveryLedger
from aurity_desktop.encrypted.sound import read_slice, stored_path
from aurity_desktop.storage import wav


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was done, and how much sound the whole session now has.

    `salvaged` are slices that were open (numbered as they are now), `adopted` sealed ones that had
    no row. `heard_until` is when the last sound was written, in seconds since 1970, as the file
    system tells it; None without a slice.
    """

    salvaged: tuple[int, ...]
    adopted: tuple[int, ...]
    slices: int
    sample_count: int
    heard_until: float | None

    @property
    def anything(self) -> bool:
        """Whether there was something to do."""
        return bool(self.salvaged or self.adopted)


def recover_session(
    session_id: str, slices: Path, ledger: RecoveryLedger, keys: Keys = PLAIN
) -> Recovered:
    """Bring the folder `slices` of one session and its ledger rows into agreement.

    For who holds the session's RecorderLock.

    Raises SliceMissing when a number is missing between slices that are there, SliceDamaged when a
    sealed file without a row is not whole.
    """
    whole = keys.is_whole(session_id)  # then a plain file there is none of ours
    known = {each.number: each for each in ledger.sound.slices(session_id)}
    in_place = _seal_in_place(session_id, slices, keys, last=max(known, default=-1))
    numbers = sorted(known.keys() | set(sealed_numbers(slices, encrypted=whole)))
    at_sample, adopted = 0, []
    for expected, number in enumerate(numbers):
        if number != expected:
            raise SliceMissing(session_id, expected)
        if number not in known:
            known[number] = _read(session_id, slices, number, at_sample, keys)
            ledger.sound.record_slice(known[number], adopted=True)
            if number not in in_place:
                adopted.append(number)
        at_sample = known[number].end_sample
    salvaged = _salvage_all(session_id, slices, len(numbers), at_sample, ledger, keys)
    recovered = Recovered(
        salvaged=(*in_place, *(each.number for each in salvaged)),
        adopted=tuple(adopted),
        slices=len(numbers) + len(salvaged),
        sample_count=salvaged[-1].end_sample if salvaged else at_sample,
        heard_until=_written_at(session_id, slices, keys),
    )
    if recovered.anything:
        ledger.audit.record_event(
            session_id,
            Event.SESSION_RECOVERED,
            {
                "salvaged": len(recovered.salvaged),
                "adopted": len(recovered.adopted),
                "sample_count": recovered.sample_count,
            },
        )
    return recovered


def gap_since(found: Recovered, spans: Iterable[Span], now: float) -> Span | None:
    """What was not captured between a recorder's end and `now`, in seconds since 1970.

    None when nothing is missing. `spans` are the session's: an absence that an attempt to go on
    recorded already, without hearing anything, is not counted twice.
    """
    if found.heard_until is None:
        return None
    counted = sum(
        span.seconds
        for span in spans
        if (span.reason, span.at_sample) == (RECORDER_GONE, found.sample_count)
    )
    length = now - found.heard_until - counted
    return Span(SpanKind.GAP, found.sample_count, length, RECORDER_GONE) if length > 0 else None


def recover_orphan(
    session_id: str, folder: Path, ledger: RecoveryLedger, keys: Keys = PLAIN
) -> Recovered:
    """`recover_session` for the session in `folder`, where no recorder may begin meanwhile.

    Raises SessionBusy when one lives, and as `recover_session`.
    """
    if not folder.is_dir():  # nothing was ever recorded there, and nobody can
        return recover_session(session_id, folder / "slices", ledger, keys)
    lock = RecorderLock(session_id, folder)
    try:
        return recover_session(session_id, folder / "slices", ledger, keys)
    finally:
        lock.release()


def _seal_in_place(session_id: str, slices: Path, keys: Keys, *, last: int) -> list[int]:
    """Seal the open slices that have a later slice behind them: the disk refused to seal them while
    the recording went on.

    Such a slice was ended, not cut short, so it holds what its size says and its number is its own.
    One without a single sample is left, and its number is missing. `last` is the last number that
    has a row.
    """
    whole = keys.is_whole(session_id)
    sealed = sealed_numbers(slices, encrypted=whole)
    last = max([last, *sealed])
    refused = []
    for number in open_numbers(slices, encrypted=whole):
        if number >= last or number in sealed:
            continue
        part = left_part(slices, number, session_id, keys)
        count = part.written_samples()
        if count > 0:
            part.seal_as(number, count)
            refused.append(number)
    return refused


def _salvage_all(
    session_id: str, slices: Path, number: int, at_sample: int, ledger: RecoveryLedger, keys: Keys
) -> list[AudioSlice]:
    """Seal what was open, from `number` and `at_sample` on.

    A power cut may take the end of one open slice, or all of it, and leave the beginning of the
    next: the two then follow each other, and what is missing between them is recorded as a gap.
    """
    salvaged: list[AudioSlice] = []
    missing = 0
    for opened in open_numbers(slices, encrypted=keys.is_whole(session_id)):
        part = left_part(slices, opened, session_id, keys)
        if stored_path(sealed_path(slices, opened), keys, session_id).exists():
            keep_aside(part.path)  # two of one number: the sealed one counts
            continue
        if opened != number - 1 and opened_as(slices, number - 1) == opened:
            # it is that slice: who sealed it under its new number was killed here
            part.path.unlink()
            continue
        count = part.sample_count()
        if not count:
            part.discard()
            missing += SLICE_SAMPLES
            continue
        part.seal_as(number, count)
        found = _read(session_id, slices, number, at_sample, keys)
        if missing:
            gap = Span(SpanKind.GAP, at_sample, seconds(missing), POWER_CUT)
            ledger.sound.record_span(session_id, gap)
        ledger.sound.record_slice(found, adopted=True)
        salvaged.append(found)
        missing = SLICE_SAMPLES - count
        number, at_sample = number + 1, found.end_sample
    return salvaged


def _written_at(session_id: str, slices: Path, keys: Keys) -> float | None:
    numbers = sealed_numbers(slices, encrypted=keys.is_whole(session_id))
    if not numbers:
        return None
    return stored_path(sealed_path(slices, numbers[-1]), keys, session_id).stat().st_mtime


def _read(session_id: str, slices: Path, number: int, at_sample: int, keys: Keys) -> AudioSlice:
    path = sealed_path(slices, number)
    try:
        content, encrypted = read_slice(path, keys, session_id, number)
    except (BadCiphertext, KeyDamaged) as error:
        raise SliceDamaged(path, str(error)) from error
    pcm = content if encrypted else wav.slice_pcm(content)
    if pcm is None or len(pcm) % SAMPLE_BYTES:
        raise SliceDamaged(path, "its header does not fit its contents")
    count = len(pcm) // SAMPLE_BYTES
    return AudioSlice(session_id, number, at_sample, count, hashlib.sha256(pcm).hexdigest(), path)
