"""Two lapel microphones on one interface: who speaks is told by the channel."""

import numpy as np
import pytest

from aurity_desktop.audio.capture.resume_point import ResumePoint
from aurity_desktop.audio.capture.source import Began, ChannelSound, Found, Lost, Sound
from aurity_desktop.domain.capture import (
    InputNote,
    InputNoted,
    Interruption,
    Pause,
    Resume,
    StopReason,
)
from aurity_desktop.domain.channel_speakers import CHANNELS_MODEL, channels_run
from tests.audio.conftest import SESSION, make_desk
from tests.audio.sounds import counted, speech

RATE = 16_000
DOCTOR, PATIENT = ((0.0, 6.0), (12.0, 15.0)), ((7.0, 11.0), (16.0, 22.0))


@pytest.fixture
def lapels():
    """Both people's microphones, shape (2, n)."""
    return np.stack((speech(1, *DOCTOR), speech(2, *PATIENT)))


def heard(channels, start=0.0, end=24.0, block=1_000, late=400):
    """As an audio interface gives it, the mix a little behind the channels."""
    first, last = int(start * RATE), int(end * RATE)
    mixed = 0
    for at in range(first, last, block):
        piece = channels[:, at : min(last, at + block)]
        count = min(last - first, at - first + piece.shape[1] - late) - mixed
        yield Sound(counted(count), ChannelSound(piece, RATE))
        mixed += count
    yield Sound(counted(last - first - mixed), ChannelSound(channels[:, :0], RATE))


def turns(desk, label):
    found = desk.ledger.runs.diarization(channels_run(SESSION))
    assert found.model == CHANNELS_MODEL
    return [(turn.start, turn.end) for turn in found.turns if turn.speaker == label]


def near(spans):
    return [pytest.approx(span, abs=0.25) for span in spans]


def told_apart(desk):
    return desk.ledger.runs.knows(channels_run(SESSION))


def test_two_people_with_a_microphone_each_are_told_apart(desk, lapels):
    desk.hears(Began("interface", RATE), *heard(lapels))
    desk.ends()
    assert turns(desk, "SPEAKER_00") == near(DOCTOR)
    assert turns(desk, "SPEAKER_01") == near(PATIENT)
    (told,) = desk.told(InputNoted)
    assert told.note is InputNote.SPEAKERS_BY_CHANNEL
    assert (told.facts["SPEAKER_00_channel"], told.facts["SPEAKER_01_channel"]) == (1, 2)


def test_what_was_said_in_a_pause_moves_no_turn_and_makes_none(desk, lapels):
    desk.hears(Began("interface", RATE), *heard(lapels, end=11.5))
    desk.hears(commands=[Pause()])
    desk.hears(*heard(lapels[::-1], end=5.0))
    desk.hears(commands=[Resume()])
    desk.hears(*heard(lapels, start=11.5))
    desk.ends()
    assert turns(desk, "SPEAKER_00") == near(DOCTOR)
    assert turns(desk, "SPEAKER_01") == near(PATIENT)


def test_one_microphone_on_both_sides_tells_nobody_apart(desk, lapels):
    desk.hears(Began("desk", RATE), *heard(np.stack((lapels[0], lapels[0] * 0.5))))
    desk.ends()
    assert not told_apart(desk)
    assert desk.told(InputNoted) == []


def test_a_microphone_of_one_channel_tells_nobody_apart(desk):
    desk.hears(Began("desk", RATE), Sound(counted(100)))
    desk.ends()
    assert not told_apart(desk)


def lost_and_found(name):
    return Lost(Interruption.STREAM_ENDED, "interface", 1_000.0), Found(name, 1_000.5)


def test_an_interface_that_was_unplugged_and_plugged_in_again_still_tells(desk, lapels):
    desk.hears(Began("interface", RATE), *heard(lapels, end=11.5), *lost_and_found("interface"))
    desk.hears(*heard(lapels, start=11.5))
    desk.ends()
    assert turns(desk, "SPEAKER_01") == near(PATIENT)


def test_channels_of_two_devices_are_not_taken_for_the_same_people(desk, lapels):
    desk.hears(Began("interface", RATE), *heard(lapels, end=11.5), *lost_and_found("headset"))
    desk.hears(*heard(lapels, start=11.5))
    desk.ends()
    assert not told_apart(desk)


def test_a_device_that_came_back_with_one_channel_tells_nobody_apart(desk, lapels):
    desk.hears(Began("interface", RATE), *heard(lapels, end=16.0), *lost_and_found("interface"))
    desk.hears(Sound(counted(100)))
    desk.ends()
    assert not told_apart(desk)


def test_a_recording_that_goes_on_after_a_crash_knows_only_its_own_part(
    slices_folder, store, reserve, ledger, lapels
):
    place = ResumePoint(SESSION, number=1, at_sample=48_000)
    desk = make_desk(slices_folder, store, reserve, ledger, place=place)
    desk.hears(Began("interface", RATE), *heard(lapels))
    desk.ends()
    assert not told_apart(desk)


def test_a_recording_that_may_still_go_on_says_nothing_yet(desk, lapels):
    desk.hears(Began("interface", RATE), *heard(lapels))
    desk.ends(StopReason.LENGTH_LIMIT)
    assert not told_apart(desk)
