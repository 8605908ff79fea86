"""The corpus as the application sees it: whole sessions in, out, verified, repaired."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from aurity_desktop.corpus.envelope import decrypt_file, is_encrypted, private_name
from aurity_desktop.corpus.erasing import due_for_erasure, enforce_retention, erase_session
from aurity_desktop.corpus.exporting import Encryption, export_session
from aurity_desktop.corpus.importing import import_session
from aurity_desktop.corpus.ledger import SqliteLedger
from aurity_desktop.corpus.repair import Recover, repair_session
from aurity_desktop.corpus.salvage import repair_corpus
from aurity_desktop.corpus.verify import verify_corpus, verify_file, verify_session
from aurity_desktop.domain.errors import NotOurFile, PassphraseNeeded
from aurity_desktop.domain.integrity import (
    ExportManifest,
    Redaction,
    RepairReport,
    VerificationReport,
)
from aurity_desktop.domain.retention import RetentionPolicy
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.paths import Paths


class CorpusDoor:
    """Opens the ledger for each call and closes it again. Loads h5py: for commands and children, not for the window's process."""

    def __init__(
        self, paths: Paths, user_id: str, is_recorded: Callable[[str], bool], recover: Recover
    ) -> None:
        """`is_recorded` says whether a recorder is at work on a session, `recover` takes in what one left that died."""
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
        """With a passphrase the file is encrypted under it (`envelope.py`); what is plain never leaves our own folder."""
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

    def load(self, path: Path, passphrase: str = "") -> str:
        """Raises PassphraseNeeded, WrongPassphrase, NotOurFile, ConflictingFact, DiskFull."""
        with self._plain(path, passphrase) as plain, self._ledger() as ledger:
            return import_session(ledger, self._paths, plain)

    def verify_file(self, path: Path, passphrase: str = "") -> VerificationReport:
        """Raises PassphraseNeeded, WrongPassphrase, NotOurFile."""
        with self._plain(path, passphrase) as plain:
            return replace(verify_file(plain), subject=str(path))

    @contextmanager
    def _plain(self, path: Path, passphrase: str) -> Iterator[Path]:
        """The file itself, or what it holds, decrypted into our own folder for as long as it is read."""
        try:
            encrypted = is_encrypted(path)
        except OSError as error:
            raise NotOurFile(path, error.strerror or str(error)) from error
        if not encrypted:
            yield path
            return
        if not passphrase:
            raise PassphraseNeeded(path)
        plain = private_name(self._paths.data, "reading")
        try:
            decrypt_file(path, plain, passphrase)
            yield plain
        finally:
            plain.unlink(missing_ok=True)

    def verify_session(self, session_id: str) -> VerificationReport:
        with self._ledger() as ledger:
            return verify_session(ledger, self._paths, session_id, self._is_recorded)

    def verify_all(self) -> VerificationReport:
        with self._ledger() as ledger:
            return verify_corpus(ledger, self._paths, self._is_recorded)

    def repair(self, session_id: str) -> RepairReport:
        with self._ledger() as ledger:
            return repair_session(ledger, self._paths, session_id, self._recover)

    def repair_all(self) -> RepairReport:
        return repair_corpus(self._paths, self._user_id, self._recover)

    def erase(self, session_id: str, reason: str) -> None:
        with self._ledger() as ledger:
            erase_session(ledger, self._paths, session_id, reason)

    def due_for_erasure(self, policy: RetentionPolicy) -> list[SessionSummary]:
        with self._ledger() as ledger:
            return due_for_erasure(ledger, policy, datetime.now(UTC))

    def enforce_retention(self, policy: RetentionPolicy) -> list[str]:
        with self._ledger() as ledger:
            return enforce_retention(ledger, self._paths, policy, datetime.now(UTC))

    @contextmanager
    def _ledger(self) -> Iterator[SqliteLedger]:
        ledger = SqliteLedger(self._paths.ledger, self._user_id)
        try:
            yield ledger
        finally:
            ledger.close()
