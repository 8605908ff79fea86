"""A recording longer than RIFF can count: its final sound is RF64, and is verified as any other.

37 hours are more than 4 GiB; here the limit lies between a slice and the whole.
"""

import numpy as np
import pytest

from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.integrity.session_repair import repair_session
from aurity_desktop.corpus.integrity.verify import verify_session
from aurity_desktop.domain.audio import SLICE_SAMPLES
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
