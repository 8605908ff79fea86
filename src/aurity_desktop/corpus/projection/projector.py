"""Keeping each session's own file up to date with the ledger."""

from __future__ import annotations

from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.hdf5.slice_copies import found_elsewhere
from aurity_desktop.corpus.hdf5.write import Manifest, Written, write_session_file
from aurity_desktop.corpus.ledger.audit_chain import Head
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.sessions import BOOKKEEPING
from aurity_desktop.corpus.projection.corpus_file import ensure_link, try_update_links
from aurity_desktop.corpus.projection.leftovers import remove_leftovers
from aurity_desktop.corpus.session_file.content import SessionContent, read_content
from aurity_desktop.corpus.session_file.damaged_files import move_aside
from aurity_desktop.corpus.session_file.file_checksum import checksum_holds
from aurity_desktop.corpus.session_file.slice_wav import DamagedSlice, read_pcm
from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.errors import CorpusError
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.integrity import Projection
from aurity_desktop.domain.keys import Keys
from aurity_desktop.domain.session import OPEN_STATES
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.durable import make_folder, sync_folder


class SessionProjector:
    """Builds `session.h5` from ledger and slices.

    Without `/audio` as long as the session is recorded: its sound lies in the slices, each durable
    by itself, and writing all of it again once a minute is 5 GB for an hour and 339 GB for eight.

    Not for the window's process: it loads HDF5 and may take a second.
    """

    def __init__(self, paths: Paths, ledger: SqliteLedger) -> None:
        self._paths = paths
        self._ledger = ledger

    def project(self, session_id: str, *, anew: bool = False) -> Projection:
        """The session's file, up to date and durable.

        Built only where the one in place is missing, damaged or older than the facts, or where
        `anew` says so. Raises UnknownSession, DiskFull, FolderNotWritable, CorpusUnreadable; the
        file in place then stays as it is, or beside its place.
        """
        content = read_content(self._ledger, session_id)
        path, keys = self._paths.session_file(session_id), self._ledger.keys
        make_folder(path.parent)
        remove_leftovers(path.parent)
        file = StoredFile.to_write(path, keys, session_id)
        with_audio = content.summary.state not in OPEN_STATES or self._hands_on_sound(file, content)
        head = None if anew else current_head(file, content, with_audio=with_audio)
        if head is not None:
            self._finish(file, session_id)  # its builder may have died before it could
            return Projection(session_id, file.path, head.count)
        if _may_be_the_last_copy(file, content, keys):
            move_aside(file.path)
        manifest = Manifest(data_source=session_id)
        written = write_session_file(content, file, manifest, keys=keys, with_audio=with_audio)
        self._ledger.audit.record_event(
            session_id,
            Event.PROJECTION_REBUILT,
            {
                "sha256": written.sha256,
                "bytes": written.size,
                "audit_rows": content.head.count,
                "lost_slices": len(written.lost),
            },
        )
        self._finish(file, session_id)
        return _projection(content, written)

    def _hands_on_sound(self, file: StoredFile, content: SessionContent) -> bool:
        """Whether a session that is recorded on has sound in its file that may be nowhere else.

        Asked while the file has any: the next one has none.
        """
        try:
            if not file.exists() or not checksum_holds(file):
                return False
            with opened(file) as stored:
                if not stored.has_audio:
                    return False
        except (CorpusError, OSError):
            return False
        return not all(_is_sealed(audio_slice, self._ledger.keys) for audio_slice in content.slices)

    def _finish(self, file: StoredFile, session_id: str) -> None:
        """What belongs to a file that is in place.

        To a plain one its link in `corpus.h5`; beside an encrypted one no plain one stays.
        """
        if file.cipher is None:
            ensure_link(self._paths, session_id)
            return
        plain = self._paths.session_file(session_id)
        if plain.exists():
            plain.unlink()
            sync_folder(plain.parent)
            try_update_links(self._paths)


def current_head(
    file: StoredFile, content: SessionContent, *, with_audio: bool = True
) -> Head | None:
    """The head of `file` when it is whole and holds all of `content`; else None.

    Its sound included, unless it need not have any.
    """
    try:
        if not file.exists() or not checksum_holds(file):
            return None
        with opened(file) as stored:
            head, has_audio, samples = stored.head, stored.has_audio, stored.sample_count
    except (CorpusError, OSError):
        return None  # whatever is wrong with it, a new one is the answer
    rows = content.audit
    if not 0 < head.count <= len(rows) or rows[head.count - 1].row_hash != head.last_hash:
        return None
    newer = {row.operation for row in rows[head.count :]}
    has_sound = not with_audio or (has_audio and samples == content.sample_count)
    return head if newer <= BOOKKEEPING and has_sound else None


def _may_be_the_last_copy(file: StoredFile, content: SessionContent, keys: Keys) -> bool:
    """Whether a file that is damaged is all that is left of a slice's sound.

    It is not read for it, since that may crash HDF5; nor is it to be replaced.
    """
    if not file.exists() or _is_whole(file):
        return False
    return any(not _is_readable(audio_slice, keys) for audio_slice in content.slices)


def _is_whole(file: StoredFile) -> bool:
    try:
        return checksum_holds(file)
    except (CorpusError, OSError):
        return False


def _is_readable(audio_slice: AudioSlice, keys: Keys) -> bool:
    return _is_sealed(audio_slice, keys) or found_elsewhere(audio_slice, keys) is not None


def _is_sealed(audio_slice: AudioSlice, keys: Keys) -> bool:
    """Whether the slice's own file has its sound."""
    try:
        read_pcm(audio_slice, keys)
    except DamagedSlice:
        return False
    return True


def _projection(content: SessionContent, written: Written) -> Projection:
    return Projection(content.session_id, written.path, content.head.count, written.lost)
