"""Encrypting what lies there plain: the ledger first, then session by session, file by file.

A file is encrypted aside, put in place and read back, and only then the plain one goes; `final.wav`
is made anew from the slices. Killed at any instant a file is there plain, or both ways, or
encrypted, and readers take the encrypted one; done again it goes on where it was. What an SSD keeps
of the plain files in blocks that it has not reused yet is beyond any program's reach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final, TypeAlias

from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.corpus.session_file.slice_wav import read_pcm, write_pcm
from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.errors import AudioError, NotProtected, SessionBusy
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.keys import DICTIONARY, VOICEPRINT, Cipher, Keys
from aurity_desktop.domain.ports import Recover
from aurity_desktop.domain.session import OPEN_STATES, SessionState
from aurity_desktop.encrypted.frames import SUFFIX, encrypted_name
from aurity_desktop.encrypted.sound import file_subject, slice_subject, write_final
from aurity_desktop.encrypted.whole_files import read_encrypted, write_encrypted
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.durable import sync_folder

#: Keeps a recorder from beginning while the block lasts. Raises SessionBusy where one lives.
Hold: TypeAlias = Callable[[str, Path], AbstractContextManager[None]]

_FINAL: Final = "final.wav"
_LOCK: Final = "recorder.lock"
_READ: Final = 1 << 20


def encrypt_session(
    ledger: SqliteLedger, paths: Paths, session_id: str, recover: Recover, hold: Hold
) -> None:
    """Nothing of the session lies plain when it returns.

    Idempotent.

    Raises NotProtected, SessionBusy while it records or is finalized, AudioError and DamagedSlice
    where a slice must be repaired first, DiskFull, FolderNotWritable.
    """
    keys, folder = ledger.keys, paths.session(session_id)
    if keys.is_whole(session_id):
        return
    state = ledger.sessions.summary(session_id).state
    if state is SessionState.FINALIZING:
        raise SessionBusy(session_id, state.value)
    if state in OPEN_STATES:
        recover(
            session_id, folder, ledger
        )  # what a dead recorder left is sealed before it is encrypted
    if not folder.is_dir():
        return
    cipher = keys.begin(session_id)
    if cipher is None:
        raise NotProtected
    with hold(session_id, folder):
        slices = ledger.sound.slices(session_id)
        for audio_slice in slices:
            _encrypt_slice(audio_slice, ledger, cipher)
        _encrypt_final(folder / _FINAL, slices, ledger, cipher, session_id)
        ledger.audit.record_event(session_id, Event.SESSION_ENCRYPTED, {"slices": len(slices)})
        if paths.session_file(session_id).exists():
            SessionProjector(paths, ledger).project(session_id)
        for path in plain_files(folder):
            _encrypt_other(path, folder, cipher, session_id)
        keys.make_whole(session_id)


def encrypt_beside_sessions(paths: Paths, keys: Keys) -> None:
    """The enrolled voice and the user's dictionary, which stand beside the sessions.

    Idempotent. Raises NotProtected, DiskFull, FolderNotWritable.
    """
    for name, path in ((VOICEPRINT, paths.voiceprint), (DICTIONARY, paths.dictionary)):
        if not path.exists():
            continue
        cipher = keys.begin(name)
        if cipher is None:
            raise NotProtected
        _encrypt_other(path, path.parent, cipher, name)
        keys.make_whole(name)


def plain_files(folder: Path) -> Iterator[Path]:
    """What of a session's folder is not encrypted; the recorder's lock is an empty file."""
    return (
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != SUFFIX and path.name != _LOCK
    )


def _encrypt_slice(audio_slice: AudioSlice, ledger: SqliteLedger, cipher: Cipher) -> None:
    path = audio_slice.path
    if not encrypted_name(path).exists():
        pcm = read_pcm(audio_slice, ledger.keys)
        write_pcm(path, pcm, cipher, slice_subject(audio_slice.session_id, audio_slice.number))
    # The encrypted one, by its hash; where it is not whole, the plain one stays.
    read_pcm(audio_slice, ledger.keys)
    if path.exists():
        _remove(path)


def _encrypt_final(
    path: Path, slices: list[AudioSlice], ledger: SqliteLedger, cipher: Cipher, session_id: str
) -> None:
    """From the slices, each checked against its hash.

    A file that held anything else is what `verify` finds, and `repair` makes anew.
    """
    if path.exists():
        pieces = (read_pcm(audio_slice, ledger.keys) for audio_slice in slices)
        write_final(path, pieces, cipher, session_id)
        _remove(path)


def _encrypt_other(path: Path, folder: Path, cipher: Cipher, session_id: str) -> None:
    """Segments, what was heard of the voices, sound that recovery kept: as it is."""
    subject = file_subject(session_id, path.relative_to(folder).as_posix())
    target = encrypted_name(path)
    write_encrypted(target, _pieces(path), cipher, subject)
    if read_encrypted(target, cipher, subject) != path.read_bytes():
        raise AudioError(f"{target} reads back differently.")
    _remove(path)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_READ):
            yield piece


def _remove(path: Path) -> None:
    path.unlink()
    sync_folder(path.parent)
