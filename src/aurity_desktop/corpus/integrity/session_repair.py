"""Making a session whole again from what is left of it.

Sound is never deleted; every act is an audit row; a second repair finds nothing to do.
"""

from __future__ import annotations

from collections.abc import Iterator

from aurity_desktop.corpus.hdf5.slice_copies import found_elsewhere
from aurity_desktop.corpus.integrity.session_checks import ask
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.corpus.session_file.damaged_files import move_aside
from aurity_desktop.corpus.session_file.slice_wav import DamagedSlice, read_pcm, write_pcm
from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.errors import AudioError, SessionBusy
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.integrity import RepairReport
from aurity_desktop.domain.keys import Keys
from aurity_desktop.domain.ports import Recover
from aurity_desktop.encrypted.frames import encrypted_name
from aurity_desktop.encrypted.sound import slice_subject, write_final
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.durable import make_folder
from aurity_desktop.storage.wav import write_wav


def repair_session(
    ledger: SqliteLedger, paths: Paths, session_id: str, recover: Recover
) -> RepairReport:
    """Make of a session whatever can be made anew, in an order in which one act helps the next.

    Slices from the session file or `final.wav`, what a dead recorder left, the derived tables,
    `final.wav`, the session file. What is replaced of the sound is moved aside. Raises
    UnknownSession, DiskFull, FolderNotWritable.
    """
    ledger.sessions.summary(session_id)
    unrepaired: list[str] = []
    acts = [
        *_restore_slices(ledger, session_id, unrepaired),
        *_recover(ledger, paths, session_id, recover, unrepaired),
        *_derive(ledger, paths, session_id),
        *_rejoin(ledger, paths, session_id),
        *_project(ledger, paths, session_id),
    ]
    return RepairReport(session_id, tuple(acts), tuple(unrepaired))


def _restore_slices(ledger: SqliteLedger, session_id: str, unrepaired: list[str]) -> Iterator[str]:
    for audio_slice in ledger.sound.slices(session_id):
        try:
            read_pcm(audio_slice, ledger.keys)
        except DamagedSlice as damage:
            name = f"slice {audio_slice.number:06}"
            copy = found_elsewhere(audio_slice, ledger.keys)
            if copy is None:
                unrepaired.append(f"{name} {damage}, and its sound is nowhere else")
                continue
            _put_back(audio_slice, copy.pcm, ledger.keys)
            ledger.audit.record_event(
                session_id,
                Event.SESSION_RECOVERED,
                {
                    "chunk_number": audio_slice.number,
                    "source": copy.source,
                    "sha256": audio_slice.sha256,
                },
            )
            yield f"{name} restored from {copy.source}"


def _put_back(audio_slice: AudioSlice, pcm: bytes, keys: Keys) -> None:
    """What stands there now is moved aside, beside it, and what was moved before stays."""
    path = audio_slice.path
    make_folder(path.parent)
    for found in (path, encrypted_name(path)):
        if found.exists():
            move_aside(found)
    subject = slice_subject(audio_slice.session_id, audio_slice.number)
    write_pcm(path, pcm, keys.cipher(audio_slice.session_id), subject)


def _recover(
    ledger: SqliteLedger, paths: Paths, session_id: str, recover: Recover, unrepaired: list[str]
) -> Iterator[str]:
    """What a dead recorder left: open slices are sealed, sealed ones get their rows."""
    try:
        found = recover(session_id, paths.session(session_id), ledger)
    except SessionBusy:
        return  # its recorder lives: nothing was left
    except AudioError as error:
        unrepaired.append(str(error))
        return
    yield from (f"{number:06}.wav sealed: it was still open" for number in found.salvaged)
    yield from (f"{number:06}.wav adopted" for number in found.adopted)


def _derive(ledger: SqliteLedger, paths: Paths, session_id: str) -> Iterator[str]:
    if not ask("views", ledger, paths, session_id).ok:
        ledger.facts.derive_again(session_id)
        ledger.audit.record_event(session_id, Event.SESSION_RECOVERED, {"derived": True})
        yield "lists and search made anew from the facts"


def _rejoin(ledger: SqliteLedger, paths: Paths, session_id: str) -> Iterator[str]:
    """`final.wav` again, where there is one and it is not what the slices say.

    With a slice missing it stays: it may be the last copy of what the slice held.
    """
    path = paths.session(session_id) / "final.wav"
    slices = ledger.sound.slices(session_id)
    if ask("final sound", ledger, paths, session_id).ok or not _all_readable(slices, ledger.keys):
        return
    samples = sum(audio_slice.sample_count for audio_slice in slices)
    pieces = (read_pcm(audio_slice, ledger.keys) for audio_slice in slices)
    cipher = ledger.keys.cipher(session_id)
    if cipher is None:
        write_wav(path, samples, pieces)
    else:
        write_final(path, pieces, cipher, session_id)
    ledger.audit.record_event(
        session_id, Event.CHUNKS_CONCATENATED, {"samples": samples, "repaired": True}
    )
    yield "final.wav joined again from the slices"


def _all_readable(slices: list[AudioSlice], keys: Keys) -> bool:
    try:
        for audio_slice in slices:
            read_pcm(audio_slice, keys)
    except DamagedSlice:
        return False
    return True


def _project(ledger: SqliteLedger, paths: Paths, session_id: str) -> Iterator[str]:
    path = paths.session_file(session_id)
    wrong = not ask("session file", ledger, paths, session_id).ok
    before = ledger.audit.head(session_id)
    SessionProjector(paths, ledger).project(session_id, anew=wrong)
    if ledger.audit.head(session_id) != before:
        yield f"{path.name} built from ledger and slices"
