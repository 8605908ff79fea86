"""A recording longer than RIFF can count: its final sound is RF64, and is verified as any other.

37 hours are more than 4 GiB; here the limit lies between a slice and the whole.
"""

from types import SimpleNamespace

import h5py
import numpy as np
import pytest

from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.hdf5.inspect import objections
from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.integrity.session_repair import repair_session
from aurity_desktop.corpus.integrity.verify import verify_session
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.session_file.sandbox import seconds_for
from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES
from aurity_desktop.domain.errors import NotOurFile
from aurity_desktop.storage import wav
from tests.corpus.examples import SESSION, sound


@pytest.fixture
def final(recorded, monkeypatch):
    monkeypatch.setattr(wav, "MAX_RIFF_SAMPLES", SLICE_SAMPLES)
    samples = np.concatenate([sound(0), sound(1), sound(2), sound(3, 12_345)])
    path = recorded / "final.wav"
    wav.write_wav(path, len(samples), [samples.tobytes()])
    assert path.read_bytes()[:4] == b"RF64"
    return path


def final_check(ledger, paths):
    checks = verify_session(ledger, paths, SESSION).checks
    return next(check for check in checks if check.name == "final sound")


def test_its_final_sound_is_compared_with_the_slices(final, ledger, paths):
    assert final_check(ledger, paths).ok
    whole = final.read_bytes()
    final.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert final_check(ledger, paths).findings == ("final.wav has other sound than the slices",)
    final.write_bytes(whole[:-2])
    assert "changed header" in " ".join(final_check(ledger, paths).findings)


def test_a_lost_slice_comes_back_from_it(final, recorded, ledger, paths):
    (recorded / "session.h5").write_bytes(b"damaged")
    path = recorded / "slices" / "000002.wav"
    whole = path.read_bytes()
    path.unlink()
    acts = repair_session(ledger, paths, SESSION, recover_orphan).acts
    assert "slice 000002 restored from final.wav" in acts
    assert path.read_bytes() == whole


def test_a_damaged_one_is_joined_again(final, ledger, paths):
    whole = final.read_bytes()
    final.write_bytes(whole[:-2])
    acts = repair_session(ledger, paths, SESSION, recover_orphan).acts
    assert "final.wav joined again from the slices" in acts
    assert final.read_bytes() == whole


# -- its own file


@pytest.fixture
def forty_hours(recorded, paths):
    """The session's file whose sound is declared to be 40 h long, and is as long: a sparse file."""
    path = paths.session_file(SESSION)
    samples = 40 * 3600 * SAMPLE_RATE
    with h5py.File(path, "r+") as file:
        file["audio"].resize((samples,))
    with path.open("r+b") as raw:
        raw.truncate(samples * 2 + path.stat().st_size)
    return path


def test_a_file_of_forty_hours_is_not_refused(forty_hours):
    with h5py.File(forty_hours) as file:
        found = list(objections(file, forty_hours.stat().st_size, layout.CURRENT))
    assert found == []
    with opened(forty_hours) as stored:
        assert stored.sample_count == 40 * 3600 * SAMPLE_RATE


def test_a_small_file_that_declares_forty_hours_is_refused(recorded, paths):
    path = paths.session_file(SESSION)
    with h5py.File(path, "r+") as file:
        file["audio"].resize((40 * 3600 * SAMPLE_RATE,))
    with pytest.raises(NotOurFile, match="more than its file can hold"), opened(path):
        pass


def test_a_file_of_a_weekend_has_the_time_that_reading_it_takes(recorded, paths, forty_hours):
    usual = seconds_for(paths.data / "nothing")
    assert seconds_for(forty_hours) < usual + 1  # sparse: nothing has to be read
    found = SimpleNamespace(st_size=6_912_000_512, st_blocks=13_500_002)
    held = SimpleNamespace(stat=lambda: found)
    assert seconds_for(held) > usual + 20 * 60
