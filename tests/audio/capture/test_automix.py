"""Several channels to one: each is heard, and none cancels another."""

import numpy as np
import pytest

from aurity_desktop.audio.capture.automix import Automix

RATE = 16_000


def tone(seconds, hertz, level=0.3):
    return (level * np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE)).astype("f4")


def silence(seconds):
    return np.zeros(int(seconds * RATE), np.float32)


def noise(seconds, level, seed=1):
    return (level * np.random.default_rng(seed).standard_normal(int(seconds * RATE))).astype("f4")


def mixed(*channels, block=777):
    mix, sound = Automix(len(channels), RATE), np.stack(channels)
    pieces = [mix.feed(sound[:, at : at + block]) for at in range(0, sound.shape[1], block)]
    out = np.concatenate([*pieces, mix.finish()])
    assert out.dtype == np.float32
    assert len(out) == sound.shape[1]
    return out


def level(sound):
    return float(np.sqrt(np.mean(np.square(sound, dtype=float))))


def level_at(sound, hertz):
    """The level of one tone in a second of sound."""
    at = np.arange(len(sound)) / RATE
    return float(abs(np.mean(sound * np.exp(-2j * np.pi * hertz * at))) * np.sqrt(2))


def test_channels_that_are_alike_come_out_as_one_of_them():
    sound = tone(1, 300)
    assert np.allclose(mixed(sound, sound, sound), sound, atol=1e-6)


def test_opposite_phase_is_not_silence():
    sound = tone(1, 300)
    assert np.allclose(np.abs(mixed(sound, -sound)), np.abs(sound), atol=1e-6)


@pytest.mark.parametrize("lead", [0.05, 0.73, 5.0])
def test_opposite_phase_that_begins_after_noise_loses_no_tenth_of_a_second(lead):
    sound = np.concatenate((silence(lead), tone(1, 300)))
    out = mixed(sound + noise(1 + lead, 0.001, 1), -sound + noise(1 + lead, 0.001, 2))
    windows = out[int(lead * RATE) :][: RATE // 10 * 9].reshape(-1, RATE // 10)
    assert min(map(level, windows)) > 0.5 * level(tone(1, 300))


def test_two_quieter_channels_do_not_cancel_each_other_either():
    talk, other = tone(1, 300, 0.1), tone(1, 700, 0.4)
    assert level_at(mixed(other, talk, -talk), 300) > 0.3 * level_at(talk, 300)


@pytest.mark.parametrize("count", [2, 3, 4, 6, 8, 16, 24])
def test_one_channel_that_speaks_among_dead_ones_keeps_its_level(count):
    sound = tone(1, 300)
    for at in range(count):
        channels = [silence(1)] * count
        channels[at] = sound
        assert np.allclose(mixed(*channels), sound, atol=1e-6)


def test_one_channel_that_speaks_among_fifteen_that_hiss_is_not_lost():
    channels = [noise(1, 0.002, seed) for seed in range(16)]
    channels[12] = channels[12] + tone(1, 300)
    assert level_at(mixed(*channels), 300) > 0.7 * level(tone(1, 300))


def test_people_who_take_turns_on_two_channels_are_both_heard_at_their_level():
    first, second = tone(2, 300), tone(2, 500, 0.05)
    out = mixed(np.concatenate((first, silence(2))), np.concatenate((silence(2), second)))
    assert level(out[RATE // 2 : 3 * RATE // 2]) == pytest.approx(level(first), rel=0.01)
    assert level(out[5 * RATE // 2 : 7 * RATE // 2]) == pytest.approx(level(second), rel=0.01)


def test_the_last_tenth_of_a_second_of_one_is_not_lost_to_the_next():
    first, second = tone(1, 300), tone(1, 500)
    out = mixed(np.concatenate((first, silence(1))), np.concatenate((silence(1), second)))
    assert level(out[9 * RATE // 10 : RATE]) > 0.7 * level(first)
    assert level(out[RATE : 11 * RATE // 10]) > 0.7 * level(second)


def test_an_offset_without_sound_is_no_voice():
    sound = tone(1, 300, 0.05)
    out = mixed(sound, np.full(RATE, 0.5, np.float32))
    assert np.allclose(out, sound, atol=1e-6)


def test_it_is_never_louder_than_the_loudest_channel():
    channels = [tone(1, 100 * number, 1.0) for number in range(1, 9)]
    assert np.abs(mixed(*channels)).max() <= 1.0 + 1e-6


def test_how_it_is_cut_into_blocks_makes_no_difference():
    channels = noise(1.03, 0.2, 1), tone(1.03, 300)
    assert np.array_equal(mixed(*channels, block=1), mixed(*channels, block=16_480))


def test_nothing_is_made_of_nothing():
    assert len(mixed(silence(0), silence(0))) == 0
    assert not mixed(silence(1), silence(1)).any()
