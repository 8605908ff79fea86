"""The switching suite: talks that go from Spanish to English and back, beside faster-whisper.

The talks are joined from the folder's recordings, see `talks.py`. What matters is the text of the
stretches in the other language than the talk began in: whether it is that language at all.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from aurity_desktop.asr.conditioned_whisper import THREADS, ConditionedWhisper
from aurity_desktop.asr.gate import repeats_itself, repetition_begins
from aurity_desktop.asr.language import SPOKEN, the_other
from aurity_desktop.asr.recognizer import to_audio
from aurity_desktop.asr.vad import Silero
from aurity_desktop.asr.whisper import Whisper
from aurity_desktop.asr.whole_recording import WhisperWhole
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.thread_pools import usable_processors
from tests.benchmarks.asr.live_run import live_chunks
from tests.benchmarks.asr.recordings import find_recordings
from tests.benchmarks.asr.scoring import WordErrors, normalized, word_errors
from tests.benchmarks.asr.speech import load_faster_whisper, speech_and_model
from tests.benchmarks.asr.talks import Part, Talk, make_talks

_LIMIT = 28.0  # seconds of each recording whose turns are known
_MOST_WORSE = 0.02  # of word error rate that a talk's own language may lose by it
# Words that one of the two languages cannot do without and the other does not have.
_OWN_WORDS = {
    "es": (
        "el la los las de del que y en por para con una es su se como mas pero este esta lo le muy "
        "hay cuando donde porque"
    ),
    "en": (
        "the of and to is that it in for with was you this but are be have from they which not at "
        "his her when where because"
    ),
}


@dataclass(frozen=True, slots=True)
class Stretches:
    """What one way of writing made of the stretches in one role. `astray`: words of the wrong
    language; `circles`: stretches in which the text repeats itself.
    """

    errors: WordErrors = field(default_factory=WordErrors)
    astray: int = 0
    circles: int = 0

    def __add__(self, other: Stretches) -> Stretches:
        return Stretches(
            self.errors + other.errors, self.astray + other.astray, self.circles + other.circles
        )


@dataclass(frozen=True, slots=True)
class Written:
    """One way of writing a talk: its stretches in the language that it began in, and those in the
    other.
    """

    way: str
    home: Stretches
    other: Stretches


@dataclass(frozen=True, slots=True)
class TalkFigures:
    """`turns`: how often the live text changed its language; `due`: how often the talk did.

    Of the talk with nothing pinned.
    """

    name: str
    seconds: float
    turns: int
    due: int
    written: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class SwitchingReport:
    model: str
    talks: tuple[TalkFigures, ...]


#: Seconds in which a word's middle lies, and the word.
_Words = Sequence[tuple[float, str]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--folder", type=Path, help="recordings with texts (AURITY_SPEECH_DIR, or the sample)"
    )
    parser.add_argument(
        "--talks", type=int, default=0, metavar="COUNT", help="only the first so many of each kind"
    )
    parser.add_argument("--model", default="whisper-base", help="an installed Whisper model")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Measure and tell. The exit code says whether the figures are reached."""
    folder, model = speech_and_model(arguments, paths)
    talks = some_talks(make_talks(find_recordings(folder, (), "", _LIMIT)), arguments.talks)
    bench = SwitchingBench(model)
    figures: list[TalkFigures] = []
    for talk in talks:
        sys.stderr.write(f"\r{talk.name:<40}")
        figures.append(bench.talk(talk))
    sys.stderr.write("\n")
    report = SwitchingReport(model.name, tuple(figures))
    if arguments.json:
        sys.stdout.write(json.dumps(as_json(report), indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(rendered(report))
    return 0 if all(verdicts(report).values()) else 1


def some_talks(talks: Sequence[Talk], count: int) -> list[Talk]:
    """The first `count` of each kind and language; all of them for 0."""
    if not count:
        return list(talks)
    kept: list[Talk] = []
    for talk in talks:
        alike = [each for each in kept if _kind(each) == _kind(talk)]
        if len(alike) < count:
            kept.append(talk)
    return kept


class SwitchingBench:
    """Loads each model once."""

    def __init__(self, model: Path) -> None:
        self._conditioned = ConditionedWhisper(model, threads=THREADS)
        self._whole = WhisperWhole(Whisper(model, threads=usable_processors()), Silero)
        self._peer = load_faster_whisper(model, usable_processors())

    def talk(self, talk: Talk) -> TalkFigures:
        languages: list[str] = []
        ways: dict[str, Callable[[Talk], _Words]] = {
            "live, detected": lambda talk: self._live(talk, "", languages),
            "live, pinned": lambda talk: self._live(talk, talk.home, []),
            "settled": self._settled,
            "fw, fixed": lambda talk: self._transcribed(talk, language=talk.home),
            "fw, multilingual": lambda talk: self._transcribed(talk, multilingual=True),
        }
        written = tuple(_written(way, talk, write(talk)) for way, write in ways.items())
        return TalkFigures(
            name=talk.name,
            seconds=len(talk.samples) / 16_000,
            turns=turns(languages),
            due=len(talk.parts) - 1,
            written=written,
        )

    def _live(self, talk: Talk, language: str, languages: list[str]) -> _Words:
        chunks = live_chunks(self._conditioned, talk.samples, language=language)
        languages += [chunk.language for chunk in chunks if chunk.words]
        return [(word.middle, word.text) for chunk in chunks for word in chunk.words]

    def _settled(self, talk: Talk) -> _Words:
        """As with a language pinned; the program tells each stretch what the live text found there,
        which makes it easier.
        """
        transcript = self._whole.transcribe(
            talk.samples, language=talk.home, vocabulary=(), progress=lambda _: None
        )
        return [(word.middle, word.text) for word in transcript.words]

    def _transcribed(self, talk: Talk, **options: Any) -> _Words:
        segments, _ = self._peer.transcribe(
            to_audio(talk.samples), beam_size=5, vad_filter=True, word_timestamps=True, **options
        )
        return [
            ((word.start + word.end) / 2, word.word.strip())
            for segment in segments
            for word in segment.words or ()
        ]


def turns(languages: Sequence[str]) -> int:
    """How often the language changes from one to the next that is known."""
    known = [each for each in languages if each]
    return sum(one != other for one, other in itertools.pairwise(known))


def verdicts(report: SwitchingReport) -> dict[str, bool]:
    """What this report can judge, each reached or not."""
    total = totals(report)
    fixed = total["fw, fixed"]
    own = ("live, detected", "live, pinned", "settled")
    return {
        "the other language is written as such: fewer words astray than one in fifty": all(
            total[way].other.astray <= total[way].other.errors.words / 50 for way in own
        ),
        "no text that repeats itself": all(
            total[way].other.circles + total[way].home.circles == 0 for way in own
        ),
        "settled: the talk's own language no worse than with it fixed": (
            total["settled"].home.errors.rate <= fixed.home.errors.rate + _MOST_WORSE
        ),
        "the language changes only when the talk does": all(
            talk.turns <= talk.due for talk in report.talks
        ),
    }


def totals(report: SwitchingReport) -> dict[str, Written]:
    """All talks of each way together."""
    found: dict[str, Written] = {}
    for talk in report.talks:
        for each in talk.written:
            before = found.get(each.way, Written(each.way, Stretches(), Stretches()))
            found[each.way] = Written(each.way, before.home + each.home, before.other + each.other)
    return found


def as_json(report: SwitchingReport) -> dict[str, object]:
    return {
        **asdict(report),
        "overall": {way: asdict(each) for way, each in totals(report).items()},
        "verdicts": verdicts(report),
    }


def rendered(report: SwitchingReport) -> str:
    total = totals(report)
    seconds = sum(talk.seconds for talk in report.talks)
    lines = [
        (
            f"{report.model}, int8, {len(report.talks)} talks, {seconds:.0f} s; words wrong in "
            "percent: in the language that the talk began in / in the other"
        ),
        "",
        f"{'talk':<24}{'s':>5} {'turns':>6} " + " ".join(f"{way:>16}" for way in total),
    ]
    lines += [
        f"{talk.name:<24}{talk.seconds:5.0f} {f'{talk.turns}/{talk.due}':>6} "
        + " ".join(f"{_both(each):>16}" for each in talk.written)
        for talk in report.talks
    ]
    sums = " ".join(f"{_both(each):>16}" for each in total.values())
    lines += ["", f"{'all':<24}{seconds:5.0f}{'':<8}{sums}"]
    counts: dict[str, Callable[[Stretches], int]] = {
        "of the other: astray": lambda each: each.astray,
        "  added": lambda each: each.errors.insertions,
        "  left out": lambda each: each.errors.deletions,
        "  in circles": lambda each: each.circles,
    }
    lines += [
        f"{what:<36} " + " ".join(f"{count(each.other):>16}" for each in total.values())
        for what, count in counts.items()
    ]
    lines += ["", *(f"{'yes' if ok else 'NO':<4}{what}" for what, ok in verdicts(report).items())]
    return "\n".join(lines) + "\n"


def _written(way: str, talk: Talk, words: _Words) -> Written:
    roles = {language: Stretches() for language in SPOKEN}
    for number, part in enumerate(talk.parts):
        text = " ".join(text for middle, text in words if _is_in(middle, talk.parts, number))
        roles[part.language] += _stretch(part, text)
    return Written(way, roles[talk.home], roles[the_other(talk.home)])


def _stretch(part: Part, text: str) -> Stretches:
    goes_round = repetition_begins(text.split()) is not None
    did_in_truth = repetition_begins(part.reference.split()) is not None
    return Stretches(
        word_errors(part.reference, text, part.language),
        astray(text, part.language, part.reference),
        int(repeats_itself(text) or (goes_round and not did_in_truth)),
    )


def astray(text: str, language: str, reference: str) -> int:
    """Words of the text that only the other language has, but for those that were said."""
    other = set(_OWN_WORDS[the_other(language)].split()) - set(_OWN_WORDS[language].split())
    said = set(normalized(reference, language).split())
    return sum(word in other - said for word in normalized(text, language).split())


def _is_in(middle: float, parts: Sequence[Part], number: int) -> bool:
    """A word between two parts belongs to the nearer one."""
    first = number == 0 or middle >= (parts[number - 1].end + parts[number].start) / 2
    last = number == len(parts) - 1 or middle < (parts[number].end + parts[number + 1].start) / 2
    return first and last


def _both(each: Written) -> str:
    return f"{100 * each.home.errors.rate:.1f} / {100 * each.other.errors.rate:.1f}"


def _kind(talk: Talk) -> tuple[str, bool]:
    return talk.home, "sentences" in talk.name
