"""Who spoke, by the channel on which it is loudest."""

from contextlib import closing

import numpy as np
import pytest

from aurity_desktop.audio.capture.channel_levels import ChannelLevels
from aurity_desktop.audio.capture.channel_voices import channel_voices
from aurity_desktop.audio.capture.decoding import AudioFile
from aurity_desktop.domain.channel_speakers import CHANNELS_MODEL
from tests.audio.sounds import encode_channels, encode_tracks, speech, write_wav

RATE = 16_000
LENGTH = 24.0


def noise(seed, level, length=LENGTH):
    chance = np.random.default_rng(seed)
    return (level * chance.standard_normal(int(length * RATE))).astype(np.float32)


def told_apart(*tracks, block=1_000):
    """Each track is a list of channels."""
    levels = ChannelLevels()
    for number, channels in enumerate(tracks):
        sound = np.stack(channels)
        for at in range(0, sound.shape[1], block):
            levels.hear(number, at / RATE, sound[:, at : at + block], RATE)
    return channel_voices(dict(levels.columns()))


def turns_of(found, label):
    turns = found.diarization.turns
    return [(turn.start, turn.end) for turn in turns if turn.speaker == label]


def near(spans):
    return [pytest.approx(span, abs=0.25) for span in spans]


DOCTOR, PATIENT = ((0.0, 6.0), (12.0, 15.0)), ((7.0, 11.0), (16.0, 22.0))


def db(change):
    return np.float32(10 ** (change / 20))


@pytest.mark.parametrize("apart", [False, True], ids=["channels", "tracks"])
def test_two_people_with_a_channel_each_are_told_apart(apart):
    first, second = speech(1, *DOCTOR), speech(2, *PATIENT, level=0.03)
    found = told_apart([first], [second]) if apart else told_apart([first, second])
    assert found.diarization.speakers == ("SPEAKER_00", "SPEAKER_01")
    assert found.diarization.model == CHANNELS_MODEL
    assert turns_of(found, "SPEAKER_00") == near(DOCTOR)
    assert turns_of(found, "SPEAKER_01") == near(PATIENT)
    assert found.places == ((((1, 1),), ((2, 1),)) if apart else (((1, 1),), ((1, 2),)))
    assert found.together == 0.0


def test_who_speaks_first_is_the_first_whatever_the_channel():
    found = told_apart([speech(1, *PATIENT), speech(2, *DOCTOR)])
    assert found.places == (((1, 2),), ((1, 1),))


@pytest.mark.parametrize("bleed", [-5, -7, -10, -14, -30])
def test_what_one_microphone_hears_of_the_other_person_is_nobody(bleed):
    first, second = speech(1, *DOCTOR), speech(2, *PATIENT)
    found = told_apart([first + db(bleed) * second, second + db(bleed) * first])
    assert turns_of(found, "SPEAKER_00") == near(DOCTOR)
    assert turns_of(found, "SPEAKER_01") == near(PATIENT)
    assert found.together < 1.0


@pytest.mark.parametrize("bleed", [-14, -40])
def test_both_at_once_is_a_turn_of_each(bleed):
    first, second = speech(1, (0, 10)), speech(2, (7, 20))
    found = told_apart([first + db(bleed) * second, second + db(bleed) * first])
    assert turns_of(found, "SPEAKER_00") == near([(0.0, 10.0)])
    assert turns_of(found, "SPEAKER_01") == near([(7.0, 20.0)])
    assert found.together == pytest.approx(3.0, abs=0.7)


def test_two_who_speak_at_once_from_beginning_to_end_are_two():
    found = told_apart([speech(1, (0, 20)), speech(2, (0.5, 21))])
    assert turns_of(found, "SPEAKER_00")[0] == pytest.approx((0.0, 20.0), abs=1.0)
    assert turns_of(found, "SPEAKER_01")[-1][1] == pytest.approx(21.0, abs=0.3)
    assert found.together > 15


def test_dead_channels_hiss_hum_and_copies_are_nobody():
    first, second = speech(1, *DOCTOR), speech(2, *PATIENT)
    hum = 0.1 * np.sin(2 * np.pi * 50 * np.arange(len(first)) / RATE).astype(np.float32)
    dead = np.zeros_like(first)
    channels = [dead, first, noise(3, 0.003), second, db(-3) * first, -second, hum, dead + 0.3]
    found = told_apart(channels)
    assert found.places == (((1, 2), (1, 5)), ((1, 4), (1, 6)))
    assert turns_of(found, "SPEAKER_01") == near(PATIENT)


def test_two_stereo_tracks_are_two_people():
    first, second = speech(1, *DOCTOR), speech(2, *PATIENT)
    found = told_apart([first, first], [second, db(-2) * second])
    assert found.places == (((1, 1), (1, 2)), ((2, 1), (2, 2)))


@pytest.mark.parametrize("hiss", [0.001, 0.005])
def test_hiss_on_every_channel_hides_nobody(hiss):
    first, second = speech(1, *DOCTOR), speech(2, *PATIENT, level=0.05)
    found = told_apart([first + noise(5, hiss), second + noise(6, hiss)])
    assert turns_of(found, "SPEAKER_00") == near(DOCTOR)
    assert turns_of(found, "SPEAKER_01") == near(PATIENT)


@pytest.mark.parametrize(
    "channels",
    [
        lambda one, other: [one + other],
        lambda one, other: [one + other, one + other],
        lambda one, other: [one + other, -(one + other)],
        lambda one, other: [one + other, np.zeros_like(one)],
        lambda one, other: [one + other, db(-20) * (one + other)],
        lambda one, other: [one + other, db(-20) * (one + other) + noise(8, 0.003)],
        lambda one, other: [one + db(-3) * other, other + db(-3) * one],
        lambda one, other: [one + other, noise(7, 0.01)],
        lambda one, other: [np.zeros_like(one), np.zeros_like(one)],
    ],
    ids=[
        *("mono", "copy", "turned", "dead", "quieter copy", "copy in hiss", "room stereo"),
        *("hiss", "silence"),
    ],
)
def test_where_nobody_has_a_channel_alone_the_channels_say_nothing(channels):
    one, other = speech(1, *DOCTOR), speech(2, *PATIENT)
    assert told_apart(channels(one, other)) is None


def test_a_cough_on_the_other_channel_makes_no_second_person():
    assert told_apart([speech(1, *DOCTOR), speech(2, (8.0, 8.4))]) is None


def test_how_it_is_cut_into_blocks_makes_no_difference():
    sound = [speech(1, *DOCTOR), speech(2, *PATIENT)]
    assert told_apart(sound, block=333) == told_apart(sound, block=40_000)


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [("a.wav", "pcm_s16le", 8_000), ("a.m4a", "aac", 48_000), ("a.opus", "libopus", 48_000)],
)
def test_a_file_with_a_person_on_each_side_is_told_apart(tmp_path, name, codec, rate):
    import soxr

    sides = [soxr.resample(each, RATE, rate) for each in (speech(1, *DOCTOR), speech(2, *PATIENT))]
    channels = (np.stack(sides) * 32_767).astype(np.int16)
    path = encode_channels(tmp_path / name, channels, codec, rate, "stereo")
    with closing(AudioFile(path)) as file:
        assert sum(map(len, file.blocks()))
        found = channel_voices(dict(file.channel_levels))
    assert turns_of(found, "SPEAKER_00") == near(DOCTOR)
    assert turns_of(found, "SPEAKER_01") == near(PATIENT)


def test_tracks_that_begin_later_speak_at_their_time(tmp_path):
    first = (speech(1, (0, 6), length=20.0) * 32_767).astype(np.int16)
    second = (speech(2, (0, 5), length=6.0) * 32_767).astype(np.int16)
    tracks = [[(0.0, first)], [(8.0, second)]]
    path = encode_tracks(tmp_path / "a.mkv", tracks, "pcm_s16le", rate=RATE)
    with closing(AudioFile(path)) as file:
        assert sum(map(len, file.blocks()))
        found = channel_voices(dict(file.channel_levels))
    assert turns_of(found, "SPEAKER_01") == near([(8.0, 13.0)])


def test_a_file_of_one_channel_is_not_listened_to_twice(tmp_path):
    path = write_wav(tmp_path / "a.wav", (speech(1, *DOCTOR) * 32_767).astype(np.int16))
    with closing(AudioFile(path)) as file:
        assert sum(map(len, file.blocks()))
        assert list(file.channel_levels) == []
