"""The parts of the second pass as fakes: they count their calls and can be told to fail."""

from collections import Counter
from contextlib import contextmanager

import numpy as np

from aurity_desktop.application.finalizing.engine import Engine, SpeakerRules
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER, Diarization, Turn
from aurity_desktop.domain.transcript import Segment, WholeTranscript, Word, text_of


class Parts:
    """All of them at once.

    `fails` maps the name of a call to the error that its next call raises.
    """

    def __init__(self, samples=10 * SAMPLE_RATE, speakers=2):
        self.samples = samples
        self.speakers = speakers
        self.calls = Counter()
        self.fails = {}
        self.counts = []
        self.languages = []
        self.written = []
        self.transcriber_model = "whisper-base"
        self.voices, self.enrolled = {}, None
        self.found, self.asked_for, self.given = [], [], []
        self.meanwhile = lambda: None
        self._rules = SpeakerRules(_assign, _segments_of, _chunk_speaker)
        self.sound = None
        self.behind = False

    def _called(self, name):
        self.calls[name] += 1
        error = self.fails.pop(name, None)
        if error is not None:
            raise error

    # SessionFiles
    def concatenate(self, session_id, slices):
        self._called("concatenate")

    def is_behind(self, session_id, slices):
        return self.behind

    def sliced_sound(self, slices):
        self.calls["sliced_sound"] += 1
        return np.zeros(self.samples, np.int16)

    @contextmanager
    def final_sound(self, session_id):
        yield np.zeros(self.samples, np.int16) if self.sound is None else self.sound

    # WholeTranscriber
    def transcribe(self, samples, *, language, vocabulary, progress):
        self.languages.append(language)
        progress(0.5)
        self._called("transcribe")
        words = tuple(
            Word(float(second), second + 0.5, f"word{second}", 0.9)
            for second in range(len(samples) // SAMPLE_RATE)
        )
        return WholeTranscript(words, language or "es", self.transcriber_model)

    # Diarizer
    def diarize(self, samples, *, count, progress):
        self.counts.append(count)
        progress(0.5)
        self._called("diarize")
        speakers = count.maximum or self.speakers
        labels = tuple(f"SPEAKER_{number:02d}" for number in range(speakers))
        length = len(samples) / SAMPLE_RATE
        turns = tuple(
            Turn(number * length / speakers, (number + 1) * length / speakers, label)
            for number, label in enumerate(labels)
        )
        return Diarization(turns, labels, "fake")

    # SegmentFiles
    def write(self, session, segments, diarization, spans):
        self._called("write")
        self.written.append((list(segments), diarization))
        self.spans = list(spans)
        return {"segments.json": f"{len(segments)} segments"}

    # Projection
    def project(self, session_id):
        self._called("project")

    def engine(self, session, model=""):
        return Engine(
            self,
            self.transcriber_model,
            self,
            "fake",
            voices=lambda _samples, _diarization: self.voices,
            enrolled=lambda: self.enrolled,
            misheard=self.misheard,
        )

    def misheard(self, samples, words, *, language, asked, kept, progress):
        self._called("misheard")
        progress(0.5)
        self.given.append([word.text for word in words])
        self.meanwhile()
        self.asked_for.append((language, tuple(asked), [words[at].text for at in sorted(kept)]))
        return [each for each in self.found if kept.isdisjoint(range(each.first, each.last + 1))]

    @property
    def rules(self):
        return self._rules

    def use_rules(self, rules):
        self._rules = rules


def _assign(words, diarization):
    def speaker(word):
        turns = [turn for turn in diarization.turns if turn.start <= word.middle < turn.end]
        return turns[0].speaker if turns else UNKNOWN_SPEAKER

    return [
        Word(word.start, word.end, word.text, word.probability, speaker(word), 1.0)
        for word in words
    ]


def _segments_of(words, diarization):
    segments, run = [], []
    for word in [*words, None]:
        if run and (word is None or word.speaker != run[-1].speaker):
            segments.append(
                Segment(run[0].start, run[-1].end, run[0].speaker, text_of(tuple(run)), 1.0)
            )
            run = []
        if word is not None:
            run.append(word)
    return segments


def _chunk_speaker(words):
    return Counter(word.speaker for word in words).most_common(1)[0][0]


class Watch:
    """A `StepWatch` that keeps what it is told. `stop` is raised by the next sign of life."""

    def __init__(self):
        self.planned = []
        self.audio_seconds = None
        self.done = []
        self.fractions = []
        self.stop = None

    def plan(self, audio_seconds, steps):
        self.audio_seconds = audio_seconds
        self.steps = list(steps)
        self.planned = [each.step for each in steps]

    def step(self, step):
        return _Step(self, step)


class _Step:
    def __init__(self, watch, step):
        self._watch = watch
        self._step = step

    def __enter__(self):
        assert self._step in self._watch.planned
        return self._progress

    def __exit__(self, kind, error, trace):
        if kind is None:
            self._watch.done.append(self._step)

    def _progress(self, fraction):
        self._watch.fractions.append(fraction)
        if self._watch.stop is not None:
            raise self._watch.stop
