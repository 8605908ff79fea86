import stat
import sys

import numpy as np
import pytest

from aurity_desktop.diarization import observation_cache
from aurity_desktop.diarization.observation import VoicedFrames
from aurity_desktop.diarization.window_log import WindowLog


@pytest.fixture
def observed():
    random = np.random.default_rng(3)
    log = WindowLog()
    log.append(np.zeros((2, 589, 3), np.bool_), np.full((2, 3, 192), np.nan, np.float32))
    log.append(random.random((3, 589, 3)) > 0.5, random.random((3, 3, 192), dtype=np.float32))
    return observation_cache.Observed(
        log,
        random.random((4, 589, 3)) > 0.5,
        VoicedFrames(np.arange(40), random.random((40, 512), dtype=np.float32)),
    )


def test_what_was_observed_is_taken_up_again(tmp_path, observed):
    file = tmp_path / "voices.npz"
    observation_cache.save(file, observed, "these models")
    again = observation_cache.load(file, "these models")
    assert again.log.count == 5
    for found, kept in zip(again.log.heard(), observed.log.heard(), strict=True):
        assert (found == kept).all()
    assert (again.recent == observed.recent).all()
    assert (again.voiced.places == observed.voiced.places).all()
    assert (again.voiced.features == observed.voiced.features).all()


def test_what_other_models_observed_is_not_taken_up(tmp_path, observed):
    observation_cache.save(tmp_path / "voices.npz", observed, "these models")
    assert observation_cache.load(tmp_path / "voices.npz", "other models") is None


def test_a_damaged_file_counts_as_none(tmp_path, observed, caplog):
    file = tmp_path / "voices.npz"
    observation_cache.save(file, observed, "these models")
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert observation_cache.load(file, "these models") is None
    assert "observed again" in caplog.text


def test_nothing_saved_is_nothing_found(tmp_path):
    assert observation_cache.load(tmp_path / "voices.npz", "these models") is None


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_voices_are_the_users_alone(tmp_path, observed):
    file = tmp_path / "voices.npz"
    observation_cache.save(file, observed, "these models")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["voices.npz"]
