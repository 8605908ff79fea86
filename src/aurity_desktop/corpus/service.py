"""The corpus as the application sees it: whole sessions in, out, verified, repaired."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path

from aurity_desktop.corpus.integrity.salvage import repair_corpus
from aurity_desktop.corpus.integrity.session_repair import repair_session
from aurity_desktop.corpus.integrity.time_stamps import time_stamp_request
from aurity_desktop.corpus.integrity.verify import (
    look_over,
    verify_corpus,
    verify_file,
    verify_session,
)
from aurity_desktop.corpus.integrity.witnessing import compare, take_witness
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.rekeying import encrypt_ledger, renew_ledger_key
from aurity_desktop.corpus.lifecycle.encrypting import (
    Hold,
    encrypt_beside_sessions,
    encrypt_session,
)
from aurity_desktop.corpus.lifecycle.erasing import erase_session
from aurity_desktop.corpus.projection.corpus_file import try_update_links
from aurity_desktop.corpus.session_file.slice_wav import DamagedSlice
from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.corpus.session_file.temporary_file import temporary_file
from aurity_desktop.corpus.transfer.corpus_export import export_corpus
from aurity_desktop.corpus.transfer.exporting import (
    Encryption,
    export_document,
    export_session,
    hand_out,
)
from aurity_desktop.corpus.transfer.importing import import_session
from aurity_desktop.corpus.transfer.joining import join_sessions
from aurity_desktop.corpus.transfer.passphrase_file import decrypted_stream, is_encrypted
from aurity_desktop.domain.document import DocumentFormat
from aurity_desktop.domain.errors import (
    AudioError,
    CorpusError,
    DiskFull,
    LedgerBusy,
    NotOurFile,
    PassphraseNeeded,
    SessionBusy,
    WrittenByNewer,
)
from aurity_desktop.domain.integrity import (
    CorpusExport,
    EncryptionReport,
    ExportManifest,
    Redaction,
    RepairReport,
    VerificationReport,
)
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.domain.ports import Recover
from aurity_desktop.domain.session import is_session_id
from aurity_desktop.domain.witness import TimeStamp, Witness
from aurity_desktop.encrypted.whole_files import write_encrypted
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.room import reserve_of
from aurity_desktop.storage.reserve import with_reserve

_log = logging.getLogger(__name__)


class CorpusService:
    """Opens the ledger for each call and closes it again.

    Loads h5py: for commands and children, not for the window's process.
    """

    def __init__(
        self,
        paths: Paths,
        user_id: str,
        is_recorded: Callable[[str], bool],
        recover: Recover,
        keys: Keys = PLAIN,
        hold: Hold = lambda *_: nullcontext(),
    ) -> None:
        """`user_id` is written into every audit row.

        `is_recorded` says whether a recorder is at work on a session, `recover` takes in what one
        left that died, `hold` keeps one from beginning.
        """
        self._hold = hold
        self._keys = keys
        self._paths = paths
        self._user_id = user_id
        self._is_recorded = is_recorded
        self._recover = recover

    def export(
        self,
        session_id: str,
        destination: Path,
        *,
        purpose: str,
        redaction: Redaction,
        passphrase: str = "",
    ) -> ExportManifest:
        """The whole session, or what `redaction` leaves of it: see `export_session`.

        With a passphrase the file is encrypted under it (`age.py`), and nothing plain lies anywhere
        meanwhile.
        """
        with self._ledger() as ledger:
            return export_session(
                ledger,
                session_id,
                destination,
                exported_by=self._user_id,
                purpose=purpose,
                redaction=redaction,
                encryption=Encryption(passphrase, self._paths.session(session_id))
                if passphrase
                else None,
            )

    def export_document(
        self,
        session_id: str,
        destination: Path,
        document_format: DocumentFormat,
        *,
        purpose: str,
        redaction: Redaction,
        written_in: str = "",
        written_numbers: bool = False,
        with_notes: bool = False,
    ) -> ExportManifest:
        """The transcript alone: see `export_document`."""
        with self._ledger() as ledger:
            return export_document(
                ledger,
                session_id,
                destination,
                document_format,
                exported_by=self._user_id,
                purpose=purpose,
                redaction=redaction,
                written_in=written_in,
                written_numbers=written_numbers,
                with_notes=with_notes,
            )

    def hand_out(
        self,
        session_id: str,
        destination: Path,
        data: bytes,
        *,
        form: str,
        redaction: Redaction,
    ) -> ExportManifest:
        """A document that is made already: see `hand_out`."""
        with self._ledger() as ledger:
            return hand_out(
                ledger,
                session_id,
                destination,
                data,
                form=form,
                exported_by=self._user_id,
                redaction=redaction,
            )

    def export_all(
        self, target: Path, *, purpose: str, redaction: Redaction, replace: bool = False
    ) -> CorpusExport:
        """Every finished session as Parquet tables in the folder `target`: see `export_corpus`.

        Loads DuckDB.
        """
        with self._ledger() as ledger:
            return export_corpus(
                ledger,
                target,
                exported_by=self._user_id,
                purpose=purpose,
                redaction=redaction,
                replace=replace,
            )

    def join(self, ids: tuple[str, str], joined: str) -> None:
        """A third session that holds both: see `join_sessions`."""
        with self._ledger() as ledger:
            join_sessions(ledger, self._paths, ids, joined, self._user_id)

    def load(self, path: Path, passphrase: str = "") -> str:
        """Import a session file, and return the session's id.

        Raises PassphraseNeeded, WrongPassphrase, NotOurFile, WrittenByNewer, SessionExists,
        ConflictingFact, DiskFull.
        """
        with self._plain(path, passphrase) as plain, self._ledger() as ledger:
            return import_session(ledger, self._paths, plain)

    def verify_file(self, path: Path, passphrase: str = "") -> VerificationReport:
        """What a file proves about itself.

        Raises PassphraseNeeded, WrongPassphrase, NotOurFile, WrittenByNewer.
        """
        with self._plain(path, passphrase) as plain:
            return replace(verify_file(plain), subject=str(path))

    @contextmanager
    def _plain(self, path: Path, passphrase: str) -> Iterator[StoredFile]:
        """The file itself, or what it holds under its passphrase, for as long as it is read.

        That is taken into our own folder, under a key that nobody else has.
        """
        try:
            encrypted = is_encrypted(path)
        except OSError as error:
            raise NotOurFile(path, error.strerror or str(error)) from error
        if not encrypted:
            yield StoredFile.plain(path)
            return
        if not passphrase:
            raise PassphraseNeeded(path)
        draft = temporary_file(self._paths.data, "reading")
        assert draft.cipher is not None
        try:
            write_encrypted(
                draft.path, decrypted_stream(path, passphrase), draft.cipher, draft.subject
            )
            yield draft
        except WrittenByNewer as error:  # the user's own file is meant, not the draft
            raise WrittenByNewer(path, error.found, error.known) from error
        finally:
            with suppress(OSError):  # the error that is under way says more
                draft.path.unlink(missing_ok=True)

    def verify_session(self, session_id: str) -> VerificationReport:
        """Everything of one session; the outcome becomes an audit row. Raises UnknownSession."""
        with self._ledger() as ledger:
            return verify_session(ledger, self._paths, session_id, self._is_recorded)

    def verify_all(self) -> VerificationReport:
        """The ledger and every session: minutes for a large corpus."""
        with self._ledger() as ledger:
            return verify_corpus(ledger, self._paths, self._is_recorded)

    def witness(self) -> Witness:
        """The head of everything as it is now, noted in the corpus's chain."""
        with self._ledger() as ledger:
            return take_witness(ledger)

    def compare(
        self, witnesses: Sequence[Witness], stamp: TimeStamp | None = None
    ) -> VerificationReport:
        """Whether what was witnessed is still here; records nothing."""
        with self._ledger() as ledger:
            return compare(ledger, witnesses, stamp)

    def time_stamp_request(self, witness: Witness) -> bytes:
        """What an authority is asked to stamp (RFC 3161, DER)."""
        return time_stamp_request(witness)

    def look_over(self, newest: int) -> VerificationReport:
        """What can be told within a second, the chains of the `newest` sessions included."""
        with self._ledger() as ledger:
            return look_over(ledger, self._paths, newest)

    def repair(self, session_id: str) -> RepairReport:
        """Idempotent. Raises UnknownSession, DiskFull, FolderNotWritable."""
        with self._ledger() as ledger:
            return repair_session(ledger, self._paths, session_id, self._recover)

    def repair_all(self) -> RepairReport:
        """A lost or damaged ledger too; nothing else may have it open meanwhile.

        Idempotent. Raises DiskFull, FolderNotWritable, WrittenByNewer, VaultLocked, KeyDamaged.
        """
        return repair_corpus(self._paths, self._user_id, self._recover, self._keys)

    def encrypt_all(self, told: Callable[[str], None] = lambda _: None) -> EncryptionReport:
        """What lies plain of a folder that has keys.

        `told` hears of each session that is done. Idempotent; what is busy is left, and named.

        Raises NotProtected, VaultLocked, LedgerBusy, DiskFull.
        """
        keys = self._keys
        ledger_encrypted = encrypt_ledger(self._paths.ledger, keys)
        done: list[str] = []
        left: list[tuple[str, str]] = []
        with self._ledger() as ledger:
            listed = {each.session_id for each in ledger.sessions.all()}
            for session_id in sorted(filter(is_session_id, listed)):
                if keys.is_whole(session_id):
                    continue
                try:
                    encrypt_session(ledger, self._paths, session_id, self._recover, self._hold)
                except (CorpusError, AudioError, SessionBusy, DamagedSlice) as error:
                    left.append((session_id, str(error)))
                else:
                    done.append(session_id)
                    told(session_id)
        encrypt_beside_sessions(self._paths, keys)
        try_update_links(self._paths)
        return EncryptionReport(ledger_encrypted, tuple(done), tuple(left))

    def erase(self, session_id: str, reason: str) -> None:
        """Gone for good, its key too, when it returns.

        Raises UnknownSession, SessionHeld, SessionBusy.
        """
        with self._ledger() as ledger:
            erase_session(ledger, self._paths, session_id, reason)
        self.renew_ledger_key()

    def renew_ledger_key(self) -> None:
        """Another key for the ledger, so that its old pages open with nothing.

        What was erased stands in no page of it any more, but the drive may still hold old ones.
        While somebody else has the ledger open, or the disk has no room for two of them, this
        waits: the next worker that starts does it.
        """
        try:
            renew_ledger_key(self._paths.ledger, self._keys)
        except (LedgerBusy, DiskFull) as error:
            _log.info("the ledger takes its new key later: %s", error)

    @contextmanager
    def _ledger(self) -> Iterator[SqliteLedger]:
        ledger = with_reserve(
            reserve_of(self._paths),
            lambda: SqliteLedger(self._paths.ledger, self._user_id, keys=self._keys),
        )
        try:
            yield ledger
        finally:
            ledger.close()
