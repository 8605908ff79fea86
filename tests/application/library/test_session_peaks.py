"""Peaks are taken once, kept beside the sound as it is stored, and taken anew when it grows."""

from dataclasses import replace

import numpy as np
import pytest

from aurity_desktop.application.library.session_peaks import session_peaks
from aurity_desktop.domain.audio import SLICE_SAMPLES
from aurity_desktop.domain.errors import SliceDamaged, UnknownSession
from aurity_desktop.domain.keys import PLAIN
from tests.corpus.examples import SESSION, a_slice, plan
from tests.fakes.keys import OneKey


class Reader:
    """Reads slices of one loudness, and counts."""

    def __init__(self):
        self.reads = 0
        self.fails = None

    def read(self, audio_slice):
        self.reads += 1
        if audio_slice.number == self.fails:
            raise SliceDamaged(audio_slice.path, "changed")
        return np.full(audio_slice.sample_count, 12_800, np.int16)


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture(params=[PLAIN, OneKey()], ids=["plain", "encrypted"])
def desk(request, program, ledger, paths, reader):
    paths.session(SESSION).mkdir(parents=True)
    ledger.sessions.create(plan())
    for number in range(2):
        ledger.sound.record_slice(a_slice(number))
    return replace(program, slice_reader=reader, vault=request.param)


def test_they_are_taken_once_and_kept(desk, reader, paths):
    first = session_peaks(desk, SESSION)
    assert (first.samples, set(first.values)) == (2 * SLICE_SAMPLES, {100})
    assert reader.reads == 2
    assert session_peaks(desk, SESSION) == first
    assert reader.reads == 2
    (kept,) = paths.session(SESSION).iterdir()
    assert kept.name == ("peaks.npz" if desk.vault is PLAIN else "peaks.npz.aure")


def test_a_session_that_was_recorded_on_has_its_peaks_taken_anew(desk, ledger):
    session_peaks(desk, SESSION)
    ledger.sound.record_slice(a_slice(2))
    assert session_peaks(desk, SESSION).samples == 3 * SLICE_SAMPLES


def test_what_was_kept_and_is_damaged_is_taken_anew(desk, paths, reader):
    session_peaks(desk, SESSION)
    (kept,) = paths.session(SESSION).iterdir()
    kept.write_bytes(b"no peaks")
    assert session_peaks(desk, SESSION).samples == 2 * SLICE_SAMPLES
    assert reader.reads == 4


def test_a_slice_that_cannot_be_read_is_silence(desk, reader):
    reader.fails = 1
    values = session_peaks(desk, SESSION).values
    assert (set(values[:150]), set(values[150:])) == ({100}, {0})


def test_a_session_that_is_not_there_has_none(desk):
    with pytest.raises(UnknownSession):
        session_peaks(desk, "session_20200101_000000")
