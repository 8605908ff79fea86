"""The words for every error: what happened, that the sound is safe where it is, and what to do.

An error's own `str()` is English, for the command line and the logs; here stands what a clinician
reads. So no words quote an error's `str()`, its `detail` or its class.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from aurity_desktop.domain import errors
from aurity_desktop.domain.edits import BadEdit
from aurity_desktop.domain.error_lines import error_of_line
from aurity_desktop.domain.heard_write import BadRule
from aurity_desktop.domain.jobs import Job, JobState
from aurity_desktop.domain.model_install import ModelUse
from aurity_desktop.runtime.settings import BadSettings

translate = QCoreApplication.translate

_Words = Callable[[Any], str]


def _weak_passphrase_text(error: Any) -> str:
    if error.short:
        return translate(
            "Messages",
            "A passphrase needs at least 12 characters: four or five words are easy to remember.",
        )
    return translate(
        "Messages",
        "This passphrase is easy to guess. Use four or five unrelated words, without "
        "names, dates or keys in a row.",
    )


def _in_use_text(error: Any) -> str:
    if ModelUse.VOICES in error.uses:
        words = translate(
            "Messages", "{model} stays: it tells the voices apart, and there is no other."
        )
    elif ModelUse.LIVE in error.uses:
        words = translate(
            "Messages",
            "{model} stays: it writes the live text. Choose another model for that first.",
        )
    else:
        words = translate(
            "Messages",
            "{model} stays: it writes the final transcript. Choose another model for that first.",
        )
    return words.format(model=error.model)


def _disk_full_text(error: Any) -> str:
    if error.free_bytes is None:
        return translate(
            "Messages",
            "The disk is full. Everything recorded is saved. Free some space, then continue.",
        )
    return translate(
        "Messages",
        "The disk is full ({megabytes} MB left). Everything recorded is saved. Free some "
        "space, then continue.",
    ).format(megabytes=megabytes_text(error.free_bytes))


def error_text(error: BaseException) -> str:
    """What to tell the user.

    Falls back to the nearest base class, so that a new error is never without words.
    """
    for kind in type(error).__mro__:
        words = _ERRORS.get(kind)
        if words is not None:
            return words(error)
    return translate("Messages", "Something unexpected happened. Everything recorded is saved.")


def failure_text(job: Job) -> str:
    """Why a job failed or was cancelled, and what to do."""
    if job.state is JobState.CANCELLED:
        return error_text(errors.JobCancelled(job.job_id))
    if job.error_line:
        return error_text(error_of_line(job.error_line))
    return error_text(errors.JobFailed(job.job_id, job.error_message))


def megabytes_text(byte_count: int | None) -> str:
    """Whole megabytes of 1,000,000 bytes; "?" where the number is not known."""
    return "?" if byte_count is None else str(byte_count // 1_000_000)


_ERRORS: dict[type[BaseException], _Words] = {
    errors.AurityError: lambda _: translate(
        "Messages", "Something went wrong. Everything recorded is saved."
    ),
    errors.VaultError: lambda _: translate(
        "Messages", "There is a problem with the keys. The log has the details."
    ),
    errors.WrongSecret: lambda _: translate(
        "Messages", "Incorrect passphrase or recovery code. Try again."
    ),
    errors.NotProtected: lambda _: translate("Messages", "The sessions are not encrypted."),
    errors.VaultExists: lambda _: translate("Messages", "The sessions are already encrypted."),
    errors.LastLock: lambda _: translate(
        "Messages", "That is the only way to open the data. Set up another one first."
    ),
    errors.VaultLocked: lambda _: translate(
        "Messages", "The data is locked. Open it with the passphrase or the recovery code first."
    ),
    errors.WeakPassphrase: _weak_passphrase_text,
    errors.KeyringUnusable: lambda _: translate(
        "Messages",
        "The system's keyring cannot be used now. Unlock it, or set a passphrase.",
    ),
    errors.KeysNotAuthentic: lambda _: translate(
        "Messages",
        "The list of keys was changed by something other than this program. Nothing is opened "
        "with it. Put keys.db back from a backup.",
    ),
    errors.KeysMissing: lambda _: translate(
        "Messages",
        "The list of keys is missing beside encrypted recordings. Nothing is stored unencrypted "
        "there. Put keys.db back from a backup.",
    ),
    errors.KeyDamaged: lambda _: translate(
        "Messages",
        "A key cannot be read: its entry is missing or was changed. Put keys.db back from a "
        "backup.",
    ),
    errors.BadCiphertext: lambda _: translate(
        "Messages", "An encrypted file was changed and does not open. Run the check in Health."
    ),
    errors.UnexpectedFailure: lambda _: translate(
        "Messages", "Something unexpected happened. Everything recorded is saved."
    ),
    errors.UsageError: lambda _: translate(
        "Messages", "This cannot be done. The log has the details."
    ),
    errors.BadSessionId: lambda error: translate(
        "Messages", "“{session}” cannot be the name of a session."
    ).format(session=error.session_id),
    errors.UnknownLanguage: lambda error: translate(
        "Messages", "“{language}” is not the code of a language that can be transcribed."
    ).format(language=error.language),
    errors.UnknownSession: lambda error: translate(
        "Messages", "The session {session} is no longer in the library."
    ).format(session=error.session_id),
    errors.NoChannelSpeakers: lambda _: translate(
        "Messages", "The channels of this recording do not separate the speakers."
    ),
    errors.SessionBusy: lambda _: translate(
        "Messages",
        "This session is still being processed. Wait until it is done, then try again.",
    ),
    errors.RecordingGoesOn: lambda _: translate(
        "Messages", "Something is being recorded. Measure when it has ended."
    ),
    errors.ConsentWithdrawn: lambda _: translate(
        "Messages",
        "The consent to this session was withdrawn: it is not recorded or processed any "
        "further. It can be erased.",
    ),
    errors.ConsentMissing: lambda _: translate(
        "Messages", "The settings ask for a consent before anything is recorded."
    ),
    errors.UnknownSpeaker: lambda error: translate(
        "Messages", "There is no voice {label} in this session."
    ).format(label=error.label),
    errors.NoClassification: lambda _: translate(
        "Messages",
        "The CIE-10 diagnoses cannot be read. Type the diagnosis as text; installing the program "
        "again brings them back.",
    ),
    errors.UnknownNoteLine: lambda _: translate(
        "Messages", "This line is no longer in the note. Open the note again."
    ),
    errors.UnknownNoteSection: lambda _: translate(
        "Messages", "This section is not in the template of the note."
    ),
    errors.NoSuchNote: lambda error: translate(
        "Messages", "There is no signed version {version} of this note."
    ).format(version=error.version),
    errors.NothingToSign: lambda _: translate(
        "Messages", "There is nothing in the note yet. Confirm what was found, or write something."
    ),
    errors.NoteAuthorMissing: lambda _: translate(
        "Messages", "A note is signed with your full name. Write it in Settings, Clinical note."
    ),
    errors.UnknownTemplate: lambda _: translate(
        "Messages", "This template of the note is not there any more. Choose another one."
    ),
    errors.BadTemplate: lambda error: translate(
        "Messages",
        "The template {file} has a mistake in it. `aurity-desktop note` says which; choose another "
        "one meanwhile.",
    ).format(file=error.path.name),
    errors.NothingToUndo: lambda _: translate(
        "Messages", "There is no change left to be taken back or made again."
    ),
    errors.VoiceTooShort: lambda error: translate(
        "Messages",
        "Only {seconds} s of speech were heard. Speak for 20 seconds, alone, and try again.",
    ).format(seconds=round(error.seconds)),
    errors.VoiceNotAlone: lambda _: translate(
        "Messages", "More than one voice was heard. Speak alone, where it is quiet, and try again."
    ),
    errors.AudioError: lambda _: translate(
        "Messages", "There is a problem with the sound. Everything recorded is saved."
    ),
    errors.FolderMissing: lambda error: translate(
        "Messages",
        "The folder {folder} was not found. Check its name, or plug the USB stick in again.",
    ).format(folder=error.path),
    errors.AudioFileMissing: lambda error: translate(
        "Messages", "The file {file} was not found. Check its name and folder."
    ).format(file=error.path.name),
    errors.NotAudio: lambda error: (
        translate(
            "Messages",
            "{file} cannot be read: its format, {kind}, is not known here. Choose a WAV, FLAC, "
            "MP3, M4A, WMA, OGG or WebM file.",
        ).format(file=error.path.name, kind=error.kind)
        if error.kind
        else translate(
            "Messages",
            "{file} cannot be read as sound. Choose a WAV, FLAC, MP3, M4A, WMA, OGG or WebM file.",
        ).format(file=error.path.name)
    ),
    errors.EmptyAudio: lambda error: translate(
        "Messages", "{file} holds no sound. Choose a file with speech in it."
    ).format(file=error.path.name),
    errors.AudioTruncated: lambda error: translate(
        "Messages",
        "{file} is damaged: only a part of it could be read. That part is kept; look for a whole "
        "copy.",
    ).format(file=error.path.name),
    errors.InputChanged: lambda error: translate(
        "Messages",
        "{file} was changed or went away while it was read. What was read is kept; the rest "
        "follows when the file is back.",
    ).format(file=error.path.name),
    errors.CannotWatch: lambda error: translate(
        "Messages", "The watched folder cannot be used: {path}. Choose another one in Settings."
    ).format(path=error.path),
    errors.OtherInput: lambda error: translate(
        "Messages",
        "{file} is not the file that this session was read from. Choose that one, or transcribe "
        "this file as a new session.",
    ).format(file=error.path.name),
    errors.SliceMissing: lambda error: translate(
        "Messages",
        "A piece of the session {session} is not on the disk. To check it, run: aurity-desktop "
        "verify {session}",
    ).format(session=error.session_id),
    errors.SliceDamaged: lambda error: translate(
        "Messages",
        "The piece {file} of a recording is damaged. To see what else is, run: aurity-desktop "
        "verify",
    ).format(file=error.path.name),
    errors.NoMicrophone: lambda _: translate(
        "Messages", "No microphone was found. Plug one in, then refresh the list."
    ),
    errors.NoAudioSystem: lambda _: translate(
        "Messages",
        "The sound system of this computer could not be used. On Debian and Ubuntu install the "
        "package libportaudio2.",
    ),
    errors.NoLoudspeaker: lambda _: translate(
        "Messages", "No loudspeaker or headphones were found. Plug some in, then play again."
    ),
    errors.NothingRecorded: lambda _: translate(
        "Messages", "Nothing was recorded. Check the microphone, then try again."
    ),
    errors.SessionHeld: lambda error: translate(
        "Messages", "This session is on hold ({reason}) and is not erased. Lift the hold first."
    ).format(reason=error.reason),
    errors.ClockDoubted: lambda error: translate(
        "Messages",
        "By the clock it is {date}, which is far from everything that was done here. Nothing is "
        "erased. Set the clock.",
    ).format(date=error.now.astimezone().date().isoformat()),
    errors.WrongPassphrase: lambda error: translate(
        "Messages", "Incorrect passphrase: {file} was not opened. Check it, then try again."
    ).format(file=error.path.name),
    errors.PassphraseNeeded: lambda error: translate(
        "Messages", "{file} is encrypted. Type the passphrase it was exported with."
    ).format(file=error.path.name),
    errors.NoTranscript: lambda _: translate(
        "Messages", "The final transcript is not ready yet. Wait until the job is done."
    ),
    errors.CannotJoin: lambda _: translate(
        "Messages",
        "These sessions cannot be joined. Both must be finished, whole and different from each "
        "other. Nothing was erased.",
    ),
    errors.NothingToExport: lambda _: translate(
        "Messages", "There is no finished session to export."
    ),
    errors.UnknownEdit: lambda _: translate("Messages", "That change can no longer be undone."),
    errors.DeviceLost: lambda error: translate(
        "Messages",
        "The microphone “{device}” stopped answering. Check its plug or choose another. "
        "What was recorded is kept.",
    ).format(device=error.device),
    errors.StorageError: lambda _: translate(
        "Messages", "The disk could not save something. What was recorded before is saved."
    ),
    errors.DiskFull: _disk_full_text,
    errors.FolderNotWritable: lambda error: translate(
        "Messages",
        "There is no permission to write in the folder {folder}. Ask for permission or "
        "choose another folder.",
    ).format(folder=error.path),
    errors.FileUnreadable: lambda error: translate(
        "Messages",
        "There is no permission to read {file}. Ask for permission or choose another file.",
    ).format(file=error.path.name),
    errors.TargetRefused: lambda error: translate(
        "Messages", "{file} cannot be overwritten. Choose another name or another folder."
    ).format(file=error.path.name),
    errors.TargetExists: lambda error: translate(
        "Messages", "{file} already exists. Choose another name."
    ).format(file=error.path.name),
    errors.RecorderDied: lambda _: translate(
        "Messages",
        "The recording stopped unexpectedly. Everything up to that moment is saved; press"
        " Record to continue in a new session.",
    ),
    errors.BadMessage: lambda _: translate(
        "Messages",
        "Two parts of the program could not communicate. Close it and start it again.",
    ),
    errors.ModelError: lambda _: translate(
        "Messages", "There is a problem with a model. You can record all the same."
    ),
    errors.ModelMissing: lambda error: translate(
        "Messages",
        "The speech model {model} is not installed, so no text appears. You can record all the "
        "same. Install it in the settings, under Models.",
    ).format(model=error.model),
    errors.ModelDamaged: lambda error: translate(
        "Messages",
        "The speech model {model} is damaged and is not used. You can record all the same. "
        "Install it again in the settings, under Models.",
    ).format(model=error.model),
    errors.ModelUnreadable: lambda error: translate(
        "Messages",
        "There is no permission to read the model {model}. Recording still works. Ask for "
        "permission, or install the model for this account.",
    ).format(model=error.model),
    errors.UnknownModel: lambda error: translate(
        "Messages", "There is no model “{model}”. Choose one of: {known}."
    ).format(model=error.model, known=", ".join(error.known)),
    errors.ModelUnobtainable: lambda error: translate(
        "Messages",
        "The model {model} could not be fetched. Check the connection, or install it from a folder "
        "or USB stick.",
    ).format(model=error.model),
    errors.ModelRefused: lambda error: translate(
        "Messages",
        "The model {model} that was offered is damaged or not the right one and was refused. Get "
        "it from another place.",
    ).format(model=error.model),
    errors.ModelInUse: _in_use_text,
    errors.ModelCarried: lambda error: translate(
        "Messages", "The model {model} is a part of the program and stays with it."
    ).format(model=error.model),
    errors.BadManifest: lambda _: translate(
        "Messages", "The program's list of models cannot be used. Install Aurity Desktop again."
    ),
    errors.TranscriptionFailed: lambda _: translate(
        "Messages",
        "A part could not be transcribed. The sound is saved; it is tried again after you stop.",
    ),
    errors.CorpusError: lambda _: translate(
        "Messages", "There is a problem with the stored sessions. Run the check in Health."
    ),
    errors.NotOurFile: lambda error: translate(
        "Messages", "{file} is not a session file of Aurity."
    ).format(file=error.path.name),
    errors.DamagedRow: lambda _: translate(
        "Messages",
        "The records of this session are damaged and cannot be read. The other sessions "
        "are not affected.",
    ),
    errors.CorpusUnreadable: lambda error: translate(
        "Messages",
        "{file} cannot be read. The sound is kept apart from it; to rebuild it, run: "
        "aurity-desktop repair",
    ).format(file=error.path.name),
    errors.NotALedger: lambda error: translate(
        "Messages",
        "{file} is not a ledger of Aurity. Move it away, then run: aurity-desktop repair",
    ).format(file=error.path.name),
    errors.WrittenByNewer: lambda error: translate(
        "Messages",
        "{file} was written by a newer Aurity Desktop. Update the program; the file is left as it "
        "is.",
    ).format(file=error.path.name),
    errors.LedgerBusy: lambda _: translate(
        "Messages", "Another program is using the stored sessions. Close it, then try again."
    ),
    errors.ConflictingFact: lambda error: translate(
        "Messages",
        "The session {session} already holds something else in that place. To check it, run: "
        "aurity-desktop verify {session}",
    ).format(session=error.session_id),
    errors.SessionExists: lambda error: translate(
        "Messages", "The session {session} is in the library already and stays as it is."
    ).format(session=error.session_id),
    errors.UnknownChunk: lambda error: translate(
        "Messages", "The session {session} has no slice {number}."
    ).format(session=error.session_id, number=error.number),
    errors.UnknownRun: lambda _: translate(
        "Messages", "The result is not ready yet. Wait until the job is done."
    ),
    errors.JobError: lambda _: translate(
        "Messages",
        "Processing in the background failed. The sound is saved; you can process it again.",
    ),
    errors.UnknownJob: lambda _: translate(
        "Messages", "That job no longer exists. Start it again from the library."
    ),
    errors.JobTimedOut: lambda _: translate(
        "Messages",
        "Processing took too long and was stopped. The sound is saved; you can process it again.",
    ),
    errors.JobCancelled: lambda _: translate(
        "Messages", "Processing was cancelled. The sound is saved; you can process it again."
    ),
    errors.JobsPaused: lambda _: translate(
        "Messages", "Background work is paused. What was recorded is transcribed when it goes on."
    ),
    errors.JobFailed: lambda _: translate(
        "Messages", "Processing failed. The sound is saved; you can process it again."
    ),
    BadRule: lambda error: translate(
        "Messages", "Line {number} of the file is no rule of a dictionary. Nothing was taken in."
    ).format(number=error.line),
    BadEdit: lambda _: translate(
        "Messages", "That change does not fit the transcript as it is now. Open the session again."
    ),
    BadSettings: lambda error: translate(
        "Messages", "The settings file {file} cannot be used. Correct it or delete it."
    ).format(file=error.path),
}


def has_words(kind: type[BaseException]) -> bool:
    """Whether this very class has words of its own."""
    return kind in _ERRORS
