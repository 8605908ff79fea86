"""Errors that carry facts.

`str(error)` is one plain English line that says what is wrong and what to do: the command line and
the logs print it as it is, the window looks its class up in `ui/language/error_messages.py`.
Foreign errors are translated into these once, at the edge where they arise.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path


class AurityError(Exception):
    """Root of everything this program raises on purpose.

    `exit_code` is what the command line ends with.
    """

    exit_code = 1

    def __reduce__(self) -> tuple[object, ...]:
        """As it is, facts and line, from one process to another.

        Exception's own way would call `__init__` with the line alone.
        """
        return (_rebuilt, (type(self), self.args, self.__dict__))


def _rebuilt(
    kind: type[AurityError], arguments: tuple[object, ...], facts: dict[str, object]
) -> AurityError:
    error = kind.__new__(kind, *arguments)
    error.args = arguments
    error.__dict__.update(facts)
    return error


class UnexpectedFailure(AurityError):
    """A fault of the program itself; `log` is the file that says more."""

    exit_code = 70  # EX_SOFTWARE of sysexits.h

    def __init__(self, command: str, detail: str, log: Path) -> None:
        self.command = command
        self.detail = detail
        self.log = log
        super().__init__(
            f"{command} failed unexpectedly ({detail}). What was recorded is kept; the details are "
            f"in {log}."
        )


class UsageError(AurityError):
    """The caller asked for something that makes no sense."""

    exit_code = 2


class BadSessionId(UsageError):
    """A text that is no session id, so that it is never put into a path."""

    def __init__(self, session_id: str) -> None:
        self.session_id = session_id
        super().__init__(
            f"{session_id!r} is not a session id. Use one that `aurity-desktop sessions` lists."
        )


class NoClassification(AurityError):
    """The table of diagnoses cannot be read."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(
            f"The CIE-10 diagnoses cannot be read ({detail}). Type the diagnosis as text; "
            "installing the program again brings them back."
        )


class UnknownNoteLine(UsageError):
    """There is no line of this id in the note."""

    def __init__(self, session_id: str, entry_id: str) -> None:
        self.session_id = session_id
        self.entry_id = entry_id
        super().__init__(
            f"The note of {session_id} has no line {entry_id!r}. `aurity-desktop note "
            f"{session_id}` lists them."
        )


class UnknownNoteSection(UsageError):
    """The form has no section and no field of this name; `known` are those that it has."""

    def __init__(self, template: str, section: str, known: tuple[str, ...]) -> None:
        self.template = template
        self.section = section
        self.known = known
        super().__init__(
            f"The template {template} has no section {section!r}. It has: {', '.join(known)}."
        )


class NoSuchNote(UsageError):
    """No version of this number was signed."""

    def __init__(self, session_id: str, version: int) -> None:
        self.session_id = session_id
        self.version = version
        super().__init__(f"No version {version} of the note of {session_id} was signed.")


class NothingToSign(UsageError):
    """Nothing was confirmed and nothing typed."""

    def __init__(self, session_id: str) -> None:
        self.session_id = session_id
        super().__init__(
            f"There is nothing in the note of {session_id} to sign. Confirm what was found, or "
            "write something into it."
        )


class NoteAuthorMissing(UsageError):
    """Who signs has not said their name."""

    def __init__(self) -> None:
        super().__init__(
            "A note is signed with its author's full name. Say it in the settings (note_author), "
            "or with --write author NAME."
        )


class UnknownTemplate(UsageError):
    """There is no form of a note of this name; `known` are those that there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        self.known = known
        super().__init__(f"There is no template {name!r}. Choose from: {', '.join(known)}.")


class BadTemplate(UsageError):
    """The file of a form cannot be used; `detail` says what in it."""

    def __init__(self, path: Path, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(
            f"The template {path} cannot be used ({detail}). Correct it, or take it away and the "
            "one that ships is used."
        )


class UnknownLanguage(UsageError):
    """A language that is no code of ISO 639-1."""

    def __init__(self, language: str) -> None:
        self.language = language
        super().__init__(
            f"{language!r} is not the code of a language. Give es, en or another code of ISO "
            "639-1, or none, and it is detected."
        )


class UnknownSession(AurityError):
    """No session of this id is in the ledger."""

    def __init__(self, session_id: str) -> None:
        self.session_id = session_id
        super().__init__(
            f"There is no session {session_id}. `aurity-desktop sessions` lists those there are."
        )


class SessionBusy(AurityError):
    """Another process works on the session; `doing` says at what."""

    def __init__(self, session_id: str, doing: str) -> None:
        self.session_id = session_id
        self.doing = doing
        super().__init__(
            f"Session {session_id} is {doing}. Wait until it has ended, then try again."
        )


class RecordingGoesOn(AurityError):
    """What needs the processors for itself has to wait until nothing is being recorded."""

    def __init__(self) -> None:
        super().__init__(
            "Something is being recorded and needs the processors. Measure when it has ended."
        )


class ConsentWithdrawn(UsageError):
    """Nothing more is captured or made of a session whose consent was withdrawn."""

    exit_code = 1

    def __init__(self, session_id: str) -> None:
        self.session_id = session_id
        super().__init__(
            f"The consent to session {session_id} was withdrawn. `aurity-desktop erase "
            f"{session_id}` erases it."
        )


class ConsentMissing(UsageError):
    """The settings ask for a consent before anything is recorded."""

    def __init__(self) -> None:
        super().__init__(
            "The settings ask for a consent before recording. Ask, then say --consent es or "
            "--consent en."
        )


class NoChannelSpeakers(UsageError):
    """Nobody has a channel of the recording to themselves."""

    def __init__(self, session_id: str) -> None:
        self.session_id = session_id
        super().__init__(
            f"The channels of {session_id} do not tell the speakers apart. Say how many people "
            "speak: --speakers N, or auto."
        )


class AudioError(AurityError):
    """Sound could not be read, captured or kept."""


class FolderMissing(UsageError):
    """There is no such folder to take models from."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"There is no folder {path}. Check its name.")


class AudioFileMissing(AudioError):
    """The file to be imported is not there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"There is no file called {str(path)!r}. Check the name.")


class NotAudio(AudioError):
    """The file to be imported cannot be decoded as sound. `kind` names its format, where known."""

    def __init__(self, path: Path, detail: str = "", kind: str = "") -> None:
        self.path = path
        self.detail = detail
        self.kind = kind
        reason = f" ({detail})" if detail else ""
        super().__init__(
            f"{path} cannot be read as audio{reason}. Give a WAV, FLAC, MP3, M4A, WMA, OGG or WebM "
            "file."
        )


class EmptyAudio(AudioError):
    """The file to be imported holds no sound."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} holds no sound. Give a file with speech in it.")


class AudioTruncated(AudioError):
    """The file ends before its own header says so, or has holes. What could be read was taken."""

    def __init__(self, path: Path, seconds: float, expected: float) -> None:
        self.path = path
        self.seconds = seconds
        self.expected = expected
        super().__init__(
            f"{path} is damaged: {seconds:.1f} s of {expected:.1f} s could be read. "
            "What could be read is kept; look for a whole copy of the file."
        )


class InputChanged(AudioError):
    """The file was replaced, or went away, while it was read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path} was changed or went away while it was read. What was read is kept, and the "
            "rest follows when the same file is there again."
        )


class OtherInput(AudioError):
    """A session was to go on with the file that it came from, and this is another one."""

    def __init__(self, path: Path, session_id: str) -> None:
        self.path = path
        self.session_id = session_id
        super().__init__(
            f"{path} is not the file that {session_id} was read from: its sound is another one."
        )


class SliceMissing(AudioError):
    """The ledger has a slice whose file is not on disk."""

    def __init__(self, session_id: str, number: int) -> None:
        self.session_id = session_id
        self.number = number
        super().__init__(
            f"Slice {number} of session {session_id} is not there. Run `aurity-desktop verify "
            f"{session_id}`."
        )


class SliceDamaged(AudioError):
    """A slice on disk is no WAV file, or its samples do not match its hash."""

    def __init__(self, path: Path, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(f"The slice {path} is damaged ({detail}). Run `aurity-desktop verify`.")


class NoMicrophone(AudioError):
    """There is no input device, or none that is called `wanted`."""

    def __init__(self, wanted: str = "") -> None:
        self.wanted = wanted
        which = f" named {wanted!r}" if wanted else ""
        super().__init__(
            f"No microphone{which} was found. Plug one in and try again, "
            "or record from a file with --input FILE."
        )


class NoAudioSystem(AudioError):
    """PortAudio could not be loaded."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(
            f"The sound library PortAudio could not be loaded ({detail}). "
            "On Debian and Ubuntu install the package libportaudio2, then try again."
        )


class NoLoudspeaker(AudioError):
    """There is no output device that could be used."""

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(
            "No loudspeaker could be used. Plug one in, or choose one in the system's settings."
        )


class NothingRecorded(AudioError):
    """A recording ended before its first slice."""

    def __init__(self) -> None:
        super().__init__("Nothing was recorded: it was stopped before the first sound arrived.")


class DeviceLost(AudioError):
    """A microphone gives no more sound."""

    def __init__(self, device: str, detail: str = "") -> None:
        self.device = device
        self.detail = detail
        super().__init__(f"The microphone {device!r} stopped answering. Check its plug.")


class StorageError(AurityError):
    """The disk refused something."""


class CannotWatch(StorageError):
    """A folder is not watched for sound files; `why` says what is wrong with `path`."""

    def __init__(self, path: Path, why: str) -> None:
        self.path = path
        self.why = why
        super().__init__(f"{path}: {why}")


class DiskFull(StorageError):
    """The disk has no more room; `free_bytes` is None where it was not asked."""

    def __init__(self, path: Path, free_bytes: int | None = None) -> None:
        self.path = path
        self.free_bytes = free_bytes
        left = f" ({free_bytes // 1_000_000} MB left)" if free_bytes is not None else ""
        super().__init__(
            f"The disk that holds {path} is full{left}. What was recorded is kept. "
            "Free some space, then go on."
        )


class FolderNotWritable(StorageError):
    """The user has no right to write into the folder."""

    def __init__(self, path: Path, detail: str = "") -> None:
        self.path = path
        self.detail = detail
        reason = f" ({detail})" if detail else ""
        super().__init__(
            f"The folder {path} cannot be written to{reason}. Give yourself the right to write "
            "there, or choose another: for the data with AURITY_DATA_DIR."
        )


class FileUnreadable(StorageError):
    """A file that somebody named is there and cannot be read; `detail` is the system's word."""

    def __init__(self, path: Path, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(
            f"{path} cannot be read ({detail}). Get the right to read it, or name another file."
        )


class TargetRefused(UsageError):
    """What somebody named is nothing that a file may be written over; `detail` says why."""

    def __init__(self, path: Path, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(f"{path} is not written to: {detail}. Give the name of a new file.")


class TargetExists(UsageError):
    """A file of that name is there, and nobody said that it may be replaced."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path} is there already. Give another name; `export --force` replaces it."
        )


class RecorderDied(AurityError):
    """The recorder process ended without saying `Stopped`."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(
            f"The recorder stopped unexpectedly ({detail}). What was recorded is kept."
        )


class BadMessage(AurityError):
    """A process of ours was told something that it does not understand."""

    def __init__(self, line: str) -> None:
        self.line = line
        super().__init__(f"A message could not be understood: {line}.")


class ModelError(AurityError):
    """A model is not there or is not what it should be."""


class ModelMissing(ModelError):
    """A model is not installed; `file` is the first one that is missing."""

    def __init__(self, model: str, file: Path | None = None) -> None:
        self.model = model
        self.file = file
        super().__init__(
            f"The model {model} is not installed. Run `aurity-desktop models install {model}`."
        )


class ModelDamaged(ModelError):
    """A file of an installed model does not match the manifest."""

    def __init__(self, model: str, file: Path) -> None:
        self.model = model
        self.file = file
        super().__init__(
            f"The model {model} is damaged: {file} is not the file it should be. "
            f"Run `aurity-desktop models install {model}`."
        )


class ModelUnreadable(ModelError):
    """A file of an installed model is there, and the system does not let this account read it."""

    def __init__(self, model: str, file: Path) -> None:
        self.model = model
        self.file = file
        super().__init__(
            f"The model {model} cannot be read: the system refuses {file}. Get the right to read "
            "it, or name a folder of your own with AURITY_MODELS_DIR."
        )


class UnknownModel(UsageError):
    """The manifest has no model of this name."""

    def __init__(self, model: str, known: tuple[str, ...]) -> None:
        self.model = model
        self.known = known
        super().__init__(f"There is no model {model!r}. Known models: {', '.join(known)}.")


class ModelUnobtainable(ModelError):
    """No source gave the model; `tried` has one line for each."""

    def __init__(self, model: str, tried: tuple[str, ...]) -> None:
        self.model = model
        self.tried = tried
        super().__init__(
            f"The model {model} could not be fetched ({'; '.join(tried)}). "
            "Check the connection, or install it from a folder: "
            f"`aurity-desktop models install {model} --from FOLDER`."
        )


class ModelRefused(ModelError):
    """What a source gave is not what the manifest promises; nothing was put in place."""

    def __init__(self, model: str, file: str, source: str, detail: str) -> None:
        self.model = model
        self.file = file
        self.source = source
        self.detail = detail
        super().__init__(
            f"{file} of the model {model}, as it came from {source}, is damaged or not the right "
            f"one ({detail}) "
            "and was refused. Get it again, or install from another place with --from FOLDER."
        )


class ModelInUse(ModelError):
    """A model stays, since something would not work without it; `uses` are values of ModelUse."""

    def __init__(self, model: str, uses: tuple[str, ...]) -> None:
        self.model = model
        self.uses = uses
        said = {
            "live": "writes the live text",
            "final": "writes the final transcript",
            "voices": "tells the voices apart",
        }
        what = " and ".join(said.get(use, use) for use in uses)
        then = "" if "voices" in uses else " Choose another one first: `aurity-desktop models use`."
        super().__init__(f"The model {model} {what}, so it is not removed.{then}")


class ModelCarried(ModelError):
    """The model came with the program's installer, whose files are not ours to remove."""

    def __init__(self, model: str) -> None:
        self.model = model
        super().__init__(f"The model {model} came with the program and goes with it.")


class BadManifest(ModelError):
    """The list of models cannot be read."""

    def __init__(self, path: Path, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(
            f"The list of models {path} cannot be used ({detail}). Install Aurity Desktop again."
        )


class TranscriptionFailed(AurityError):
    """The speech engine gave up on a piece of sound; the sound itself is safe."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(f"This piece could not be transcribed ({detail}). It will be tried again.")


class CorpusError(AurityError):
    """The corpus, or a file that claims to be part of one, is not as it should be."""


class NotOurFile(CorpusError):
    """A file is no session file, or a damaged one."""

    def __init__(self, path: Path, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(f"{path} is not a session file of Aurity ({detail}).")


class CorpusUnreadable(CorpusError):
    """The ledger is damaged: SQLite cannot read it."""

    def __init__(self, path: Path, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(f"{path} cannot be read ({detail}). Run `aurity-desktop repair`.")


class DamagedRow(CorpusError, ValueError):
    """A row of the ledger, or of a session file, holds what is no value of ours.

    A ValueError too: it is what the decoder raises.
    """

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(
            f"What is recorded of the session is damaged ({detail}). `aurity-desktop verify` says "
            "of which, and it can still be erased."
        )


class WrongPassphrase(CorpusError):
    """An encrypted export does not open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path} does not open with this passphrase, or its first bytes were changed. Try the "
            "passphrase again."
        )


class PassphraseNeeded(CorpusError):
    """An export is encrypted, and no passphrase was given."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} is encrypted. Give the passphrase that it was exported with.")


class NotALedger(CorpusError):
    """The file in the place of the ledger is none."""

    def __init__(self, path: Path, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(
            f"{path} is not a ledger of Aurity ({detail}). Move it away, then run `aurity-desktop "
            "repair`: sessions are rebuilt from their slices and session files."
        )


class WrittenByNewer(CorpusError):
    """A database or a file of a newer version, which is left as it is."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        self.path = path
        self.found = found
        self.known = known
        super().__init__(
            f"{path} was written by a newer Aurity Desktop (schema {found}; this one knows "
            f"{known}). Update the program; the file is left as it is."
        )


class LedgerBusy(CorpusError):
    """Another process held the write lock of the ledger for longer than it is waited for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} is held by another process for too long. Try again.")


class ConflictingFact(CorpusError):
    """A fact is recorded already with another content; `what` says which."""

    def __init__(self, session_id: str, what: str) -> None:
        self.session_id = session_id
        self.what = what
        super().__init__(
            f"Session {session_id} already holds something else as {what}. "
            f"Run `aurity-desktop verify {session_id}`."
        )


class SessionExists(CorpusError):
    """What is to be imported is called like a session that is here: never replaced, never mixed."""

    def __init__(self, session_id: str) -> None:
        self.session_id = session_id
        super().__init__(
            f"There is a session {session_id} here already, and it stays as it is. "
            f"`aurity-desktop show {session_id}` shows it; "
            "only once it is erased can a file of that name be imported."
        )


class UnknownChunk(CorpusError):
    """Text for a slice that the ledger does not have."""

    def __init__(self, session_id: str, number: int) -> None:
        self.session_id = session_id
        self.number = number
        super().__init__(f"Session {session_id} has no chunk {number}.")


class SessionHeld(CorpusError):
    """A hold keeps the session from being erased."""

    def __init__(self, session_id: str, reason: str) -> None:
        self.session_id = session_id
        self.reason = reason
        super().__init__(
            f"Session {session_id} is on hold ({reason}) and is not erased. Lift the hold first."
        )


class ClockDoubted(CorpusError):
    """The clock tells a time that is far from everything people did here.

    `newest` is the last of that, None where there is nothing; both are times with a zone.
    """

    def __init__(self, now: datetime, newest: datetime | None) -> None:
        self.now = now
        self.newest = newest
        last = f"{newest:%Y-%m-%d}" if newest else "unknown"
        super().__init__(
            f"By the clock it is {now:%Y-%m-%d}, and the day on which somebody last did something "
            f"here is {last}: nothing is erased. Set the clock; if it is right, say "
            "--clock-is-right."
        )


class NoTranscript(CorpusError):
    """The session has live text only."""

    def __init__(self, session_id: str) -> None:
        self.session_id = session_id
        super().__init__(
            f"The final transcript of {session_id} is not there yet. `aurity-desktop jobs` says "
            "how far it is, `aurity-desktop sessions --recover` brings to an end what did not end."
        )


class CannotJoin(CorpusError):
    """A session that no other can be joined with; `detail` says why."""

    def __init__(self, session_id: str, detail: str) -> None:
        self.session_id = session_id
        self.detail = detail
        super().__init__(f"{session_id} cannot be joined: {detail}. Nothing was erased.")


class NothingToExport(CorpusError):
    """There is no finished session."""

    def __init__(self) -> None:
        super().__init__(
            "There is no finished session to export. `aurity-desktop sessions` lists those there "
            "are, and what state each is in."
        )


class UnknownEdit(CorpusError):
    """The session has no edit of this id."""

    def __init__(self, session_id: str, edit_id: str) -> None:
        self.session_id = session_id
        self.edit_id = edit_id
        super().__init__(f"Session {session_id} has no edit {edit_id}.")


class VoiceTooShort(UsageError):
    """Too little speech to learn a voice from."""

    def __init__(self, seconds: float, least: float) -> None:
        self.seconds = seconds
        self.least = least
        super().__init__(
            f"Only {seconds:.0f} s of speech were heard; a voice is learned from {least:.0f} s "
            "and more. Speak for 20 s."
        )


class VoiceNotAlone(UsageError):
    """Several people spoke where one voice was to be learned."""

    def __init__(self, voices: int) -> None:
        self.voices = voices
        super().__init__(
            f"{voices} voices were heard. A voice is learned from somebody who speaks alone: try "
            "again in a quiet room."
        )


class UnknownSpeaker(UsageError):
    """The session has no voice of this label; `known` are those it has."""

    def __init__(self, session_id: str, label: str, known: tuple[str, ...]) -> None:
        self.session_id = session_id
        self.label = label
        self.known = known
        there = f"Its voices: {', '.join(known)}." if known else "It has no voices yet."
        super().__init__(f"Session {session_id} has no voice {label}. {there}")


class NothingToUndo(UsageError):
    """There is no step to take back or to make again; `act` says which."""

    def __init__(self, session_id: str, act: str) -> None:
        self.session_id = session_id
        self.act = act
        super().__init__(
            f"There is nothing to {act} in {session_id}. `aurity-desktop history {session_id}` "
            "lists its changes."
        )


class UnknownRun(CorpusError):
    """No run of this id is recorded, or one of another kind."""

    def __init__(self, run_id: str) -> None:
        self.run_id = run_id
        super().__init__(f"No finished run is called {run_id}.")


class JobError(AurityError):
    """A background job could not do its work."""


class UnknownJob(JobError):
    """There is no job of this id, or it ended more than 24 hours ago."""

    def __init__(self, job_id: str) -> None:
        self.job_id = job_id
        super().__init__(f"There is no job {job_id}. `aurity-desktop jobs` lists those there are.")


class JobTimedOut(JobError):
    """A job ran into its time limit."""

    def __init__(self, job_id: str, limit_seconds: float) -> None:
        self.job_id = job_id
        self.limit_seconds = limit_seconds
        super().__init__(f"Job {job_id} took longer than its limit of {limit_seconds:.0f} s.")


class JobCancelled(JobError):
    """A job was cancelled while it was at work."""

    def __init__(self, job_id: str) -> None:
        self.job_id = job_id
        super().__init__(f"Job {job_id} was cancelled.")


class JobFailed(JobError):
    """A job ended without its result; `reason` is what it said."""

    def __init__(self, job_id: str, reason: str) -> None:
        self.job_id = job_id
        self.reason = reason
        super().__init__(reason)


class JobsPaused(JobError):
    """Somebody has paused all jobs, and what is waited for waits too.

    `exit_code` is EX_TEMPFAIL of sysexits.h: nothing is lost, and nothing has to be done again.
    """

    exit_code = 75

    def __init__(self) -> None:
        super().__init__(
            "All jobs are paused: what was recorded is kept, and is transcribed after "
            "`aurity-desktop jobs resume`."
        )


class VaultError(AurityError):
    """The keys of the data folder."""


class VaultLocked(VaultError):
    """The keys are needed and not open; `exit_code` 4 tells a script so."""

    exit_code = 4

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        reason = f" ({detail})" if detail else ""
        super().__init__(
            f"The data is encrypted and locked{reason}. Unlock the system's keyring, or give the "
            "passphrase or recovery code: "
            "on the terminal, or with --unlock-file FILE before the command."
        )


class WrongSecret(VaultError):
    """A passphrase or recovery code that opens nothing."""

    exit_code = 4

    def __init__(self) -> None:
        super().__init__(
            "Neither the passphrase nor the recovery code of this data folder is that. Try again."
        )


class WeakPassphrase(VaultError):
    """A new passphrase that is too short, or that is guessed soon; `short` says which."""

    def __init__(self, *, short: bool) -> None:
        self.short = short
        super().__init__(
            "A passphrase needs 12 characters at least: four or five words are easy to remember."
            if short
            else "This passphrase would be guessed soon. Take four or five words that do not "
            "belong together, and no names, dates or keys in a row."
        )


class KeyringUnusable(VaultError):
    """The system's keyring is locked, missing, or no safe place for a key."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(
            f"The system's keyring cannot be used ({detail}). Unlock it, or protect the data with "
            "a passphrase: `aurity-desktop keys passphrase`."
        )


class NotProtected(VaultError):
    """Asked for a key where nothing is encrypted."""

    def __init__(self) -> None:
        super().__init__(
            "The data folder is not encrypted. `aurity-desktop keys protect` encrypts it under "
            "the system's keyring, `aurity-desktop keys passphrase` under a passphrase."
        )


class VaultExists(VaultError):
    """The folder is to be encrypted and is already."""

    def __init__(self) -> None:
        super().__init__(
            "The data folder is encrypted already. `aurity-desktop keys status` says how."
        )


class LastLock(VaultError):
    """The only way to open the keys may not be removed."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(
            f"Without the {kind} nothing would open the data any more. Set up another way first: "
            "`aurity-desktop keys passphrase` or `aurity-desktop keys recovery`."
        )


class KeyDamaged(CorpusError):
    """A wrapped key is missing or was changed."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(
            f"The key of {what} cannot be used: its entry in keys.db is missing or was changed. "
            "Put keys.db back from a backup of the data folder."
        )


class KeysNotAuthentic(KeyDamaged):
    """`keys.db` is not as this program wrote it; `detail` says what was noticed."""

    def __init__(self, detail: str) -> None:
        super().__init__("the data folder")
        self.detail = detail
        sentence = (
            f"keys.db was changed by something other than this program ({detail}). Nothing is "
            "opened with it. Put keys.db back from a backup of the data folder, or run "
            "`aurity-desktop keys repair` with the passphrase or the recovery code."
        )
        self.args = (sentence,)


class KeysMissing(KeyDamaged):
    """`keys.db` is gone beside encrypted files: nothing new may be stored plain there."""

    def __init__(self) -> None:
        super().__init__("the data folder")
        sentence = (
            "keys.db is missing, and there are encrypted files in the data folder. Nothing is "
            "stored plain beside them. Put keys.db back from a backup of the data folder."
        )
        self.args = (sentence,)


class BadCiphertext(CorpusError):
    """A message does not open: another key, or its bytes were changed.

    Who reads a file says which.
    """

    def __init__(self, detail: str = "its bytes were changed") -> None:
        self.detail = detail
        super().__init__(f"An encrypted file does not open with its key ({detail}).")
