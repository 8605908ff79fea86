"""What live text is beside: faster-whisper with the same model, on the same sound and processors.

A process of its own. It does not wait for the sound to be said: a clock of its own is put forward
by what each decoding took, and a decoding hears what had been said by then, at least a second more
than the one before. So one that takes too long makes the next one late, as it would.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from aurity_desktop.asr.recognizer import Audio, to_audio
from aurity_desktop.asr.vad import Silero
from aurity_desktop.asr.whisper import Whisper
from aurity_desktop.asr.whole_recording import WhisperWhole
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.runtime.thread_pools import usable_processors
from tests.benchmarks.asr.recordings import Samples, find_recordings
from tests.benchmarks.asr.scoring import word_errors
from tests.benchmarks.asr.speech import load_faster_whisper
from tests.benchmarks.window.painted_words import PaintedWords, Painting
from tests.benchmarks.window.peer_figures import PeerFigures
from tests.benchmarks.window.streaming_policies import (
    GrowingWindow,
    HeardSegment,
    HeardWord,
    LocalAgreement,
    Recognize,
    StreamingPolicy,
)
from tests.benchmarks.window.word_delays import SaidWord, changes, word_delays

_STEP = 1.0  # seconds of sound
_NO_SPEECH = 0.9
_POLICIES: dict[str, Callable[[Recognize], StreamingPolicy]] = {
    "growing window": GrowingWindow,
    "LocalAgreement-2": LocalAgreement,
}


def run_peers(
    folder: Path, names: Sequence[str], language: str, limit: float, model: Path
) -> tuple[PeerFigures, ...]:
    """In a child process, so that nothing else is in its processor time. Raises RuntimeError."""
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "tests.benchmarks.window.peers"),
            *("--folder", str(folder), "--language", language, "--limit", str(limit)),
            *("--model", str(model), *names),
        ],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise RuntimeError(f"the peers ended with {ended.returncode}")
    return tuple(PeerFigures.told(each) for each in json.loads(ended.stdout.splitlines()[-1]))


def streamed(
    policy: StreamingPolicy, audio: Audio, took: Callable[[Callable[[], None]], float]
) -> PaintedWords:
    """What is shown while this sound is said; `took` does its argument and says how long it took,
    in seconds.
    """
    now, heard, shown = 0.0, 0, PaintedWords()
    while heard < len(audio):
        now = max(now, min(heard + round(_STEP * SAMPLE_RATE), len(audio)) / SAMPLE_RATE)
        said = min(round(now * SAMPLE_RATE), len(audio))
        policy.hear(audio[heard:said])
        heard = said
        now += took(policy.write)
        shown.take(_painting(policy, now))
    policy.finish()
    shown.take(_painting(policy, now))
    return shown


def _painting(policy: StreamingPolicy, at: float) -> Painting:
    settled = [(word, True) for word in policy.committed.split()]
    return Painting(at, 0, (*settled, *((word, False) for word in policy.uncertain.split())))


def _took(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _recognized(
    model: Any, language: str, with_times: bool, audio: Audio, said: str
) -> list[HeardSegment]:
    """faster-whisper with its defaults."""
    segments, _ = model.transcribe(
        audio, language=language, beam_size=5, initial_prompt=said or None,
        word_timestamps=with_times,
    )  # fmt: skip
    return [
        HeardSegment(
            each.text,
            each.end,
            tuple(HeardWord(word.word, word.start, word.end) for word in each.words or ())
            if each.no_speech_prob <= _NO_SPEECH
            else (),
        )
        for each in segments
    ]


def _figures(samples: Samples, reference: str, language: str, folder: Path) -> list[PeerFigures]:
    whole = WhisperWhole(Whisper(folder, threads=usable_processors()), Silero)
    transcript = whole.transcribe(
        samples, language=language, vocabulary=(), progress=lambda _: None
    )
    said = [SaidWord(word.text, word.end) for word in transcript.words]
    model, audio = load_faster_whisper(folder, usable_processors()), to_audio(samples)
    found = []
    for name, policy_of in _POLICIES.items():
        with_times = policy_of is LocalAgreement
        recognize = partial(_recognized, model, language, with_times)
        recognize(audio[:SAMPLE_RATE], "")
        policy, began = policy_of(recognize), time.process_time()
        shown = streamed(policy, audio, _took)
        spent = time.process_time() - began
        found.append(
            PeerFigures(
                name=name,
                delays=word_delays(said, shown.words),
                changes=changes(shown.words),
                errors=word_errors(reference, policy.committed, language),
                processor=spent / (len(audio) / SAMPLE_RATE),
            )
        )
    return found


def main() -> int:
    """The environment says how the libraries share the processors."""
    parser = argparse.ArgumentParser(prog="peers")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--language", required=True)
    parser.add_argument("--limit", type=float, required=True)
    parser.add_argument("names", nargs="+")
    chosen = parser.parse_args()
    found = find_recordings(chosen.folder, chosen.names, chosen.language, chosen.limit)
    found.sort(key=lambda each: chosen.names.index(each.name))
    samples = np.concatenate([each.samples for each in found])
    reference = " ".join(each.reference for each in found)
    told = _figures(samples, reference, chosen.language, chosen.model)
    sys.stdout.write(json.dumps([asdict(each) for each in told]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
