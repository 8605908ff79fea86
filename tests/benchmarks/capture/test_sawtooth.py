import numpy as np

from tests.benchmarks.capture.sawtooth import PERIOD, Flaws, flaws_of, sawtooth, write_sawtooth


def test_a_whole_recording_has_no_flaw():
    sound = np.concatenate(
        [np.zeros(50, np.int16), sawtooth(3 * PERIOD, start=77), np.zeros(9, np.int16)]
    )
    assert flaws_of(sound) == Flaws(3 * PERIOD, 0, 0, 0)


def test_every_missing_sample_is_counted():
    sound = np.delete(sawtooth(100_000), [5, 40_000, 40_001, PERIOD])
    assert flaws_of(sound) == Flaws(99_996, 3, 4, 0)


def test_zeros_between_samples_that_follow_each_other_are_not_a_loss():
    sound = np.insert(sawtooth(1_000), 300, np.zeros(20, np.int16))
    assert flaws_of(sound) == Flaws(1_000, 0, 0, 20)


def test_a_silent_recording_has_nothing_to_be_wrong():
    assert flaws_of(np.zeros(10, np.int16)) == Flaws(10, 0, 0, 0)


def test_a_long_file_is_written_without_a_seam(tmp_path):
    path = write_sawtooth(tmp_path / "a.wav", 61)
    assert np.array_equal(np.fromfile(path, "<i2", offset=44), sawtooth(61 * 16_000))
