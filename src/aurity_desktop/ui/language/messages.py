"""The words for notices, states, steps, roles and speakers, in one place and translatable."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from aurity_desktop.application.recording.recording import Notice, NoticeKind, RecordingState
from aurity_desktop.domain.audio import Span
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.capture import Interruption
from aurity_desktop.domain.consent import WITHDRAWN_REASON, ConsentAnswer
from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.jobs import JobStep
from aurity_desktop.domain.microphone_report import MicrophoneFault
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.session import DAMAGED_REASON, SessionState
from aurity_desktop.domain.spans import SpanCause, cause_of
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.ui.language.error_messages import error_text, megabytes_text

translate = QCoreApplication.translate


# One return a kind reads as a table.
def notice_text(notice: Notice) -> str:  # noqa: PLR0911, PLR0912
    """A notice in words; one that carries an error, in the error's words."""
    match notice.kind:
        case NoticeKind.NOTHING_CAPTURED:
            return translate(
                "Messages",
                "Nothing is being recorded right now. What was said before is kept. Check the "
                "microphone, or press Stop and record again.",
            )
        case NoticeKind.DISK_LOW:
            free = int(notice.detail) if notice.detail.isdigit() else None
            return translate(
                "Messages",
                "Little disk space is left ({megabytes} MB). Recording goes on; free some space "
                "soon.",
            ).format(megabytes=megabytes_text(free))
        case NoticeKind.DISK_FULL:
            return translate(
                "Messages",
                "The disk is full: the recording was stopped. Everything recorded is saved.",
            )
        case NoticeKind.END_NEAR:
            return translate(
                "Messages",
                "This recording is very long and ends in {minutes} min. Is the consultation "
                "over? Otherwise press Stop, then Record.",
            ).format(minutes=max(1, int(float(notice.detail)) // 60))
        case NoticeKind.LENGTH_LIMIT:
            return translate(
                "Messages",
                "The recording was still running after {hours} h and was ended. Everything "
                "recorded is kept and is being transcribed.",
            ).format(hours=int(float(notice.detail)) // 3600)
        case NoticeKind.SILENCE:
            return translate(
                "Messages",
                "Nothing has been heard for {seconds} s. Is the right microphone chosen, and is it "
                "switched on?",
            ).format(seconds=notice.detail)
        case NoticeKind.LONG_SILENCE:
            return translate(
                "Messages",
                "Nothing has been heard for {minutes} minutes. Is the consultation over?",
            ).format(minutes=int(float(notice.detail)) // 60)
        case NoticeKind.CLIPPING:
            return translate(
                "Messages",
                "The sound is too loud and gets distorted. Lower the microphone's level or move it "
                "away.",
            )
        case NoticeKind.OVERFLOW:
            return translate(
                "Messages",
                "The computer was too busy and a moment of sound was lost. It is marked in the "
                "transcript.",
            )
        case NoticeKind.SLEPT:
            return translate(
                "Messages",
                "The computer slept for {seconds} s, which were not recorded. Recording goes on.",
            ).format(seconds=notice.detail)
        case NoticeKind.LONG_SLEEP:
            return translate(
                "Messages",
                "The computer slept for {minutes} min, and recording is paused. Press Resume if "
                "the consultation goes on, otherwise Stop.",
            ).format(minutes=int(float(notice.detail)) // 60)
        case NoticeKind.LID_CLOSED:
            return translate(
                "Messages",
                "The lid was closed. Recording goes on for as long as the computer stays awake: "
                "press Stop when the consultation is over.",
            )
        case NoticeKind.TEXT_UNAVAILABLE:
            return translate(
                "Messages",
                "Some text cannot be shown now. The sound is saved; the text is made after you "
                "stop.",
            )
        case NoticeKind.TEXT_SLOW:
            return translate(
                "Messages",
                "This computer is busy or slow: the text appears every three seconds, not word by "
                "word. Nothing is lost.",
            )
        case NoticeKind.INPUT_LONGER:
            return translate(
                "Messages",
                "The file holds more sound than its header says. It was read to its end.",
            )
        case NoticeKind.TRACKS_MIXED:
            return translate(
                "Messages", "The file has {count} sound tracks. They were mixed into one recording."
            ).format(count=notice.detail)
        case NoticeKind.TRACKS_LEFT_OUT:
            return translate(
                "Messages",
                "Sound tracks of the file that could not be read and are missing: {count}.",
            ).format(count=notice.detail)
        case NoticeKind.SPEAKERS_BY_CHANNEL:
            return translate(
                "Messages",
                "{count} people each have their own channel in the file. They are the speakers.",
            ).format(count=notice.detail)
        case NoticeKind.DAMAGED_INPUT | NoticeKind.RECORDER_TROUBLE:
            return error_text(notice.error or AurityError(notice.detail))


def interruption_text(why: Interruption, source: str) -> str:
    """Why a recording waits. `source` is the microphone's name, "" for the system's."""
    device = source or translate("Messages", "the system's microphone")
    match why:
        case Interruption.ONLY_ZEROS:
            return translate(
                "Messages",
                "No sound comes from “{device}”. It may be muted, or the system may not let this "
                "program use it. The session waits.",
            ).format(device=device)
        case Interruption.CLOCK_JUMP | Interruption.ASLEEP:
            return translate(
                "Messages",
                "The computer slept or was interrupted. The session waits for “{device}”.",
            ).format(device=device)
        case Interruption.CHANGED_BY_USER:
            return translate("Messages", "Changing to “{device}”…").format(device=device)
        case Interruption.NO_CALLBACK | Interruption.STREAM_ENDED | Interruption.NOT_FOUND:
            return translate(
                "Messages",
                "The microphone “{device}” was disconnected. Plug it in again or choose another; "
                "the session waits. Everything recorded is saved.",
            ).format(device=device)


def microphone_fault_text(fault: MicrophoneFault) -> str:
    """What the microphone check found, and what to do about it."""
    return {
        MicrophoneFault.ONLY_ZEROS: translate(
            "Messages",
            "Nothing at all is heard: the microphone is muted, or the system does not let this "
            "program use it.",
        ),
        MicrophoneFault.LOOPBACK: translate(
            "Messages",
            "This input hears what the computer plays, not the room. Choose a microphone.",
        ),
        MicrophoneFault.TOO_QUIET: translate(
            "Messages", "Speech is too quiet. Come closer, or raise the level of the microphone."
        ),
        MicrophoneFault.CLIPPING: translate(
            "Messages",
            "Speech is too loud and distorted. Move away, or lower the level of the microphone.",
        ),
        MicrophoneFault.OFFSET: translate(
            "Messages",
            "The sound card adds a DC offset. Speech is still recognized; another input or "
            "adapter would be better.",
        ),
        MicrophoneFault.HUM: translate(
            "Messages", "There is a hum from the mains. Try another socket or another cable."
        ),
        MicrophoneFault.NOISY: translate(
            "Messages",
            "The room is loud. Come closer to the microphone, or choose a quieter place.",
        ),
    }[fault]


def bookmark_text(bookmark: Bookmark) -> str:
    """The note of a moment that was marked, or that it was marked."""
    return one_line(bookmark.text) or translate("Messages", "Mark")


def span_text(span: Span, length: str) -> str:
    """What stands between two paragraphs where time was not captured."""
    return {
        SpanCause.PAUSE: translate("Messages", "Paused, {length}"),
        SpanCause.OFF_THE_RECORD: translate("Messages", "Off the record, {length}"),
        SpanCause.MICROPHONE_LOST: translate("Messages", "Microphone lost, {length}"),
        SpanCause.MICROPHONE_CHANGED: translate("Messages", "Microphone changed, {length}"),
        SpanCause.COMPUTER_SLEPT: translate("Messages", "Computer suspended, {length}"),
        SpanCause.PROGRAM_ENDED: translate("Messages", "Program closed, {length} not recorded"),
        SpanCause.POWER_CUT: translate("Messages", "Power cut, {length} lost"),
        SpanCause.FILE_GAP: translate("Messages", "Gap in the imported file, {length}"),
        SpanCause.LATER_PART: translate("Messages", "Continued {length} later"),
        SpanCause.SOUND_LOST: translate("Messages", "Sound lost, {length}"),
        SpanCause.UNKNOWN: translate("Messages", "Not recorded, {length}"),
    }[cause_of(span)].format(length=length)


def recording_state_text(state: RecordingState) -> str:
    """The state as it stands beside the clock."""
    return {
        RecordingState.IDLE: translate("Messages", "Ready to record"),
        RecordingState.STARTING: translate("Messages", "Opening the microphone…"),
        RecordingState.RECORDING: translate("Messages", "Recording"),
        RecordingState.PAUSED: translate("Messages", "Paused"),
        RecordingState.OFF_THE_RECORD: translate("Messages", "Off the record"),
        RecordingState.INTERRUPTED: translate("Messages", "Waiting for the microphone"),
        RecordingState.STOPPING: translate("Messages", "Saving…"),
    }[state]


def language_text(code: str) -> str:
    """The name of a language that can be spoken or heard; its code where we have no name for it."""
    names = {
        "": "",
        "es": translate("Messages", "Spanish"),
        "en": translate("Messages", "English"),
    }
    return names.get(code, code)


def to_review_text() -> str:
    """Of a finished session that nobody has reviewed."""
    return translate("Messages", "To review")


def session_state_text(state: SessionState, reason: str = "") -> str:
    """`reason` counts where it says more than the state."""
    if reason == WITHDRAWN_REASON:
        return translate("Messages", "Consent withdrawn")
    if reason == DAMAGED_REASON:
        return translate("Messages", "Damaged")
    match state:
        case SessionState.RECORDING | SessionState.PAUSED:
            return translate("Messages", "Not finished")
        case SessionState.FINALIZING:
            return translate("Messages", "Being transcribed")
        case SessionState.COMPLETED:
            return translate("Messages", "Ready to read")
        case SessionState.FAILED:
            return translate("Messages", "Needs processing again")


def consent_answer_text(answer: ConsentAnswer) -> str:
    """The last answer of the patient, for the line of facts about a session."""
    return {
        ConsentAnswer.GIVEN: translate("Messages", "Consent given"),
        ConsentAnswer.WITHDRAWN: translate("Messages", "Consent withdrawn"),
    }[answer]


def step_text(step: str) -> str:
    """A step of finalize by its name; anything else reads as plain work."""
    words = {
        JobStep.CONCATENATE: translate("Messages", "Joining the audio"),
        JobStep.TRANSCRIBE: translate("Messages", "Transcribing again with higher accuracy"),
        JobStep.DIARIZE: translate("Messages", "Separating the voices"),
        JobStep.ASSIGN: translate("Messages", "Assigning each word to a speaker"),
        JobStep.NAMES: translate("Messages", "Looking for misheard names"),
        JobStep.PROJECT: translate("Messages", "Storing the session"),
    }
    known: dict[str, str] = {each.value: text for each, text in words.items()}
    return known.get(step, translate("Messages", "Processing"))


def waiting_text() -> str:
    """Of work that has not begun, whatever it waits for: it has no percent."""
    return translate("Messages", "Waiting")


def role_text(role: SpeakerRole) -> str:
    """A speaker's role; one that is not known has words too."""
    return {
        SpeakerRole.MEDICO: translate("Messages", "Doctor"),
        SpeakerRole.PACIENTE: translate("Messages", "Patient"),
        SpeakerRole.ACOMPANANTE: translate("Messages", "Companion"),
        SpeakerRole.ENFERMERIA: translate("Messages", "Nurse"),
        SpeakerRole.INTERPRETE: translate("Messages", "Interpreter"),
        SpeakerRole.OTRO: translate("Messages", "Other"),
        SpeakerRole.DESCONOCIDO: translate("Messages", "Unknown role"),
    }[role]


def speaker_text(speaker: Speaker, index: int) -> str:
    """The display name; without one the role; without either the number of the voice.

    `index` counts the session's voices from 0.
    """
    if speaker.name:
        return speaker.name
    if speaker.role is not SpeakerRole.DESCONOCIDO:
        return role_text(speaker.role)
    return translate("Messages", "Voice {number}").format(number=index + 1)


def unknown_speaker_text() -> str:
    """For words that no voice was found for."""
    return translate("Messages", "Unknown voice")


def said_text(words: str, *, by_sound: bool = False) -> str:
    """The words that were said where a number, a unit or, by its sound, a name is written."""
    if by_sound:
        return translate("Messages", "Written by its sound. Heard: “{words}”").format(words=words)
    return translate("Messages", "Said: “{words}”").format(words=words)


def corrected_text() -> str:
    """Of a turn in which a person has written."""
    return translate("Messages", "corrected")
