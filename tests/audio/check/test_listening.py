"""Levels before a recording: told as they come, and nothing kept."""

import numpy as np

from aurity_desktop.audio.capture.source import Began, Lost, Sound
from aurity_desktop.audio.check.listening import listen
from aurity_desktop.domain.capture import Interruption, LevelMeasured
from tests.audio.sounds import tone
from tests.fakes.sound import ScriptedSource


def test_levels_are_told_until_it_is_enough_and_through_a_microphone_that_goes():
    source, reports, moments = ScriptedSource(), [], iter([True, True, True, False])
    sound = tone(0.1)
    source.gives(Began("mic", 16_000), Sound(sound), Lost(Interruption.STREAM_ENDED, "mic", 1.0))
    source.gives(Sound(np.zeros(1_600, np.int16)))
    listen(source, reports.append, lambda: next(moments))
    loud, silent = (report.level.rms_db for report in reports)
    assert all(isinstance(report, LevelMeasured) for report in reports)
    assert loud > -40 > silent
