"""What is slower than a voice goes; the voice stays."""

import numpy as np
import pytest

from aurity_desktop.runtime.high_pass import BLOCK, HighPass, filtered, slow_part

RATE = 16_000
AT = np.arange(4 * RATE) / RATE


def tone(hertz, level=0.1):
    return (level * np.sin(2 * np.pi * hertz * AT)).astype(np.float32)


def decibels(sound, reference):
    return 20 * np.log10(np.std(sound[RATE:]) / np.std(reference[RATE:]))


@pytest.mark.parametrize(
    ("hertz", "least", "most"),
    [
        *((2, -110, -80), (8, -50, -44), (15, -30, -25)),
        *((100, -2, 0), (300, -0.5, 0), (3_000, -0.3, 0)),
    ],
)
def test_slow_is_down_and_a_voice_is_not(hertz, least, most):
    assert least < decibels(filtered(tone(hertz)), tone(hertz)) <= most + 1e-6


@pytest.mark.parametrize("offset", [-0.5, 0.09, 0.3])
def test_a_constant_is_gone_from_the_first_sample_on(offset):
    assert np.abs(filtered(np.full(RATE, offset, np.float32))).max() < 1e-6
    heard = filtered(tone(300) + np.float32(offset))
    assert np.abs(heard - filtered(tone(300))).max() < 0.02, "no thump"


def test_a_step_is_over_within_a_tenth_of_a_second():
    sound = np.where(AT < 2, 0.0, 0.3).astype(np.float32)
    heard = filtered(sound)
    assert np.abs(heard[: 2 * RATE]).max() < 1e-6
    assert np.abs(heard[2 * RATE + RATE // 10 :]).max() < 1e-3


def test_how_the_sound_is_cut_changes_no_bit():
    blocks = (tone(220) + 0.05 + tone(3))[: 100 * BLOCK].reshape(100, BLOCK)
    one, many = HighPass(), HighPass()
    pieces = [many.feed(blocks[at : at + 3]) for at in range(0, 100, 3)]
    assert np.array_equal(one.feed(blocks), np.concatenate(pieces))


def test_it_continues_from_its_state():
    blocks = (tone(220) + 0.05)[: 20 * BLOCK].reshape(20, BLOCK)
    whole, begun, later = HighPass(), HighPass(), HighPass()
    begun.feed(blocks[:10])
    later.state = begun.state.copy()
    assert np.array_equal(whole.feed(blocks)[10:], later.feed(blocks[10:]))


def test_nothing_is_nothing():
    assert len(filtered(np.zeros(0, np.float32))) == 0
    assert len(filtered(np.zeros(1, np.float32))) == 1
    assert HighPass().feed(np.zeros((0, BLOCK), np.float32)).shape == (0, BLOCK)


def test_a_voice_leaves_little_in_the_slow_part_and_a_rumble_all_of_it():
    assert np.abs(slow_part(tone(90))).max() < 0.01
    assert np.std(slow_part(tone(5))) > 0.8 * np.std(tone(5))
