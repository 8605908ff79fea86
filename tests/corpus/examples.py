"""Small, exact sessions to record: plans, slices with real sound on disk, words."""

import hashlib
import wave
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, AudioSlice, Span, SpanKind
from aurity_desktop.domain.clinical_note import (
    EntryState,
    HeadField,
    Note,
    NoteEntry,
    NoteHead,
    NoteLine,
    NoteSection,
)
from aurity_desktop.domain.consent import Consent, ConsentAnswer, consent_text
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.session import SessionPlan, SessionState, SpeakerCount
from aurity_desktop.domain.speakers import Diarization, SpeakerRole, Turn
from aurity_desktop.domain.transcript import (
    ChunkStatus,
    ChunkTranscription,
    Segment,
    WholeTranscript,
    Word,
)

SESSION = "session_20240301_090000"
STARTED = datetime(2024, 3, 1, 15, 0, 0, 250000, tzinfo=UTC)

TEXT = (
    "Buenos días, doctora. Me duele la cabeza desde el martes y anoche tuve fiebre de 38.5 grados."
)


def plan(session_id=SESSION, created_at=STARTED, **fields):
    return SessionPlan(
        session_id, created_at, **{"source": "microphone", "model": "base", **fields}
    )


def sound(number, count=SLICE_SAMPLES):
    """Noise that is the same at each call and different for each slice. int16, shape (count,)."""
    return np.random.default_rng(number).integers(-3000, 3000, count, dtype=np.int16)


def write_slice(folder, number, samples):
    folder.mkdir(parents=True, exist_ok=True)
    with wave.open(str(folder / f"{number:06}.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(samples.astype("<i2").tobytes())
    return folder / f"{number:06}.wav"


def a_slice(number=0, session_id=SESSION, folder=None, count=SLICE_SAMPLES):
    """With a `folder`, the WAV is written into it; without, the slice is only claimed."""
    samples = sound(number, count)
    path = write_slice(folder, number, samples) if folder else Path("/nowhere") / f"{number:06}.wav"
    digest = hashlib.sha256(samples.astype("<i2").tobytes()).hexdigest()
    return AudioSlice(session_id, number, number * SLICE_SAMPLES, count, digest, path)


def some_words(text=TEXT, start=0.0, step=0.4, speaker="SPEAKER_UNKNOWN"):
    return tuple(
        Word(
            start + index * step,
            start + (index + 0.75) * step,
            word,
            0.5 + (index % 5) / 10,
            speaker,
        )
        for index, word in enumerate(text.split())
    )


def heard(number=0, text=TEXT, session_id=SESSION, **fields):
    words = some_words(text, start=number * 3.0, step=0.15)
    settings = {"language": "es", "confidence": 0.875, "model": "base", "latency_ms": 180.5}
    return ChunkTranscription(
        session_id, number, words, fields.pop("status", ChunkStatus.OK), **{**settings, **fields}
    )


def record_session(
    ledger, paths, session_id=SESSION, *, slices=4, last=None, finalized=True, title=""
):
    """A whole session: sound on disk, live text, a pause, a second pass, speakers, names."""
    folder = paths.session(session_id) / "slices"
    ledger.sessions.create(
        plan(
            session_id,
            vocabulary=("metformina",),
            speaker_count=SpeakerCount.exactly(2),
            title=title,
        )
    )
    answer = Consent(ConsentAnswer.GIVEN, consent_text("es"), "Ana Pérez")
    ledger.consents.record(session_id, answer)
    for number in range(slices):
        count = last if last is not None and number == slices - 1 else SLICE_SAMPLES
        ledger.sound.record_slice(a_slice(number, session_id, folder, count))
        if number == 1:
            ledger.sessions.set_state(session_id, SessionState.PAUSED)
            ledger.sound.record_span(session_id, Span(SpanKind.PAUSE, 2 * SLICE_SAMPLES, 61.5))
            ledger.sessions.set_state(session_id, SessionState.RECORDING)
        ledger.chunks.record_transcription(heard(number, f"Parte {number}: {TEXT}", session_id))
    if finalized:
        finalize(ledger, session_id)
        ledger.edits.record(session_id, Edit("edit-1", EditKind.CORRECT, 0, 1, "Buenas tardes,"))
        ledger.edits.record(session_id, Edit("edit-2", EditKind.SPLIT, 3, 3))
        ledger.edits.withdraw(session_id, "edit-2")
        ledger.retention.place_hold(session_id, "estudio")
        ledger.retention.lift_hold(session_id, "terminado")
    return folder


def finalize(ledger, session_id=SESSION, run="1", text=TEXT):
    ledger.sessions.set_state(session_id, SessionState.FINALIZING)
    words = some_words(text)
    half = len(words) // 2
    spoken = (
        *some_words(" ".join(word.text for word in words[:half]), speaker="SPEAKER_00"),
        *some_words(
            " ".join(word.text for word in words[half:]), start=half * 0.4, speaker="SPEAKER_01"
        ),
    )
    turns = (Turn(0.0, half * 0.4, "SPEAKER_00"), Turn(half * 0.4, 8.0, "SPEAKER_01"))
    segments = [
        Segment(
            turn.start,
            turn.end,
            turn.speaker,
            " ".join(word.text for word in spoken if word.speaker == turn.speaker),
            0.75,
        )
        for turn in turns
    ]
    ledger.runs.record_transcript(
        session_id, f"{session_id}-{run}-text", WholeTranscript(words, "es", "base")
    )
    ledger.runs.record_diarization(
        session_id,
        f"{session_id}-{run}-turns",
        Diarization(turns, ("SPEAKER_00", "SPEAKER_01"), "segmentation-3.0"),
    )
    ledger.segments.record_run(
        session_id,
        f"{session_id}-{run}-words",
        spoken,
        segments,
        [(0, "SPEAKER_00"), (1, "SPEAKER_01")],
    )
    ledger.speakers.rename(session_id, "SPEAKER_00", "Ana Pérez", SpeakerRole.PACIENTE)
    ledger.sessions.set_state(session_id, SessionState.COMPLETED)


def without_fsync(ledger):
    """Nothing that the ledger commits from now on waits for the disk."""
    ledger.database.connection.execute("PRAGMA synchronous = OFF")


class Clock:
    """A clock that a test sets; each look at it is one second later."""

    def __init__(self, start=STARTED):
        self.now = start

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


def note_line(text="Niega fiebre", entry_id="f1", state=EntryState.CONFIRMED):
    return NoteEntry(entry_id, state, "symptom", "", text, "aa", 3.25, 4.5)


def note_of(*lines, template="evolucion", author="Dra. Ana Sosa"):
    return Note(
        template,
        "Nota de evolución",
        "es",
        (NoteHead(HeadField.AUTHOR, "Elaboró", author, required=True),),
        (NoteSection("evolution", "Evolución", tuple(map(NoteLine, lines)), "Sin cambios."),),
        code="11506-3",
        letterhead=("Clínica",),
    )
