"""Bringing an exported session back, the same as it was: same chunks, words and audit chain."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from aurity_desktop.corpus.hdf5.read import SessionFile, opened
from aurity_desktop.corpus.integrity.verify import verify_file
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.replay import NotReplayable
from aurity_desktop.corpus.projection.import_folder import being_imported
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.session_file.slice_wav import DamagedSlice, read_pcm, write_pcm
from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.errors import ConflictingFact, NotOurFile, SessionExists
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.keys import Cipher, Keys
from aurity_desktop.domain.session import checked_session_id
from aurity_desktop.encrypted.frames import SUFFIX
from aurity_desktop.encrypted.sound import slice_subject
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.durable import force_files, make_folder, sync_folder

#: Slices of which the first is not forced before the last is written: some 50 MB, half an hour.
_FORCED_TOGETHER: Final = 512


def import_session(ledger: SqliteLedger, paths: Paths, file: Path | StoredFile) -> str:
    """The id of the session that `path` held, now part of the corpus.

    Its sound is durable before the ledger knows of it.

    Only a file that verifies is taken. An import that broke off can be done again. Raises
    NotOurFile, SessionExists, SessionBusy where another import is at it, ConflictingFact where
    sound that nobody knows lies in its place, DiskFull.
    """
    path = StoredFile.at(file).path
    report = verify_file(file)
    for finding in report.findings:
        raise NotOurFile(path, finding)
    with opened(file) as stored:
        session_id = checked_session_id(stored.session_id)
        if stored.manifest("redacted"):
            raise NotOurFile(path, "it is a redacted export, which cannot be imported")
        if not stored.has_audio:
            raise NotOurFile(path, "it was made while its session was recorded, without the sound")
        folder = paths.session(session_id)
        if ledger.sessions.knows(session_id):
            raise SessionExists(session_id)
        with being_imported(folder) as incoming, _sound_in_place(stored, ledger, folder, incoming):
            try:
                ledger.facts.restore(session_id, stored.facts(), stored.audit())
            except NotReplayable as error:
                raise NotOurFile(path, str(error)) from error
        metadata = {
            "export_id": str(stored.manifest("export_id")),
            "data_hash": str(stored.manifest("data_hash")),
        }
    ledger.audit.record_event(session_id, Event.SESSION_IMPORTED, metadata)
    SessionProjector(paths, ledger).project(session_id)
    return session_id


def _write_slices(stored: SessionFile, folder: Path, cipher: Cipher | None) -> None:
    """All slices out of `/audio`, WAVs or encrypted, durable when it returns.

    Forced many together: nobody sees the folder before, and one at a time is minutes a day.
    """
    make_folder(folder)
    records = iter(stored.records(layout.SLICES))
    while part := list(islice(records, _FORCED_TOGETHER)):
        force_files(folder, [_write_slice(stored, each, folder, cipher) for each in part])
    sync_folder(folder.parent)  # the name of `folder`


def _write_slice(
    stored: SessionFile, record: dict[str, int | str], folder: Path, cipher: Cipher | None
) -> str:
    """One slice, not durable yet: the name of its file. Raises NotOurFile where it is not there."""
    number, start, count = (
        int(record[name]) for name in ("chunk_number", "start_sample", "sample_count")
    )
    pcm = stored.audio(start, start + count)
    if hashlib.sha256(pcm).hexdigest() != record["sha256"]:
        raise NotOurFile(stored.path, f"the sound of chunk {number} is missing")
    subject = slice_subject(stored.session_id, number)
    return write_pcm(folder / f"{number:06}.wav", pcm, cipher, subject, durable=False).name


@contextmanager
def _sound_in_place(
    stored: SessionFile, ledger: SqliteLedger, folder: Path, incoming: Path
) -> Iterator[None]:
    """The session's folder with its slices, while the block makes them known to the ledger.

    Gone again when the block raises. A folder that the ledger does not know may hold sound of its
    own: it is never replaced, and taken as it is only where it is what an import of this very file
    left when it was killed. Raises ConflictingFact.
    """
    session_id = stored.session_id
    if folder.exists():
        if not _is_left_of(stored, folder, ledger.keys):
            raise ConflictingFact(session_id, "a folder of that name")
        yield
        return
    try:
        _write_slices(stored, incoming / "slices", ledger.keys.begin(session_id))
        incoming.rename(folder)
        sync_folder(folder.parent)
        yield
    except BaseException:
        # The ledger knows the session when the interruption came a moment later.
        if not ledger.sessions.knows(session_id):
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _is_left_of(stored: SessionFile, folder: Path, keys: Keys) -> bool:
    """Whether the folder holds the file's slices, each as it is there, and nothing else."""
    slices = folder / "slices"
    if {path.name for path in folder.iterdir()} != {slices.name}:
        return False
    wanted = {
        f"{record['chunk_number']:06}.wav": record for record in stored.records(layout.SLICES)
    }
    if {path.name.removesuffix(SUFFIX) for path in slices.iterdir()} != wanted.keys():
        return False
    return all(
        _holds(slices / name, record, stored.session_id, keys) for name, record in wanted.items()
    )


def _holds(path: Path, record: dict[str, int | str], session_id: str, keys: Keys) -> bool:
    number, count, sha256 = (record[name] for name in ("chunk_number", "sample_count", "sha256"))
    audio_slice = AudioSlice(session_id, int(number), 0, int(count), str(sha256), path)
    try:
        read_pcm(audio_slice, keys)
    except DamagedSlice:
        return False
    return True
