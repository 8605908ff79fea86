"""A recognizer that hears what a script says, from sound that tells its own position.

Every 10 ms of the sound are one constant: the number of that hundredth. So the fakes know where any
piece of it lies.
"""

import math
from dataclasses import dataclass

import numpy as np

from aurity_desktop.asr.recognizer import Encoding, Features, Hypothesis, TimedWord
from aurity_desktop.asr.vad import WINDOW
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.errors import TranscriptionFailed

HUNDREDTH = SAMPLE_RATE // 100


def sound(seconds):
    """int16 samples of a session that lasts so long: each tells its time by how far it swings."""
    swing = np.repeat(np.arange(1, round(seconds * 100) + 1, dtype=np.int16), HUNDREDTH)
    swing[1::2] *= -1  # about zero, as sound is
    return swing


def place_of(audio):
    """Seconds of the session at which this piece of `sound` ends."""
    return round(abs(float(audio[-1])) * 32768) / 100


@dataclass(frozen=True)
class Spoken:
    start: float
    end: float
    text: str


def talk(text, start=0.3, length=0.4, gap=0.05):
    """Words one after the other; `|` is a pause of a second."""
    words, at = [], start
    for word in text.split():
        if word == "|":
            at += 1.0
        else:
            words.append(Spoken(at, at + length, word))
            at += length + gap
    return words


class ScriptedVoice:
    """Hears speech wherever the script has a word."""

    def __init__(self, script):
        self._script = script
        self._rest = np.zeros(0, dtype=np.float32)

    def load(self):
        pass

    def reset(self):
        self._rest = np.zeros(0, dtype=np.float32)

    def feed(self, audio):
        waiting = np.concatenate([self._rest, audio])
        whole = waiting.size // WINDOW * WINDOW
        self._rest = waiting[whole:]
        middles = waiting[:whole].reshape(-1, WINDOW)[:, WINDOW // 2]
        return np.array(
            [self._speaks(round(abs(value) * 32768) / 100) for value in middles], np.float32
        )

    def _speaks(self, second):
        return 0.95 if any(word.start <= second < word.end for word in self._script) else 0.05


class ScriptedRecognizer:
    """Continues with the scripted words that begin behind the cut.

    A word whose end is not in the window comes out cut.
    """

    name = "scripted"
    context = 5.0

    def __init__(self, script, *, language="es", probability=0.9, turns_at=math.inf):
        """Speech is in `language`, with this probability.

        From the session's second `turns_at` on it is in the other of the two.
        """
        self._script = script
        self._detected = (language, probability)
        self._turns_at = turns_at
        self._texts = []
        self.calls = []
        self.fail_next = False
        self.answers = []
        self.told = []  # for each decoding, the words that are audible in it or told before it
        self.doubted = set()
        self.heard_as = {}  # a word that was misheard, and the one it was misheard for

    def load(self):
        pass

    def features(self, audio, seconds):
        return Features(audio, audio.size // HUNDREDTH)

    def encode(self, features):
        return Encoding(features.values, features.frames)

    def languages(self, encoding, start=0.0):
        language, probability = self._detected
        behind = encoding.storage[round(start * SAMPLE_RATE) :]
        if behind.any() and place_of(behind) - behind.size / SAMPLE_RATE >= self._turns_at - 1:
            language = "en" if language == "es" else "es"
        return {language: probability, "es" if language == "en" else "en": 0.001}

    def generate(self, encoding, *, language, said, earlier, max_new_tokens, beam_size=1):
        self.calls.append((language, said, tuple(earlier)))
        if self.fail_next:
            self.fail_next = False
            raise TranscriptionFailed("out of breath")
        if self.answers:
            return self.answers.pop(0)
        heard = self._heard(encoding)
        told = (self._texts[token] for token in (*(said.tokens if said else ()), *earlier))
        self.told.append({*self._audible(encoding), *told})
        return Hypothesis(
            tuple(self._token(text) for text, _, _ in heard),
            " ".join(text for text, _, _ in heard),
            -0.2,
        )

    def align(self, encoding, *, language, tokens, said=None):
        at = {text: (start, end) for text, start, end in self._heard(encoding)}
        length = encoding.frames / 100
        words = []
        for token in tokens:
            text = self._texts[token]
            start, end = at.get(self.heard_as.get(text, text), (length, length))
            probability = 0.1 if text in self.doubted else 0.9
            words.append(TimedWord(text, start, end, probability, (token,)))
        return tuple(words)

    def tokens_of(self, text):
        return tuple(self._token(word) for word in text.split())

    def text_of(self, token):
        return self._texts[token]

    def _heard(self, encoding):
        audio = encoding.storage
        end = place_of(audio) if audio[-1] else 0.0
        start = end - audio.size / SAMPLE_RATE
        cut = start + self.context
        heard = []
        for word in self._script:
            if word.start > cut - 0.06 and word.start < end - 0.05:
                text = word.text if word.end <= end + 0.001 else word.text[:3] + "-"
                heard.append((text, word.start - start, min(word.end, end) - start))
        return heard

    def _audible(self, encoding):
        """The words whose sound is in the window, wholly and not muted."""
        audio = encoding.storage
        if not audio[-1]:
            return
        end = place_of(audio)
        begin = end - (audio.size - np.flatnonzero(audio)[0]) / SAMPLE_RATE
        for word in self._script:
            if begin <= word.start and word.end <= end:
                yield word.text

    def _token(self, text):
        if text not in self._texts:
            self._texts.append(text)
        return self._texts.index(text)
