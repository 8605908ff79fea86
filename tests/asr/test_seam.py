import numpy as np

from aurity_desktop.asr.recognizer import TimedWord
from aurity_desktop.asr.seam import quietest, split_at_seam


def word(text, start, end):
    return TimedWord(text, start, end, 0.9, (1,))


WORDS = (word("me", 0.2, 0.5), word("duele", 0.5, 1.2), word("la", 2.6, 2.8), word("gar", 2.8, 3.0))


def test_after_a_pause_every_word_is_settled():
    assert split_at_seam(WORDS, 3.0, runs_on=False) == (WORDS, ())


def test_words_that_end_near_the_end_of_running_speech_wait():
    assert split_at_seam(WORDS, 3.0, runs_on=True) == (WORDS[:2], WORDS[2:])


def test_the_last_word_of_running_speech_waits_even_when_it_ends_early():
    assert split_at_seam(WORDS[:2], 3.0, runs_on=True) == (WORDS[:1], WORDS[1:2])


def test_no_words_need_no_seam():
    assert split_at_seam((), 3.0, runs_on=True) == ((), ())


def test_the_cut_falls_into_the_quietest_place_nearby():
    loud = np.full(16000, 0.5, dtype=np.float32)
    loud[7600:7960] = 0.0
    assert 7600 <= quietest(loud, 8000) <= 7960


def test_a_cut_at_the_edge_stays_inside():
    assert quietest(np.zeros(100, dtype=np.float32), 90) == 90
