import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aurity_desktop.application.voice.enrolment import Enrolment
from aurity_desktop.application.voice.voiceprint_file import read_voiceprint
from aurity_desktop.domain.errors import VoiceTooShort
from aurity_desktop.domain.microphone_report import MicrophoneFault
from aurity_desktop.domain.voice import Voice

SOUND = Path("me.wav")


class Listener:
    model = "campplus 0123"

    def __init__(self):
        self.heard = [Voice((0.6, 0.8), 18.0, 0.93)]

    def read(self, path):
        return path

    def voices(self, samples):
        return self.heard

    def faults(self, samples):
        return (MicrophoneFault.NOISY,)


@pytest.fixture
def listener():
    return Listener()


@pytest.fixture
def file(tmp_path):
    return tmp_path / "voiceprint.json"


@pytest.fixture
def enrolment(file, listener):
    return Enrolment(file, listener, now=lambda: datetime(2026, 1, 2, tzinfo=UTC))


def test_a_voice_is_learned_kept_privately_and_known_again(enrolment, file, listener):
    learned = enrolment.learn(SOUND)
    assert file.stat().st_mode & 0o777 == 0o600
    assert enrolment.status() == learned
    assert learned.usable
    assert learned.voiceprint.voice == listener.heard[0]
    assert learned.voiceprint.faults == (MicrophoneFault.NOISY,)


def test_forgetting_leaves_nothing(enrolment, file):
    enrolment.learn(SOUND)
    assert enrolment.forget()
    assert list(file.parent.iterdir()) == []
    assert enrolment.status() is None
    assert not enrolment.forget()


def test_a_recording_that_will_not_do_leaves_the_voice_known_so_far(enrolment, listener):
    before = enrolment.learn(SOUND)
    listener.heard = [Voice((1.0, 0.0), 2.0, 0.9)]
    with pytest.raises(VoiceTooShort):
        enrolment.learn(SOUND)
    assert enrolment.status() == before


def test_a_voice_that_another_model_heard_is_of_no_use(enrolment, listener):
    enrolment.learn(SOUND)
    listener.model = "another 4567"
    assert not enrolment.status().usable


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:40],
        lambda text: json.dumps(json.loads(text) | {"format": 99}),
        lambda text: json.dumps(json.loads(text) | {"embedding": "none"}),
        lambda text: "[]",
    ],
)
def test_a_file_that_cannot_be_read_is_as_good_as_none(enrolment, file, damage):
    enrolment.learn(SOUND)
    file.write_text(damage(file.read_text()))
    assert read_voiceprint(file) is None
    assert enrolment.status() is None
