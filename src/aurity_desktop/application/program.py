"""What both faces, the window and the command line, are handed by the composition root."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from aurity_desktop.application.voice.enrolment import Enrolment
from aurity_desktop.domain.document import DocumentFormat
from aurity_desktop.domain.integrity import (
    CorpusExport,
    EncryptionReport,
    ExportManifest,
    Redaction,
    RepairReport,
    VerificationReport,
)
from aurity_desktop.domain.keys import Vault
from aurity_desktop.domain.ledger_ports import Ledger, RecoveryLedger
from aurity_desktop.domain.ports import (
    Diarizer,
    LiveNames,
    LiveTranscriber,
    Queue,
    Samples,
    SliceReader,
    WholeTranscriber,
)
from aurity_desktop.domain.witness import TimeStamp, Witness
from aurity_desktop.models.model_store import ModelStore
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.settings import Settings


class Corpus(Protocol):
    """Operations on whole sessions and their files.

    Loads h5py: for commands and children, never for the window's process.
    """

    def export(
        self,
        session_id: str,
        destination: Path,
        *,
        purpose: str,
        redaction: Redaction,
        passphrase: str = "",
    ) -> ExportManifest:
        """One self-contained file, complete or not there; encrypted where there is a passphrase.

        Raises UnknownSession, DiskFull.
        """
        ...

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
        """The transcript as a document, complete or not there.

        `written_in`: "es" or "en", for roles and other words of ours; "" as the session is spoken.
        `written_numbers`: as a clinician writes them, rather than as they were said.
        `with_notes`: with what people marked and noted.
        Raises UnknownSession, NoTranscript, DiskFull, FolderNotWritable.
        """
        ...

    def hand_out(
        self,
        session_id: str,
        destination: Path,
        data: bytes,
        *,
        form: str,
        redaction: Redaction,
    ) -> ExportManifest:
        """Write a document of the session, which is made already, and record that it went out.

        Raises UnknownSession, DiskFull, FolderNotWritable.
        """
        ...

    def export_all(
        self, target: Path, *, purpose: str, redaction: Redaction, replace: bool = False
    ) -> CorpusExport:
        """Every finished session as Parquet tables in a folder, complete or not there.

        Raises NothingToExport, TargetExists, TargetRefused, DiskFull, FolderNotWritable.
        """
        ...

    def join(self, ids: tuple[str, str], joined: str) -> None:
        """Make a third session, of this id, that holds both; they stay as they are.

        Raises UnknownSession, CannotJoin, SessionBusy, ConsentWithdrawn, SliceDamaged, DiskFull.
        """
        ...

    def load(self, path: Path, passphrase: str = "") -> str:
        """Import an export; the id of the session it brought back.

        Raises NotOurFile, PassphraseNeeded, WrongPassphrase, CorpusError.
        """
        ...

    def verify_file(self, path: Path, passphrase: str = "") -> VerificationReport:
        """Verify an export by itself, without the ledger.

        Raises NotOurFile, PassphraseNeeded, WrongPassphrase.
        """
        ...

    def erase(self, session_id: str, reason: str) -> None:
        """Erase a session; gone for good when it returns.

        Raises SessionHeld, SessionBusy, UnknownSession.
        """
        ...

    def verify_session(self, session_id: str) -> VerificationReport:
        """Verify slices, audit chain and projection of one session. Raises UnknownSession."""
        ...

    def verify_all(self) -> VerificationReport:
        """Verify every session, the ledger and the links between the files."""
        ...

    def witness(self) -> Witness:
        """The head of everything as it is now, a line to be kept elsewhere."""
        ...

    def compare(
        self, witnesses: Sequence[Witness], stamp: TimeStamp | None = None
    ) -> VerificationReport:
        """Whether what was witnessed is still here as it was, and stamped. Records nothing."""
        ...

    def time_stamp_request(self, witness: Witness) -> bytes:
        """What an authority is asked to stamp (RFC 3161, DER). Nothing is sent."""
        ...

    def look_over(self, newest: int) -> VerificationReport:
        """What can be told of the newest sessions within a second, without reading sound.

        Records nothing.
        """
        ...

    def encrypt_all(self, told: Callable[[str], None]) -> EncryptionReport:
        """Encrypt what lies plain of a folder that has keys, session by session.

        Raises NotProtected, VaultLocked, LedgerBusy.
        """
        ...

    def renew_ledger_key(self) -> None:
        """Encrypt the ledger under another key.

        While somebody has it open, the next worker that starts does it.
        """
        ...

    def repair(self, session_id: str) -> RepairReport:
        """Rebuild one session's files from ledger and slices, or the ledger's rows from them."""
        ...

    def repair_all(self) -> RepairReport:
        """Repair every session, and the ledger itself where it is lost."""
        ...


class SpeechEngines(Protocol):
    """Makes the adapters that recordings are transcribed and diarized with, for a measurement.

    Loads torch: for commands and children, never for the window's process. Each method raises
    ModelMissing, ModelDamaged.
    """

    def sample(self) -> Samples:
        """Half a minute of two people talking in English. Raises AudioError."""
        ...

    def live(self, model: str) -> LiveTranscriber:
        """Live text with this Whisper model, which `warm` loads."""
        ...

    def whole(self, model: str) -> WholeTranscriber:
        """The second pass with this Whisper model, loaded."""
        ...

    def diarizer(self) -> Diarizer:
        """The diarization, its networks loaded."""
        ...


@dataclass(frozen=True, slots=True)
class Program:
    """Values and makers; nothing heavy is loaded until one of them is called.

    `ledger` opens a ledger for the calling thread. `live_transcriber` takes a language ("" to
    detect) and the words to expect; `live_names` finds names in what that writes, None where nobody
    is to. `recover_session` adopts what a dead recorder left on disk, and
    raises SessionBusy when the recorder lives. `command` is what starts this very program again,
    for its children: the frozen executable, or Python with `-m`.
    """

    paths: Paths
    settings: Settings
    command: tuple[str, ...]
    ledger: Callable[[], Ledger]
    queue: Callable[[], Queue]
    slice_reader: SliceReader
    live_transcriber: Callable[[str, tuple[str, ...]], LiveTranscriber]
    models: ModelStore
    recover_session: Callable[[str, RecoveryLedger], object]
    is_being_recorded: Callable[[str], bool]
    corpus: Callable[[], Corpus]
    vault: Vault
    enrolment: Callable[[], Enrolment]
    speech_engines: Callable[[], SpeechEngines]
    live_names: Callable[[], LiveNames] | None = None
