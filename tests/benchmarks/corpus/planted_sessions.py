"""Sessions to measure on: planted by the thousand, or with an hour of sound.

Their words are drawn from a small vocabulary, by a seed.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.audit_chain import Head, next_row, payload_hash
from aurity_desktop.corpus.ledger.fact_tables import Fact
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.session_file.slice_wav import write_pcm
from aurity_desktop.domain.audio import SLICE_SAMPLES, AudioSlice
from aurity_desktop.domain.events import AuditRow, AuditStatus, Event
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.domain.session import SessionPlan, SessionState
from aurity_desktop.domain.speakers import Diarization, SpeakerRole, Turn
from aurity_desktop.domain.transcript import (
    ChunkStatus,
    ChunkTranscription,
    Segment,
    WholeTranscript,
    Word,
    text_of,
)
from aurity_desktop.encrypted.sound import slice_subject
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.durable import make_folder

BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
_COMMON = [
    "que",
    "de",
    "la",
    "el",
    "en",
    "y",
    "a",
    "los",
    "se",
    "no",
    "me",
    "le",
    "un",
    "por",
    "con",
    "una",
    "su",
    "para",
    "es",
    "al",
    "lo",
    "como",
    "más",
    "pero",
    "sí",
    "ya",
    "muy",
    "dolor",
    "cabeza",
    "fiebre",
    "tos",
    "presión",
    "noche",
    "mañana",
    "semana",
    "pastilla",
    "doctor",
    "tratamiento",
    "síntomas",
    "estudio",
    "sangre",
]

#: Stands in one chunk of a thousand.
RARE_WORD = "feocromocitoma"
COMMON_WORD = "que"
WORDS_PER_CHUNK = 8


def without_fsync(ledger: SqliteLedger) -> None:
    """Nothing that is planted from now on waits for the disk."""
    ledger.database.connection.execute("PRAGMA synchronous = OFF")


def plant_sessions(
    ledger: SqliteLedger, first: int, count: int, chunks: int, seed: int
) -> Iterator[str]:
    """Sessions number `first` to `first + count` of `chunks` transcribed chunks each, as the ledger
    would hold them. Not durable: fast.

    Rows are made as recording makes them, chain included, and go in by `restore`.
    """
    for number in range(first, first + count):
        began = BEGAN + timedelta(hours=number)
        session_id = began.strftime("session_%Y%m%d_%H%M%S")
        ledger.facts.restore(
            session_id, *_rows(session_id, began, chunks, random.Random(seed + number))
        )
        yield session_id


def plant_consultations(ledger: SqliteLedger, count: int, chunks: int, seed: int) -> Iterator[str]:
    """Sessions as `plant_sessions` has them, with a second pass, voices, turns and a name: all that
    is read of them.
    """
    for session_id in plant_sessions(ledger, 0, count, chunks, seed):
        draw = random.Random(f"{seed} {session_id}")
        finish(ledger, session_id, [word for each in range(chunks) for word in _words(each, draw)])
        yield session_id


def record_hour(
    ledger: SqliteLedger,
    paths: Paths,
    session_id: str,
    slices: int,
    seed: int,
    sound: Callable[[int], NDArray[np.int16]] | None = None,
) -> None:
    """A finalized session with sound on disk: words in every slice, two speakers.

    `sound` gives each slice's samples; without it there is noise at the level of speech.
    """
    draw = random.Random(seed)
    folder = paths.session(session_id) / "slices"
    ledger.keys.begin(session_id)
    make_folder(folder)
    ledger.sessions.create(SessionPlan(session_id, BEGAN, source="bench"))
    words: list[Word] = []
    for number in range(slices):
        samples = _noise(seed, number) if sound is None else sound(number)
        made = _write_samples(folder, session_id, number, samples, ledger.keys)
        ledger.sound.record_slice(made)
        spoken = _words(number, draw)
        ledger.chunks.record_transcription(_transcription(session_id, number, spoken))
        words += spoken
    finish(ledger, session_id, words)


def write_slice(
    folder: Path, session_id: str, number: int, seed: int, keys: Keys = PLAIN
) -> AudioSlice:
    """As the recorder leaves it: whole and durable under its name."""
    return _write_samples(folder, session_id, number, _noise(seed, number), keys)


def _noise(seed: int, number: int) -> NDArray[np.int16]:
    return np.random.default_rng((seed, number)).integers(-3000, 3000, SLICE_SAMPLES, np.int16)


def _write_samples(
    folder: Path, session_id: str, number: int, samples: NDArray[np.int16], keys: Keys
) -> AudioSlice:
    pcm = samples.astype("<i2").tobytes()
    path = folder / f"{number:06}.wav"
    write_pcm(path, pcm, keys.cipher(session_id), slice_subject(session_id, number))
    digest = hashlib.sha256(pcm).hexdigest()
    return AudioSlice(session_id, number, number * SLICE_SAMPLES, SLICE_SAMPLES, digest, path)


def finish(ledger: SqliteLedger, session_id: str, words: list[Word], language: str = "es") -> None:
    """A second pass, a diarization in turns of ten words, segments, a name."""
    ledger.sessions.set_state(session_id, SessionState.FINALIZING)
    spoken, segments, turns = [], [], []
    for start in range(0, len(words), 10):
        voice = f"SPEAKER_{start // 10 % 2:02}"
        said = [
            Word(word.start, word.end, word.text, word.probability, voice, 1.0)
            for word in words[start : start + 10]
        ]
        spoken += said
        turns.append(Turn(said[0].start, said[-1].end, voice))
        segments.append(Segment(said[0].start, said[-1].end, voice, text_of(tuple(said)), 0.9))
    ledger.runs.record_transcript(
        session_id, f"{session_id}-text", WholeTranscript(tuple(words), language, "base")
    )
    voices = tuple(sorted({turn.speaker for turn in turns}))
    ledger.runs.record_diarization(
        session_id, f"{session_id}-turns", Diarization(tuple(turns), voices, "bench")
    )
    ledger.segments.record_run(session_id, f"{session_id}-words", spoken, segments, [])
    ledger.speakers.rename(session_id, "SPEAKER_00", "Ana Pérez", SpeakerRole.PACIENTE)
    ledger.sessions.set_state(session_id, SessionState.COMPLETED)


def a_slice(folder: Path, session_id: str, number: int) -> AudioSlice:
    """What the ledger is told of a slice; there is none."""
    digest = hashlib.sha256(f"{session_id}{number}".encode()).hexdigest()
    path = folder / f"{number:06}.wav"
    return AudioSlice(session_id, number, number * SLICE_SAMPLES, SLICE_SAMPLES, digest, path)


def transcription(
    session_id: str, number: int, seed: int, *, reason: str = ""
) -> ChunkTranscription:
    words = _words(number, random.Random(seed + number))
    return replace(_transcription(session_id, number, words), reason=reason)


def _words(number: int, draw: random.Random) -> tuple[Word, ...]:
    texts = draw.choices(_COMMON, k=WORDS_PER_CHUNK)
    if draw.random() < 0.001:
        texts[3] = RARE_WORD
    start = number * 3.0
    return tuple(
        Word(start + at * 0.36, start + at * 0.36 + 0.3, text, round(draw.uniform(0.5, 1.0), 3))
        for at, text in enumerate(texts)
    )


def _transcription(session_id: str, number: int, words: tuple[Word, ...]) -> ChunkTranscription:
    return ChunkTranscription(session_id, number, words, ChunkStatus.OK, "es", 0.9, "base", 180.0)


def _rows(
    session_id: str, began: datetime, chunks: int, draw: random.Random
) -> tuple[list[Fact], list[AuditRow]]:
    facts: list[Fact] = []
    audit: list[AuditRow] = []

    def append(table: str, event: Event, values: tuple[object, ...]) -> None:
        head = Head(len(audit), audit[-1].row_hash) if audit else Head()
        audit.append(
            next_row(
                head,
                session_id=session_id,
                timestamp=codec.time_to_text(began),
                operation=event,
                user_id="bench",
                payload_hash=payload_hash(values),
                result_hash="",
                status=AuditStatus.SUCCESS,
                metadata="{}",
            )
        )
        facts.append(Fact(head.count, table, codec.dumped(list(values))))

    plan = (codec.time_to_text(began), "bench", "", "base", None, None, "[]", "")
    append("sessions", Event.SESSION_CREATED, plan)
    for number in range(chunks):
        digest = hashlib.sha256(f"{session_id}{number}".encode()).hexdigest()
        path = f"sessions/{session_id}/slices/{number:06}.wav"
        sound = (number, number * SLICE_SAMPLES, SLICE_SAMPLES, digest, path)
        append("slices", Event.CHUNK_PERSISTED, sound)
        words = _words(number, draw)
        text = (
            number,
            text_of(words),
            "ok",
            "es",
            0.9,
            "base",
            180.0,
            "",
            "",
            codec.words_to_json(words),
        )
        append("transcriptions", Event.CHUNK_TRANSCRIBED, text)
    append("states", Event.SESSION_STATE_CHANGED, (SessionState.COMPLETED.value, ""))
    return facts, audit
