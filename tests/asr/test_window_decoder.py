"""What one window of live text is decoded to, by a recognizer that writes what it is told to."""

import numpy as np
import pytest

from aurity_desktop.asr.recognizer import Encoding, Hypothesis, TimedWord
from aurity_desktop.asr.window_decoder import Window, WindowDecoder
from aurity_desktop.domain.audio import SAMPLE_RATE

SECONDS = 6


class Recognizer:
    """Its tokens are the numbers of words, its tries come one after the other."""

    context = 0.0

    def __init__(self, *tries):
        self._tries = [(text.split(), reached) for text, reached in tries]
        self._spoken = []

    def features(self, audio, seconds):
        return None

    def encode(self, features):
        return Encoding(None, SECONDS * 100)

    def generate(self, encoding, **_):
        words, reached = self._tries.pop(0)
        first = len(self._spoken)
        self._spoken += words
        tokens = tuple(range(first, len(self._spoken)))
        return Hypothesis(
            tokens=tokens,
            text=" ".join(words),
            log_probability=-0.1,
            no_speech=0.0,
            reached=reached,
            ended=True,
        )

    def align(self, encoding, *, language, tokens):
        return tuple(
            TimedWord(self._spoken[token], at / 2, at / 2 + 0.4, 0.9, (token,))
            for at, token in enumerate(tokens)
        )


@pytest.mark.parametrize(
    ("reached", "again", "written"),
    [
        (6.0, None, "vengo por la tos y otra vez"),
        (8.5, None, "vengo por la tos y otra vez"),
        (12.0, 6.0, "vengo por la tos"),
        (12.0, 12.0, "vengo por la tos y otra vez"),
    ],
)
def test_what_ends_long_behind_the_sound_is_tried_again(reached, again, written):
    window = Window(
        np.zeros(SECONDS * SAMPLE_RATE, np.float32),
        "fr",  # no language is told
        said=None,
        expected=(),
        spoken=5.0,
        runs_on=False,
    )
    recognizer = Recognizer(
        ("vengo por la tos y otra vez", reached), ("vengo por la tos", again or 6.0)
    )
    found = WindowDecoder(recognizer).decode(window)
    assert " ".join(word.text for word in found.words) == written
