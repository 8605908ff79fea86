import numpy as np
import pytest

from aurity_desktop.audio.slices.slicer import Slicer
from aurity_desktop.domain.audio import SLICE_SAMPLES
from tests.audio.sounds import counted


@pytest.mark.parametrize("block", [1_000, 2_205, SLICE_SAMPLES, SLICE_SAMPLES + 1, 200_000])
def test_every_sample_stands_in_exactly_one_slice_whatever_the_blocks(block):
    sound = counted(3 * SLICE_SAMPLES + 777)
    slicer, slices = Slicer(), {}
    for start in range(0, len(sound), block):
        for piece in slicer.cut(sound[start : start + block]):
            slices.setdefault(piece.number, []).append(piece.samples)
    joined = [np.concatenate(slices[number]) for number in sorted(slices)]
    assert list(slices) == [0, 1, 2, 3]
    assert [len(each) for each in joined] == [SLICE_SAMPLES] * 3 + [777]
    assert np.array_equal(np.concatenate(joined), sound)


def test_only_the_last_piece_of_a_slice_completes_it():
    pieces = Slicer().cut(counted(SLICE_SAMPLES + 10))
    assert [(piece.number, piece.completes) for piece in pieces] == [(0, True), (1, False)]


def test_a_slice_that_fits_exactly_leaves_nothing_open():
    slicer = Slicer()
    assert [piece.completes for piece in slicer.cut(counted(SLICE_SAMPLES))] == [True]
    slicer.close()
    assert slicer.number == 1


def test_going_on_after_a_short_slice_keeps_number_and_clock():
    slicer = Slicer(number=7, at_sample=321_000)
    (piece,) = slicer.cut(counted(100))
    assert piece.number == 7
    assert slicer.at_sample == 321_100


def test_closing_ends_a_short_slice():
    slicer = Slicer()
    slicer.cut(counted(5))
    slicer.close()
    assert [piece.number for piece in slicer.cut(counted(5))] == [1]


def test_no_samples_give_no_piece():
    assert Slicer().cut(counted(0)) == []
