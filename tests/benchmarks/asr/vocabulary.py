"""The vocabulary suite: are drug names heard better when they are listed, and none invented?

On the folder's recordings in which listed names are said, each once without and once with all of
the language's names given; then on recordings that hold none of them, and on sounds without a word,
where every listed name is an invention.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from aurity_desktop.asr.conditioned_whisper import THREADS, ConditionedWhisper
from aurity_desktop.asr.recognizer import to_audio
from aurity_desktop.asr.vad import Silero
from aurity_desktop.asr.whisper import Whisper
from aurity_desktop.asr.whole_recording import WhisperWhole
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.thread_pools import usable_processors
from tests.benchmarks.asr.live_run import live_chunks
from tests.benchmarks.asr.noises import KINDS, noise
from tests.benchmarks.asr.recordings import Recording, Samples, find_recordings
from tests.benchmarks.asr.scoring import WordErrors, normalized, word_errors
from tests.benchmarks.asr.speech import load_faster_whisper, speech_and_model

#: What a clinician might put into the list, in Spanish and in English; spaces and case as they are
#: written.
NAMES = {
    "es": (
        "amlodipino", "amoxicilina", "apixabán", "atorvastatina", "azitromicina", "budesonida",
        "cefixima", "ceftriaxona", "clavulánico", "clonazepam", "duloxetina", "empagliflozina",
        "enalapril", "gabapentina", "hidroclorotiazida", "ketorolaco", "levotiroxina", "litio",
        "loratadina", "losartán", "metformina", "naproxeno", "omeprazol", "pantoprazol",
        "paracetamol", "penicilina", "prednisona", "pregabalina", "quetiapina", "salbutamol",
        "sertralina", "warfarina",
    ),
    "en": (
        "albuterol", "amlodipine", "amoxicillin", "apixaban", "atorvastatin", "budesonide",
        "cefixime", "ceftriaxone", "clavulanate", "clonazepam", "dengue", "duloxetine",
        "empagliflozin", "gabapentin", "hydrochlorothiazide", "ibuprofen", "ketorolac",
        "levothyroxine", "lithium", "loratadine", "losartan", "meningitis", "metformin",
        "naproxen", "omeprazole", "pantoprazole", "paracetamol", "prednisone", "pregabalin",
        "quetiapine", "sertraline", "warfarin",
    ),
}  # fmt: skip
_OTHERS = 120.0  # seconds of each language that hold none of the names


@dataclass(frozen=True, slots=True)
class Found:
    """Of the listed names: `said` so often, `heard` where they were said, and `invented` where they
    were not. And all words' errors.
    """

    said: int = 0
    heard: int = 0
    invented: int = 0
    errors: WordErrors = field(default_factory=WordErrors)

    def __add__(self, other: Found) -> Found:
        return Found(
            self.said + other.said,
            self.heard + other.heard,
            self.invented + other.invented,
            self.errors + other.errors,
        )


@dataclass(frozen=True, slots=True)
class WayFigures:
    """One way of writing, without the list and with it: recordings with listed names in them, and
    recordings without.
    """

    way: str
    language: str
    without: Found
    given: Found
    others_without: Found
    others_given: Found


@dataclass(frozen=True, slots=True)
class SilenceFigures:
    """Words of any kind over a sound without one, with the list given."""

    kind: str
    language: str
    seconds: float
    live_words: int
    settled_words: int


@dataclass(frozen=True, slots=True)
class VocabularyReport:
    model: str
    seconds: float
    ways: tuple[WayFigures, ...]
    noises: tuple[SilenceFigures, ...]


_Write = Callable[[Samples, str, tuple[str, ...]], str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--folder", type=Path, help="recordings with texts (AURITY_SPEECH_DIR, or the sample)"
    )
    parser.add_argument(
        "--limit", type=float, default=0.0, metavar="SECONDS",
        help="of each recording whose turns are known (0 for all of it)",
    )  # fmt: skip
    parser.add_argument("--model", default="whisper-base", help="an installed Whisper model")
    parser.add_argument(
        "--noise", type=float, default=30.0, metavar="SECONDS",
        help="of each sound without words (30; 0 for none)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Measure and tell. The exit code says whether the figures are reached."""
    folder, model = speech_and_model(arguments, paths)
    recordings = find_recordings(folder, (), "", arguments.limit)
    report = VocabularyBench(model).report(recordings, arguments.noise)
    if arguments.json:
        sys.stdout.write(json.dumps(as_json(report), indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(rendered(report))
    return 0 if all(verdicts(report).values()) else 1


class VocabularyBench:
    """Loads each model once."""

    def __init__(self, model: Path) -> None:
        self._model = model.name
        self._conditioned = ConditionedWhisper(model, threads=THREADS)
        self._whole = WhisperWhole(Whisper(model, threads=usable_processors()), Silero)
        self._peer = load_faster_whisper(model, usable_processors())

    def report(self, recordings: Sequence[Recording], noise_seconds: float) -> VocabularyReport:
        """Raises UsageError where no listed name is said."""
        known = [each for each in recordings if each.language in NAMES]
        telling = [each for each in known if _names_in(each.reference, each.language)]
        if not telling:
            raise UsageError("No listed drug name is said in these recordings.")
        others = _some([each for each in known if each not in telling])
        ways: dict[str, _Write] = {
            "live": self._live,
            "settled": self._settled,
            "fw, hotwords": self._transcribed,
        }
        return VocabularyReport(
            model=self._model,
            seconds=sum(each.seconds for each in (*telling, *others)),
            ways=tuple(
                _way(way, write, language, telling, others)
                for language in NAMES
                for way, write in ways.items()
                if any(each.language == language for each in telling)
            ),
            noises=tuple(
                self._silence(kind, language, noise_seconds)
                for kind in KINDS
                for language in NAMES
                if noise_seconds
            ),
        )

    def _live(self, samples: Samples, language: str, names: tuple[str, ...]) -> str:
        chunks = live_chunks(self._conditioned, samples, language=language, vocabulary=names)
        return " ".join(chunk.text for chunk in chunks)

    def _settled(self, samples: Samples, language: str, names: tuple[str, ...]) -> str:
        transcript = self._whole.transcribe(
            samples, language=language, vocabulary=names, progress=lambda _: None
        )
        return " ".join(word.text for word in transcript.words)

    def _transcribed(self, samples: Samples, language: str, names: tuple[str, ...]) -> str:
        options: dict[str, Any] = {"hotwords": ", ".join(names)} if names else {}
        segments, _ = self._peer.transcribe(
            to_audio(samples), language=language, beam_size=5, vad_filter=True, **options
        )
        return " ".join(segment.text for segment in segments)

    def _silence(self, kind: str, language: str, seconds: float) -> SilenceFigures:
        sys.stderr.write(f"\r{kind:<40}")
        samples = noise(kind, seconds)
        names = NAMES[language]
        return SilenceFigures(
            kind,
            language,
            seconds,
            len(self._live(samples, language, names).split()),
            len(self._settled(samples, language, names).split()),
        )


def names_found(reference: str, text: str, language: str) -> Found:
    """What a text made of the listed names that the reference says."""
    said, heard = _names_in(reference, language), _names_in(text, language)
    return Found(
        said=said.total(),
        heard=(said & heard).total(),
        invented=(heard - said).total(),
        errors=word_errors(reference, text, language),
    )


def verdicts(report: VocabularyReport) -> dict[str, bool]:
    """What this report can judge, each reached or not."""
    own = [each for each in report.ways if not each.way.startswith("fw")]
    return {
        "more names are heard with the list than without": all(
            each.given.heard > each.without.heard or each.without.heard == each.without.said
            for each in own
        ),
        "no listed name is heard where it was not said": all(
            each.given.invented + each.others_given.invented == 0 for each in own
        ),
        "no word where nobody speaks": all(
            each.live_words + each.settled_words == 0 for each in report.noises
        ),
    }


def as_json(report: VocabularyReport) -> dict[str, object]:
    return {**asdict(report), "verdicts": verdicts(report)}


def rendered(report: VocabularyReport) -> str:
    lines = [
        f"{report.model}, int8, {report.seconds:.0f} s; without the list → with it",
        "",
        (
            f"{'':<22}{'names heard':>18} {'of':>4} {'invented':>10} {'all words wrong':>18}"
            f" {'where none is said':>19} {'invented':>9}"
        ),
    ]
    lines += [
        f"{each.language + ', ' + each.way:<22}"
        f"{f'{each.without.heard} → {each.given.heard}':>18} {each.given.said:>4}"
        f" {f'{each.without.invented} → {each.given.invented}':>10}"
        f" {_rates(each.without, each.given):>18}"
        f" {_rates(each.others_without, each.others_given):>19}"
        f" {each.others_given.invented:>9}"
        for each in report.ways
    ]
    if report.noises:
        lines += ["", f"{'with the list':<22}{'s':>6} {'live':>6} {'settled':>8}"]
        lines += [
            f"{each.kind + ', ' + each.language:<22}{each.seconds:6.0f} {each.live_words:>6}"
            f" {each.settled_words:>8}"
            for each in report.noises
        ]
    lines += ["", *(f"{'yes' if ok else 'NO':<4}{what}" for what, ok in verdicts(report).items())]
    return "\n".join(lines) + "\n"


def _way(
    way: str,
    write: _Write,
    language: str,
    telling: Sequence[Recording],
    others: Sequence[Recording],
) -> WayFigures:
    def found(recordings: Sequence[Recording], names: tuple[str, ...]) -> Found:
        total = Found()
        for each in recordings:
            if each.language == language:
                sys.stderr.write(f"\r{way} {each.name:<40}")
                total += names_found(each.reference, write(each.samples, language, names), language)
        return total

    names = NAMES[language]
    return WayFigures(
        way,
        language,
        found(telling, ()),
        found(telling, names),
        found(others, ()),
        found(others, names),
    )


def _names_in(text: str, language: str) -> Counter[str]:
    listed = {normalized(name, language) for name in NAMES[language]}
    return Counter(word for word in normalized(text, language).split() if word in listed)


def _some(recordings: Sequence[Recording]) -> list[Recording]:
    """The first of each language, up to two minutes."""
    taken: Counter[str] = Counter()
    chosen = []
    for each in recordings:
        if taken[each.language] + each.seconds <= _OTHERS:
            taken[each.language] += round(each.seconds)
            chosen.append(each)
    return chosen


def _rates(without: Found, given: Found) -> str:
    return f"{100 * without.errors.rate:.1f} → {100 * given.errors.rate:.1f} %"
