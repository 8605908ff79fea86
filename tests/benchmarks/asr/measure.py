"""What the asr suite measures: live text and second pass, beside faster-whisper in the same run."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aurity_desktop.application.live.rehearsal import Rehearsal
from aurity_desktop.asr.conditioned_whisper import ConditionedWhisper
from aurity_desktop.asr.live import WhisperLive
from aurity_desktop.asr.recognizer import Audio, to_audio
from aurity_desktop.asr.vad import Silero
from aurity_desktop.asr.whisper import Whisper
from aurity_desktop.asr.whole_recording import WhisperWhole
from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, AudioSlice
from aurity_desktop.domain.transcript import ANSWERED, ChunkTranscription
from tests.benchmarks.asr.clocked import ClockedRecognizer, ClockedVoice, watch
from tests.benchmarks.asr.figures import (
    FileFigures,
    LiveFigures,
    NoiseFigures,
    PassFigures,
    SliceFigures,
    Split,
)
from tests.benchmarks.asr.noises import noise
from tests.benchmarks.asr.recordings import Recording, Samples
from tests.benchmarks.asr.scoring import WordErrors, word_errors
from tests.benchmarks.asr.speech import load_faster_whisper

_SESSION = "session_20260101_000000"


@dataclass(frozen=True, slots=True)
class _Heard:
    """The first and the newest answers; `drafts` in milliseconds, `spent` in seconds
    between durable and answered.
    """

    told: list[ChunkTranscription]
    chunks: list[ChunkTranscription]
    drafts: list[float]
    spent: dict[str, float]


class Bench:
    """Loads each model once.

    `model` is the folder of a Whisper model; `threads` are those of the live recognizer.
    """

    def __init__(self, model: Path, threads: int, processors: int) -> None:
        self._clocked = ClockedRecognizer(ConditionedWhisper(model, threads=threads))
        self._whole = WhisperWhole(Whisper(model, threads=processors), Silero)
        # The peer as it is meant to be used: all processors, its own defaults.
        self._peer = load_faster_whisper(model, processors)
        WhisperLive(self._clocked, Silero(), language="en").warm()
        self._transcribe(np.zeros(SAMPLE_RATE, dtype=np.float32), "en")

    def file(self, recording: Recording) -> FileFigures:
        return FileFigures(
            name=recording.name,
            language=recording.language,
            seconds=recording.seconds,
            live=self._live(recording),
            settled=self._settled(recording),
            peer_whole=self._peer_whole(recording),
            peer_slices=self._peer_slices(recording),
        )

    def noise(self, kind: str, seconds: float, language: str) -> NoiseFigures:
        samples = noise(kind, seconds)
        live = self._hear(samples, language).chunks
        settled = self._whole.transcribe(
            samples, language=language, vocabulary=(), progress=lambda _: None
        )
        slices = (self._transcribe(to_audio(piece), language) for piece in _slices(samples))
        return NoiseFigures(
            kind=kind,
            seconds=seconds,
            live_words=sum(len(chunk.words) for chunk in live),
            live_suppressed=sum(len(chunk.suppressed.split()) for chunk in live),
            settled_words=len(settled.words),
            peer_whole_words=len(self._transcribe(to_audio(samples), language, whole=True).split()),
            peer_slices_words=sum(len(text.split()) for text in slices),
        )

    def _live(self, recording: Recording) -> LiveFigures:
        began = time.process_time()
        heard = self._hear(recording.samples, recording.language)
        processor = (time.process_time() - began) / recording.seconds
        chunks, spent = heard.chunks, heard.spent
        changes = sum(
            (
                word_errors(before.text, after.text, recording.language)
                for before, after in zip(heard.told, chunks, strict=True)
            ),
            WordErrors(),
        )
        per_slice = 1000 / max(1, len(chunks))
        return LiveFigures(
            latencies=tuple(chunk.latency_ms or 0.0 for chunk in chunks),
            drafts=tuple(heard.drafts),
            processor=processor,
            split=Split(
                voice=spent["voice"] * per_slice,
                features=spent["features"] * per_slice,
                encoder=spent["encoder"] * per_slice,
                decoder=spent["decoder"] * per_slice,
                alignment=spent["alignment"] * per_slice,
            ),
            chunks=len(chunks),
            chunks_ok=sum(chunk.status in ANSWERED for chunk in chunks),
            words=sum(len(chunk.words) for chunk in chunks),
            late_words=changes.insertions,
            corrected_words=changes.substitutions + changes.deletions,
            errors=_errors(recording, " ".join(chunk.text for chunk in chunks)),
        )

    def _hear(self, samples: Samples, language: str) -> _Heard:
        """As in a recording: a draft and glances while the slice is open, then the whole slice. The
        newest answer for each slice counts.
        """
        voice = ClockedVoice()
        live = WhisperLive(self._clocked, voice, language=language)
        open_slices = Rehearsal(live, time.perf_counter)
        told: dict[int, ChunkTranscription] = {}
        newest: dict[int, ChunkTranscription] = {}
        drafts: list[float] = []
        spent = dict.fromkeys(self._clocked.spent, 0.0)
        for number, piece in enumerate(_slices(samples)):
            heard = open_slices.hear(number * SLICE_SAMPLES, piece)
            late = heard.late
            if heard.drafted is not None:
                drafts.append(1000 * heard.drafted)
            self._clocked.reset()
            voice.spent = 0.0
            sealed = AudioSlice(
                session_id=_SESSION,
                number=number,
                start_sample=number * SLICE_SAMPLES,
                sample_count=len(piece),
                sha256="",
                path=Path(),
                sealed_at=time.monotonic() - late,
            )
            update = live.feed([(sealed, piece)])
            for step, taken in (self._clocked.spent | {"voice": voice.spent}).items():
                spent[step] = spent.get(step, 0.0) + taken
            for chunk in update.settled:
                told.setdefault(chunk.chunk_number, chunk)
                newest[chunk.chunk_number] = chunk
        newest |= {chunk.chunk_number: chunk for chunk in live.finish().settled}
        return _Heard(_in_order(told), _in_order(newest), drafts, spent)

    def _settled(self, recording: Recording) -> PassFigures:
        with watch() as seconds:
            transcript = self._whole.transcribe(
                recording.samples,
                language=recording.language,
                vocabulary=(),
                progress=lambda _: None,
            )
        text = " ".join(word.text for word in transcript.words)
        return PassFigures(seconds(), _errors(recording, text))

    def _peer_whole(self, recording: Recording) -> PassFigures:
        with watch() as seconds:
            text = self._transcribe(to_audio(recording.samples), recording.language, whole=True)
        return PassFigures(seconds(), _errors(recording, text))

    def _peer_slices(self, recording: Recording) -> SliceFigures:
        latencies: list[float] = []
        texts: list[str] = []
        began = time.process_time()
        for piece in _slices(recording.samples):
            with watch() as seconds:
                texts.append(self._transcribe(to_audio(piece), recording.language))
            latencies.append(1000 * seconds())
        processor = (time.process_time() - began) / recording.seconds
        return SliceFigures(tuple(latencies), processor, _errors(recording, " ".join(texts)))

    def _transcribe(self, audio: Audio, language: str, *, whole: bool = False) -> str:
        """faster-whisper's own way: its defaults (beam 5) on a slice, with voice detection on a
        whole recording.
        """
        segments, _ = self._peer.transcribe(audio, language=language, beam_size=5, vad_filter=whole)
        return " ".join(segment.text for segment in segments)


def _in_order(answers: dict[int, ChunkTranscription]) -> list[ChunkTranscription]:
    return [answer for _, answer in sorted(answers.items())]


def _slices(samples: Samples) -> list[Samples]:
    return [samples[at : at + SLICE_SAMPLES] for at in range(0, len(samples), SLICE_SAMPLES)]


def _errors(recording: Recording, text: str) -> WordErrors:
    return word_errors(recording.reference, text, recording.language)
