import numpy as np
import pytest

from aurity_desktop.audio.capture.source import Began, Lost, Sound
from aurity_desktop.audio.check.microphone_check import check_microphone
from aurity_desktop.domain.capture import Checked, Interruption, LevelMeasured, Started
from aurity_desktop.domain.errors import DeviceLost
from aurity_desktop.storage import wav
from tests.audio.sounds import tone
from tests.fakes.sound import ScriptedSource


def check(tmp_path, source, *, seconds=1.0, wait=lambda: True):
    reports = []
    check_microphone(
        source,
        is_loopback=False,
        seconds=seconds,
        keep=tmp_path / "check.wav",
        report=reports.append,
        wait=wait,
    )
    return reports


def test_what_was_heard_is_kept_and_examined(tmp_path):
    sound, source = tone(1.5), ScriptedSource()
    source.gives(Began("mic", 16_000), *(Sound(sound[i : i + 800]) for i in range(0, 24_000, 800)))
    reports = check(tmp_path, source)
    assert reports[0] == Started("mic", 16_000)
    assert sum(isinstance(report, LevelMeasured) for report in reports) == 10
    checked = reports[-1]
    assert isinstance(checked, Checked)
    assert checked.report.seconds == 1.0
    assert checked.path.read_bytes()[wav.HEADER_BYTES :] == sound[:16_000].tobytes()
    assert checked.path.stat().st_mode & 0o777 == 0o600


def test_a_second_check_takes_the_place_of_the_first(tmp_path):
    for seconds in (1.0, 0.5):
        source = ScriptedSource()
        source.gives(Sound(tone(2.0)))
        check(tmp_path, source, seconds=seconds)
    assert wav.layout(tmp_path / "check.wav").sample_count == 8_000


def test_a_microphone_that_goes_away_ends_the_check(tmp_path):
    source = ScriptedSource()
    source.gives(Lost(Interruption.STREAM_ENDED, "mic", 0.0))
    with pytest.raises(DeviceLost):
        check(tmp_path, source)


def test_a_check_can_be_broken_off(tmp_path):
    source, goes_on = ScriptedSource(), iter([True, False])
    source.gives(Sound(np.ones(1_600, np.int16)))
    reports = check(tmp_path, source, wait=lambda: next(goes_on))
    assert reports[-1].report.seconds == pytest.approx(0.1)
