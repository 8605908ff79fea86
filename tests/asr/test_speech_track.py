import numpy as np

from aurity_desktop.asr.speech_track import SpeechTrack, longest_run, with_hysteresis
from aurity_desktop.asr.vad import WINDOW


def track(pattern, origin=0):
    """`pattern`: one character a window, # is speech."""
    result = SpeechTrack(origin)
    result.append(np.array([0.9 if mark == "#" else 0.1 for mark in pattern], dtype=np.float32))
    return result


def test_the_first_speech_is_found_on_the_sessions_clock():
    assert track("...##..", origin=1000).first_speech(1000, 1000 + 7 * WINDOW) == 1000 + 3 * WINDOW


def test_quiet_has_no_first_speech():
    assert track("......").first_speech(0, 6 * WINDOW) is None


def test_speech_is_measured_in_seconds():
    assert track("..####..").speech_seconds(0, 8 * WINDOW) == 4 * 0.032


def test_an_end_after_a_quarter_of_a_second_of_quiet_is_a_pause():
    assert not track("####" + "." * 8).speaks_at(12 * WINDOW)
    assert track("####" + "." * 5).speaks_at(9 * WINDOW)


def test_a_doubtful_window_is_what_the_one_before_it_was():
    probabilities = np.array([0.4, 0.9, 0.4, 0.2, 0.4], dtype=np.float32)
    assert with_hysteresis(probabilities, False).tolist() == [False, True, True, False, False]
    assert with_hysteresis(probabilities, True).tolist() == [True, True, True, False, False]


def test_the_memory_of_a_doubtful_window_spans_two_appends():
    result = track("##")
    result.append(np.array([0.4], dtype=np.float32))
    assert result.speaks_at(3 * WINDOW)


def test_a_window_that_is_too_long_ends_in_its_longest_pause():
    found = track("#" * 12 + "...." + "#" * 3 + "." + "####").pause_before(
        0, 20 * WINDOW, 24 * WINDOW
    )
    assert found == 14 * WINDOW


def test_without_a_pause_the_limit_is_the_end():
    assert track("#" * 24).pause_before(0, 20 * WINDOW, 24 * WINDOW) == 20 * WINDOW


def test_of_equal_runs_the_later_one_is_longest():
    assert longest_run(np.array([1, 1, 0, 1, 1, 0], dtype=bool)) == (3, 2)
    assert longest_run(np.zeros(4, dtype=bool)) == (0, 0)
