"""Making one session of two: a third, which holds what both say, each at its time.

The two stay as they are; whoever wants them gone erases them afterwards. The third is made in
memory, and appears at once or not at all, after its sound is durable. Its chain begins with itself:
where its parts came from stands in the row `SESSIONS_JOINED`, with the heads of their chains.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.projection.import_folder import being_imported
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.corpus.session_file.slice_wav import DamagedSlice, read_pcm, write_pcm
from aurity_desktop.corpus.transfer.joined_facts import record_joined
from aurity_desktop.corpus.transfer.joined_parts import read_part
from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.errors import CannotJoin, ConflictingFact, SliceDamaged
from aurity_desktop.domain.events import Event
from aurity_desktop.encrypted.sound import slice_subject
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.durable import make_folder, sync_folder


def join_sessions(
    ledger: SqliteLedger, paths: Paths, ids: tuple[str, str], joined: str, user_id: str
) -> None:
    """Make the session `joined` of two finished ones, the earlier one first.

    The voices of both that have one name, or of each the one clinician and the one patient, are one
    voice in it. What people said and did goes over as it holds, see `joined_facts.py`. Raises
    UnknownSession, CannotJoin, SessionBusy, ConsentWithdrawn, SliceDamaged, ConflictingFact,
    DiskFull.
    """
    if ids[0] == ids[1]:
        raise CannotJoin(ids[0], "it is the same session twice")
    first, second = sorted(
        (read_part(ledger, each) for each in ids), key=lambda part: part.summary.plan.created_at
    )
    patients = [part.patient for part in (first, second) if part.patient is not None]
    if len({each.patient_id for each in patients}) > 1:
        raise CannotJoin(second.summary.session_id, "they are about two patients")
    folder = paths.session(joined)
    with (
        being_imported(folder) as incoming,
        closing(SqliteLedger.in_memory(paths.ledger, user_id)) as made,
    ):
        record_joined(made, joined, folder, first, second)
        facts, audit = made.facts.of_session(joined), made.audit.rows(joined)
        with _sound_in_place(ledger, joined, folder, incoming, (*first.slices, *second.slices)):
            ledger.facts.restore(joined, facts, audit)
    for part in (first, second):
        ledger.audit.record_event(
            part.summary.session_id, Event.SESSIONS_JOINED, {"joined_into": joined}
        )
    SessionProjector(paths, ledger).project(joined)


@contextmanager
def _sound_in_place(
    ledger: SqliteLedger,
    joined: str,
    folder: Path,
    incoming: Path,
    slices: Sequence[AudioSlice],
) -> Iterator[None]:
    """The third session's folder, while the block makes it known; gone when the block raises."""
    if folder.exists() and any(folder.iterdir()):
        raise ConflictingFact(joined, "a folder of that name")
    try:
        _copy(ledger, joined, incoming / "slices", slices)
        if folder.exists():  # who chose the id has claimed it
            folder.rmdir()
        incoming.rename(folder)
        sync_folder(folder.parent)
        yield
    except BaseException:
        if not ledger.sessions.knows(joined):
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _copy(ledger: SqliteLedger, joined: str, folder: Path, slices: Sequence[AudioSlice]) -> None:
    cipher = ledger.keys.begin(joined)
    make_folder(folder)
    for number, each in enumerate(slices):
        try:
            pcm = read_pcm(each, ledger.keys)
        except DamagedSlice as error:
            raise SliceDamaged(each.path, str(error)) from error
        write_pcm(folder / f"{number:06}.wav", pcm, cipher, slice_subject(joined, number))
    sync_folder(folder.parent)
