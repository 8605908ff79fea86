import numpy as np
import pytest

from aurity_desktop.asr.stretches import StretchCutter
from aurity_desktop.asr.vad import WINDOW
from aurity_desktop.domain.audio import SAMPLE_RATE


class LoudnessVoice:
    """Calls a window speech when it is loud."""

    def __init__(self):
        self._rest = np.zeros(0, dtype=np.float32)

    def load(self):
        pass

    def reset(self):
        self._rest = np.zeros(0, dtype=np.float32)

    def feed(self, audio):
        waiting = np.concatenate([self._rest, audio])
        whole = waiting.size // WINDOW * WINDOW
        self._rest = waiting[whole:]
        loudness = np.abs(waiting[:whole].reshape(-1, WINDOW)).mean(axis=1)
        return (loudness > 0.1).astype(np.float32)


def spoken(*lengths):
    """Speech and pauses in turn, in seconds, beginning with a pause."""
    pieces = [
        np.full(round(length * SAMPLE_RATE), 0.5 * (number % 2), dtype=np.float32)
        for number, length in enumerate(lengths)
    ]
    return np.concatenate(pieces)


def cut(audio, piece=None):
    cutter = StretchCutter(LoudnessVoice())
    piece = piece or audio.size
    stretches = []
    for start in range(0, audio.size, piece):
        stretches += cutter.feed(audio[start : start + piece])
    return stretches + cutter.finish()


CONVERSATION = spoken(1, 9, 0.5, 12, 0.8, 14, 0.3, 11, 3, 6, 0.4, 7, 5, 40, 1)


@pytest.mark.parametrize("seconds", [0.25, 1.0, 3.0, 7.7])
def test_a_recording_that_grows_is_cut_as_the_finished_one_is(seconds):
    assert cut(CONVERSATION, round(seconds * SAMPLE_RATE)) == cut(CONVERSATION)


def test_no_stretch_is_longer_than_whisper_can_hear():
    assert all(0 < each.end - each.start <= 30 * SAMPLE_RATE for each in cut(CONVERSATION))


def test_all_speech_lies_in_a_stretch_and_in_one_only():
    covered = np.zeros(CONVERSATION.size, dtype=int)
    for stretch in cut(CONVERSATION):
        covered[stretch.start : stretch.end] += 1
    assert covered.max() == 1
    assert covered[CONVERSATION > 0].min() == 1


def test_a_stretch_that_grows_too_long_ends_in_the_longest_pause_of_its_second_half():
    stretches = cut(spoken(1, 10, 0.9, 6, 0.3, 6, 0.6, 15, 1))
    longest_pause = (1 + 10 + 0.9 + 6 + 0.3 + 6) * SAMPLE_RATE
    assert longest_pause < stretches[0].end < longest_pause + 0.6 * SAMPLE_RATE


def test_speech_without_a_pause_is_cut_where_it_is_least_like_speech():
    stretches = cut(spoken(0.1, 70, 0.1))
    assert len(stretches) == 4
    assert all(each.end - each.start <= 28 * SAMPLE_RATE for each in stretches)


def test_a_long_pause_ends_a_stretch_whatever_its_length():
    lengths = [each.end - each.start for each in cut(spoken(1, 4, 3, 5, 1))]
    assert len(lengths) == 2


def test_silence_has_no_stretches():
    assert cut(np.zeros(20 * SAMPLE_RATE, dtype=np.float32)) == []


def test_a_stretch_comes_out_while_the_recording_goes_on():
    cutter = StretchCutter(LoudnessVoice())
    assert cutter.feed(spoken(1, 4, 3, 2))
    assert cutter.finish()


def test_the_speech_in_a_stretch_is_measured():
    (stretch,) = cut(spoken(1, 4, 1))
    assert stretch.speech_seconds == pytest.approx(4.0, abs=0.1)


def test_the_end_of_a_stretch_is_not_beyond_the_recording():
    audio = spoken(0.5, 2.01)
    (stretch,) = cut(audio)
    assert stretch.end == audio.size
