"""What the asr suite measures: live text and second pass, beside faster-whisper in the same run."""

from __future__ import annotations

import csv
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.application.live.draft_pace import DraftPace
from aurity_desktop.asr.conditioned_whisper import ConditionedWhisper
from aurity_desktop.asr.live import WhisperLive
from aurity_desktop.asr.recognizer import Audio, to_audio
from aurity_desktop.asr.vad import Silero
from aurity_desktop.asr.whisper import Whisper
from aurity_desktop.asr.whole_recording import WhisperWhole
from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, AudioSlice
from aurity_desktop.domain.errors import AudioFileMissing, NotAudio, UsageError
from aurity_desktop.domain.transcript import ANSWERED, ChunkTranscription
from tests.benchmarks.asr.clocked import ClockedRecognizer, ClockedVoice, watch
from tests.benchmarks.asr.noises import KINDS, noise
from tests.benchmarks.asr.scoring import WordErrors, read_reference, word_errors
from tests.benchmarks.asr.speech import load_faster_whisper

Samples = NDArray[np.int16]

_SESSION = "session_20260101_000000"


@dataclass(frozen=True, slots=True)
class Recording:
    """One file of speech. `reference` is what was said in it; `language` is ISO 639-1."""

    name: str
    language: str
    samples: Samples
    reference: str

    @property
    def seconds(self) -> float:
        return len(self.samples) / SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class Split:
    """Where the time of live text goes, in milliseconds a slice on average."""

    voice: float
    features: float
    encoder: float
    decoder: float
    alignment: float


@dataclass(frozen=True, slots=True)
class LiveFigures:
    """`latencies`: milliseconds from a slice's being durable to its text, one a slice; what its
    draft took too long is in it. `shown`: the same until the words at its end are shown as well.

    `late_words` came with the slice after theirs, or later; `corrected_words` were told with their
    slice and put right by then. `drafts`: milliseconds that each draft took while its slice was
    open. `processor`: seconds of processor time for a second of sound, drafts included.
    """

    latencies: tuple[float, ...]
    shown: tuple[float, ...]
    drafts: tuple[float, ...]
    processor: float
    split: Split
    chunks: int
    chunks_ok: int
    words: int
    late_words: int
    corrected_words: int
    errors: WordErrors


@dataclass(frozen=True, slots=True)
class PassFigures:
    """A pass over the whole recording: what it took in seconds, and what it got wrong."""

    seconds: float
    errors: WordErrors


@dataclass(frozen=True, slots=True)
class SliceFigures:
    """faster-whisper's `transcribe()` on each slice by itself."""

    latencies: tuple[float, ...]
    processor: float
    errors: WordErrors


@dataclass(frozen=True, slots=True)
class FileFigures:
    name: str
    language: str
    seconds: float
    live: LiveFigures
    settled: PassFigures
    peer_whole: PassFigures
    peer_slices: SliceFigures


@dataclass(frozen=True, slots=True)
class NoiseFigures:
    """Words that were shown, or kept under a reason as made up, where nobody said any."""

    kind: str
    seconds: float
    live_words: int
    live_suppressed: int
    settled_words: int
    peer_whole_words: int
    peer_slices_words: int


@dataclass(frozen=True, slots=True)
class Report:
    model: str
    threads: int
    processors: int
    files: tuple[FileFigures, ...]
    noises: tuple[NoiseFigures, ...]


def find_recordings(
    folder: Path, names: Sequence[str], language: str, limit: float
) -> list[Recording]:
    """Recordings with a reference text. With an `index.csv` beside them, its languages hold, and
    texts that were only proof-read are left out unless named. Raises UsageError, AudioFileMissing,
    NotAudio.
    """
    known = _index(folder)
    found: list[Recording] = []
    for path in sorted((*folder.glob("*.flac"), *folder.glob("*.wav"))):
        entry = known.get(path.stem, {})
        reference = read_reference(path)
        wanted = path.stem in names if names else entry.get("text_quality") != "asr_proofread"
        if reference is None or not wanted:
            continue
        spoken = language or entry.get("language") or _language_of(path.stem)
        samples = _read(path)
        if limit and len(samples) > limit * SAMPLE_RATE:
            samples, reference = _shortened(path, samples, limit)
        found.append(Recording(path.stem, spoken, samples, reference))
    for name in names:
        if name not in {recording.name for recording in found}:
            raise AudioFileMissing(folder / name)
    if not found:
        raise UsageError(f"There is no recording with a reference text in {folder}.")
    return found


@dataclass(frozen=True, slots=True)
class _Heard:
    """The first and the newest answers; `shown` and `drafts` in milliseconds, `spent` in seconds
    between durable and answered.
    """

    told: list[ChunkTranscription]
    chunks: list[ChunkTranscription]
    shown: list[float]
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
            shown=tuple(heard.shown),
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
        """As in a recording: a draft while the slice is open, then the whole slice, then the rest
        of its words for the screen. The newest answer for each slice counts.
        """
        voice = ClockedVoice()
        live = WhisperLive(self._clocked, voice, language=language)
        pace = DraftPace()
        told: dict[int, ChunkTranscription] = {}
        newest: dict[int, ChunkTranscription] = {}
        shown: list[float] = []
        drafts: list[float] = []
        spent = dict.fromkeys(self._clocked.spent, 0.0)
        for number, piece in enumerate(_slices(samples)):
            late = 0.0
            if pace.comes_too_late:
                pace.skip()
            elif len(piece) == SLICE_SAMPLES:
                with watch() as seconds:
                    live.hear_open(number * SLICE_SAMPLES, piece[: pace.begins_at])
                drafts.append(1000 * seconds())
                late = max(0.0, seconds() - pace.time)
                pace.took(seconds())
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
            if not pace.comes_too_late:
                live.hear_rest()
            shown.append(1000 * (time.monotonic() - (sealed.sealed_at or 0.0)))
            for chunk in update.settled:
                told.setdefault(chunk.chunk_number, chunk)
                newest[chunk.chunk_number] = chunk
        newest |= {chunk.chunk_number: chunk for chunk in live.finish().settled}
        return _Heard(_in_order(told), _in_order(newest), shown, drafts, spent)

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


def _index(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / "index.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def _language_of(name: str) -> str:
    return "es" if name.startswith("es_") else "en"


def _read(path: Path) -> Samples:
    """Samples of a file of speech. Raises NotAudio for anything but 16 kHz mono."""
    import soundfile

    try:
        samples, rate = soundfile.read(path, dtype="int16")
    except soundfile.SoundFileError as error:
        raise NotAudio(path, str(error)) from error
    if rate != SAMPLE_RATE or samples.ndim != 1:
        raise NotAudio(path, "the bench wants 16 kHz mono")
    found: Samples = samples
    return found


def _shortened(path: Path, samples: Samples, limit: float) -> tuple[Samples, str]:
    """The turns that end within `limit` seconds, where the turns are known; else the whole
    recording.
    """
    import json

    turns_path = path.with_suffix(".turns.json")
    whole = read_reference(path) or ""
    if not turns_path.is_file():
        return samples, whole
    turns: list[dict[str, Any]] = json.loads(turns_path.read_text(encoding="utf-8"))
    kept = [turn for turn in turns if turn["end"] <= limit]
    begin_after = min(
        (turn["start"] for turn in turns if turn["end"] > limit), default=len(samples) / SAMPLE_RATE
    )
    end = max(begin_after, max((turn["end"] for turn in kept), default=0.0))
    return samples[: round(end * SAMPLE_RATE)], " ".join(turn["text"] for turn in kept)


ALL_NOISES = tuple(KINDS)
