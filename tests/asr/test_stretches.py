import numpy as np
import pytest

from aurity_desktop.asr.stretches import Piece, Stretch, StretchCutter
from aurity_desktop.asr.vad import WINDOW, VoiceState
from aurity_desktop.domain.audio import SAMPLE_RATE


class LoudnessVoice:
    """Calls a window speech when it is loud."""

    fingerprint = "loudness"

    def __init__(self):
        self.windows = 0
        self._rest = np.zeros(0, dtype=np.float32)

    def load(self):
        pass

    @property
    def state(self):
        held = (np.full(3, self.windows, np.float32) for _ in range(3))
        return VoiceState(*held, np.full(3, self.windows, np.float64))

    def restore(self, state):
        self.went_on_from = int(state.hidden[0])

    def reset(self):
        self._rest = np.zeros(0, dtype=np.float32)

    def feed(self, audio):
        waiting = np.concatenate([self._rest, audio])
        whole = waiting.size // WINDOW * WINDOW
        self._rest = waiting[whole:]
        self.windows += whole // WINDOW
        loudness = np.abs(waiting[:whole].reshape(-1, WINDOW)).mean(axis=1)
        return (loudness > 0.1).astype(np.float32)


def spoken(*lengths):
    """Speech and pauses in turn, in seconds, beginning with a pause."""
    pieces = [
        0.5 * (number % 2) * np.resize(np.float32([1, -1]), round(length * SAMPLE_RATE))
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


def test_a_stretch_comes_out_while_recording():
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


@pytest.fixture
def kept(tmp_path):
    """Saved when half of the conversation was heard: the file, the samples, their stretches."""
    cutter = StretchCutter(LoudnessVoice())
    half = CONVERSATION.size // 2 + 77
    found = cutter.feed(CONVERSATION[:half])
    cutter.save(tmp_path / "cuts.npz", "this sound")
    return tmp_path / "cuts.npz", half, found


def test_a_cutter_continues_where_another_left_off_without_hearing_it_again(kept):
    file, half, found = kept
    asked = []
    voice = LoudnessVoice()
    cutter = StretchCutter(voice)

    assert cutter.resume(file, lambda samples: asked.append(samples) or "this sound") == found
    assert cutter.position == half
    assert asked == [half]
    assert voice.went_on_from == half // (32 * WINDOW) * 32
    assert found + cutter.feed(CONVERSATION[half:]) + cutter.finish() == cut(CONVERSATION)
    assert voice.windows * WINDOW < CONVERSATION.size - half + 33 * WINDOW


@pytest.mark.parametrize(
    "what", ["another sound", "nameless", "another detector", "no file", "cut off", "other shapes"]
)
def test_a_cutter_believes_nothing_that_is_not_of_its_sound_and_detector(kept, what):
    file, _, _ = kept
    voice = LoudnessVoice()
    if what == "another detector":
        voice.fingerprint = "other weights"
    elif what == "no file":
        file.unlink()
    elif what == "cut off":
        file.write_bytes(file.read_bytes()[:-1])
    elif what == "other shapes":
        with np.load(file) as held:
            changed = dict(held) | {"probability": np.zeros((2, 2), np.float32)}
        np.savez(file, **changed)
    cutter = StretchCutter(voice)
    sound = "another sound" if what == "another sound" else "this sound"
    if what == "nameless":
        cutter.save(file, "")
        sound = ""

    assert cutter.resume(file, lambda _: sound) == []
    assert cutter.position == 0
    assert cutter.feed(CONVERSATION) + cutter.finish() == cut(CONVERSATION)


def test_a_flipped_bit_anywhere_changes_no_cut(kept):
    file, half, found = kept
    whole = file.read_bytes()
    for place in range(0, len(whole), 37):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        file.write_bytes(damaged)
        cutter = StretchCutter(LoudnessVoice())
        stretches = cutter.resume(file, lambda _: "this sound")
        assert (stretches, cutter.position) in ((found, half), ([], 0)), place


def test_a_stretch_is_cut_where_time_was_not_captured_sample_by_sample():
    whole = Stretch(1_000, 49_000, 2.0, (Piece(1_000, 25_000, 1.5), Piece(25_000, 49_000, 0.5)))
    first, second = whole.cut_at([0, 1_000, 13_000, 49_000, 60_000])
    assert (first.start, first.end, second.start, second.end) == (1_000, 13_000, 13_000, 49_000)
    assert first.pieces == (Piece(1_000, 13_000, 0.75),)
    assert second.pieces == (Piece(13_000, 25_000, 0.75), Piece(25_000, 49_000, 0.5))
    assert first.speech_seconds + second.speech_seconds == whole.speech_seconds
    assert whole.cut_at([]) == (whole,)
