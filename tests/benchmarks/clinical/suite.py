"""The clinical suite: are the words that harm right, without anybody's list?

Consultations in Spanish and English, written for it and spoken by Kokoro in four voices, in a quiet
room and with its noise 10 dB below the voices: names of medicines, other clinical terms, doses and
vital signs, live and after Stop, beside faster-whisper on the same sound in the same run.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from aurity_desktop.asr.by_sound import BySound
from aurity_desktop.asr.conditioned_whisper import THREADS, ConditionedWhisper
from aurity_desktop.asr.recognizer import to_audio
from aurity_desktop.asr.vad import Silero
from aurity_desktop.asr.whisper import Whisper
from aurity_desktop.asr.whole_recording import WhisperWhole
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.errors import ModelMissing, UsageError
from aurity_desktop.domain.heard_write import replaced
from aurity_desktop.domain.transcript import Word
from aurity_desktop.runtime.lexicon import lexicon
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.thread_pools import usable_processors
from tests.benchmarks.asr.live_run import live_chunks
from tests.benchmarks.asr.recordings import Samples
from tests.benchmarks.asr.speech import load_faster_whisper
from tests.benchmarks.clinical.live_names import with_live_names
from tests.benchmarks.clinical.readings import KeptReadings, Place, Reading
from tests.benchmarks.clinical.report import Report, Row, rendered, rendered_talk, verdicts
from tests.benchmarks.clinical.scoring import ClinicalWords, Score
from tests.benchmarks.clinical.talks import MarkKind, Talk, talks
from tests.benchmarks.spoken.dialogue import spoken
from tests.benchmarks.spoken.kokoro import Kokoro
from tests.benchmarks.spoken.room import in_room

_NOISE = 10.0  # decibels below the voices
_HOTWORDS = 200  # tokens
_QUICK = 2  # talks of each language
#: Names that may be looked at: rules are not tuned on the others.
_SHOWN = frozenset(MarkKind) - {MarkKind.REPORTED}

#: What is made of a reading that is kept, by its name.
_NAMED = {"live as heard": "live", "final as heard": "final"}

_Read = Callable[[Samples, str], Reading]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", default="whisper-base", help="an installed Whisper model")
    parser.add_argument("--talks", nargs="+", default=[], metavar="NAME", help="only these")
    parser.add_argument(
        "--quick", action="store_true", help=f"the first {_QUICK} talks of each language only"
    )
    parser.add_argument("--kokoro", type=Path, help="its packages (AURITY_KOKORO_DIR)")
    parser.add_argument("--spoken", type=Path, help="what was spoken before (AURITY_SPOKEN_DIR)")
    parser.add_argument(
        "--misses", action="store_true",
        help="each miss and each word put, but for the half of the names that is told",
    )  # fmt: skip
    parser.add_argument(
        "--keep", type=Path, metavar="FILE",
        help="keep what is read of each talk here, and go on from what is there",
    )  # fmt: skip
    parser.add_argument("--ways", nargs="+", default=[], metavar="WAY", help="only these")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Measure and tell. The exit code says whether the goals are reached."""
    model = paths.models / arguments.model
    if not model.is_dir():
        raise ModelMissing(arguments.model, model)
    kokoro = Kokoro(arguments.kokoro, arguments.spoken)
    ways = _Ways(model, KeptReadings(arguments.keep), arguments.ways)
    report = measure(_chosen(arguments), kokoro, ways)
    if arguments.json:
        sys.stdout.write(json.dumps(as_json(report), indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(rendered(report))
    if arguments.misses:
        _print_misses(report)
    return 0 if all(verdicts(report).values()) else 1


def measure(chosen: Sequence[Talk], kokoro: Kokoro, ways: _Ways) -> Report:
    """Every way of writing on every talk, in the quiet room and in the noisy one.

    Each talk is told on standard error as soon as it is read.
    """
    all_talks = talks()
    words = {
        language: ClinicalWords(lexicon(), all_talks, language)
        for language in sorted({talk.language for talk in chosen})
    }
    scores: dict[tuple[str, bool, str], Score] = {}
    seconds = 0.0
    for talk in chosen:
        for noisy in (False, True):
            samples = sound_of(talk, kokoro, noisy=noisy)
            seconds += 0.0 if noisy else len(samples) / SAMPLE_RATE
            for way, reading in ways.read(talk, noisy, samples):
                score = words[talk.language].score(talk, reading.text)
                sys.stderr.write(rendered_talk(talk.name, way, noisy, score))
                sys.stderr.flush()
                place = (way, noisy, talk.language)
                scores[place] = scores.get(place, Score()) + score
    rows = tuple(Row(way, noisy, language, each) for (way, noisy, language), each in scores.items())
    return Report(ways.model, len(chosen), seconds, rows)


def sound_of(talk: Talk, kokoro: Kokoro, *, noisy: bool) -> Samples:
    """A talk as it is spoken, int16, 16 kHz; voices and noise follow from its place among all."""
    number = [each.name for each in talks()].index(talk.name)
    turns = [(turn.role, turn.text) for turn in talk.turns]
    samples = spoken(turns, talk.language, number, kokoro.say).samples
    return in_room(samples, _NOISE, seed=number) if noisy else samples


class _Ways:
    """Each way of making a text of a sound. Loads each model once, when it is first needed."""

    def __init__(self, model: Path, kept: KeptReadings, wanted: Sequence[str] = ()) -> None:
        """All ways, or those `wanted`. Raises UsageError for one that there is not."""
        self.model = model.name
        self._folder = model
        self._kept = kept
        self._conditioned = ConditionedWhisper(model, threads=THREADS)
        whisper = Whisper(model, threads=usable_processors())
        self._whole = WhisperWhole(whisper, Silero)
        self._live_names = BySound(self._conditioned, lexicon, again=self._conditioned)
        self._names = BySound(whisper, lexicon, again=whisper)
        self._loaded_peer: Any = None
        self._hotwords: dict[str, str] = {}
        self._by_name: dict[str, _Read] = {
            "live as heard": self._live,
            "final as heard": self._as_heard,
            "faster-whisper": self._transcribed,
            "  with hotwords": self._with_hotwords,
        }
        names = [name.strip() for name in (*self._by_name, *_NAMED.values())]
        if unknown := set(wanted) - set(names):
            raise UsageError(f"There is no way {min(unknown)}: {', '.join(names)}.")
        self._wanted = frozenset(wanted or names)

    def read(self, talk: Talk, noisy: bool, samples: Samples) -> Iterator[tuple[str, Reading]]:
        """Each way's name with what it made of a talk's sound; what was kept is not made again.

        Only what the names' sounds do to the text is: it costs little and is what changes.
        """
        sound = hashlib.sha256(samples.tobytes()).hexdigest()[:16]
        for way, make in self._by_name.items():
            named = _NAMED.get(way, "")
            if not {way.strip(), named} & self._wanted:
                continue
            place = Place(self.model, talk.name, noisy, sound, way.strip())
            reading = self._kept.get(place)
            if reading is None:
                reading = make(samples, talk.language)
                self._kept.keep(place, reading)
            if way.strip() in self._wanted:
                yield way, reading
            if named in self._wanted:
                yield named, self._with_names(named, samples, reading.words, talk.language)

    def _with_names(
        self, way: str, samples: Samples, words: Sequence[Word], language: str
    ) -> Reading:
        """What the names' sounds do to a text: live a few words at a time, else all at once."""
        if way == "live":
            return Reading.of(with_live_names(samples, words, language, self._live_names))
        found = self._names.found(samples, words, language=language)
        return Reading.of(replaced(words, found))

    def _live(self, samples: Samples, language: str) -> Reading:
        chunks = live_chunks(self._conditioned, samples, language=language)
        words = [word for chunk in chunks for word in chunk.words]
        return Reading(" ".join(chunk.text for chunk in chunks), tuple(words))

    def _as_heard(self, samples: Samples, language: str) -> Reading:
        transcript = self._whole.transcribe(
            samples, language=language, vocabulary=(), progress=lambda _: None
        )
        return Reading.of(transcript.words)

    def _transcribed(self, samples: Samples, language: str, hotwords: str = "") -> Reading:
        options: dict[str, Any] = {"hotwords": hotwords} if hotwords else {}
        segments, _ = self._peer.transcribe(
            to_audio(samples), language=language, beam_size=5, vad_filter=True, **options
        )
        return Reading(" ".join(segment.text for segment in segments))

    def _with_hotwords(self, samples: Samples, language: str) -> Reading:
        """The first tokens of the whole lexicon: nobody knows which of it will be said."""
        if language not in self._hotwords:
            terms = ", ".join(each.term for each in lexicon() if each.language == language)
            tokens = self._peer.hf_tokenizer.encode(terms[:4000], add_special_tokens=False).ids
            self._hotwords[language] = self._peer.hf_tokenizer.decode(tokens[:_HOTWORDS])
        return self._transcribed(samples, language, self._hotwords[language])

    @property
    def _peer(self) -> Any:
        if self._loaded_peer is None:
            self._loaded_peer = load_faster_whisper(self._folder, usable_processors())
        return self._loaded_peer


def as_json(report: Report) -> dict[str, object]:
    """The report's figures, without what was missed."""
    rows = [
        {
            "way": row.way.strip(),
            "noise": row.noisy,
            "language": row.language,
            "counted": {kind: asdict(row.score.counted[kind]) for kind in MarkKind},
            "names_put_per_thousand": row.score.names_put_per_thousand,
            "errors": asdict(row.score.errors),
        }
        for row in report.rows
    ]
    return {
        "model": report.model,
        "talks": report.talks,
        "seconds": report.seconds,
        "rows": rows,
        "verdicts": verdicts(report),
    }


def _chosen(arguments: argparse.Namespace) -> list[Talk]:
    known = talks()
    if arguments.talks:
        if unknown := set(arguments.talks) - {talk.name for talk in known}:
            raise UsageError(f"There is no talk {min(unknown)}.")
        return [talk for talk in known if talk.name in arguments.talks]
    if arguments.quick:
        return [talk for talk in known if int(talk.name[3:]) <= _QUICK]
    return known


def _print_misses(report: Report) -> None:
    for row in report.rows:
        where = f"{row.way.strip()}{', noise' if row.noisy else ''}"
        for what, lines in (("missed", row.score.missed), ("put", row.score.put)):
            for kind, line in lines:
                if kind in _SHOWN:
                    sys.stdout.write(f"{where}: {what} {kind} {line}\n")
