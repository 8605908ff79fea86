"""The peaks of a recording, whatever pieces it comes in."""

import numpy as np
import pytest

from aurity_desktop.audio.slices.peaks import peaks_of
from aurity_desktop.domain.peaks import WINDOW, Peaks


def test_each_value_is_the_loudest_of_its_twenty_milliseconds_either_way():
    sound = np.zeros(3 * WINDOW, np.int16)
    sound[10], sound[WINDOW + 5], sound[2 * WINDOW] = 12_800, -12_801, -32_768
    assert peaks_of([sound]) == Peaks(bytes([100, 100, 255]), 3 * WINDOW)


@pytest.mark.parametrize("piece", [1, 7, WINDOW, WINDOW + 1, 5_000])
def test_it_makes_no_difference_how_the_sound_is_cut(piece):
    sound = np.random.default_rng(0).integers(-32_768, 32_767, 4_321, dtype=np.int16)
    pieces = [sound[at : at + piece] for at in range(0, len(sound), piece)]
    found = peaks_of(pieces)
    assert found == peaks_of([sound])
    assert len(found.values) == 14  # the last window is not whole
    assert found.samples == 4_321


def test_no_sound_has_none():
    assert peaks_of([]) == Peaks(b"", 0)


def test_a_column_is_as_loud_as_its_loudest_window():
    peaks = Peaks(bytes([1, 2, 3, 4, 5, 6]), 6 * WINDOW)
    assert peaks.columns(0.0, 0.12, 3) == bytes([2, 4, 6])
    assert peaks.columns(0.04, 0.08, 2) == bytes([3, 4])
    assert peaks.columns(0.0, 0.24, 4) == bytes([3, 6, 0, 0])
    assert peaks.columns(0.04, 0.06, 4) == bytes([3] * 4)
    assert peaks.columns(0.0, 0.1, 0) == peaks.columns(0.1, 0.1, 5) == b""


def test_one_knock_makes_the_rest_no_flat_line():
    assert Peaks(bytes([40] * 1_000 + [255]), 0).loud == 40
    assert Peaks(bytes(10), 0).loud == 1


def test_loud_is_what_one_window_in_two_hundred_may_be_louder_than():
    for louder in range(256):
        quiet = louder // 2
        assert Peaks(bytes([quiet] * 199 + [louder]), 0).loud == max(1, quiet)
        assert Peaks(bytes([quiet] * 198 + [louder] * 2), 0).loud == max(1, louder)
        assert Peaks(bytes([louder]), 0).loud == max(1, louder)
