import numpy as np

from aurity_desktop.asr.cut_point import commit_point, quietest, split_at_seam
from aurity_desktop.asr.recognizer import TimedWord


def word(text, start, end, probability=0.9):
    return TimedWord(text, start, end, probability, (1,))


WORDS = (word("me", 0.2, 0.5), word("duele", 0.5, 1.2), word("la", 2.6, 2.8), word("gar", 2.8, 3.0))


def test_after_a_pause_every_word_is_settled():
    assert split_at_seam(WORDS, 3.0, runs_on=False) == (WORDS, ())


def test_words_that_end_near_the_end_of_running_speech_wait():
    assert split_at_seam(WORDS, 3.0, runs_on=True) == (WORDS[:2], WORDS[2:])


def test_the_last_word_of_running_speech_waits_even_when_it_ends_early():
    assert split_at_seam(WORDS[:2], 3.0, runs_on=True) == (WORDS[:1], WORDS[1:2])


def test_no_words_need_no_seam():
    assert split_at_seam((), 3.0, runs_on=True) == ((), ())


def test_the_cut_falls_where_it_is_quietest_nearby():
    loud = np.full(16000, 0.5, dtype=np.float32)
    loud[7600:7960] = 0.0
    assert 7600 <= quietest(loud, 8000) <= 7960


def test_a_cut_at_the_edge_stays_inside():
    assert quietest(np.zeros(100, dtype=np.float32), 90) == 90


def evenly(*texts, start=0.0):
    return [word(text, start + number, start + number + 1) for number, text in enumerate(texts)]


def test_a_cut_falls_into_the_longest_pause_that_was_heard_well():
    words = [
        word("me", 0.0, 0.5),
        word("duele", 1.0, 1.4),
        word("la", 1.5, 1.8),
        word("gar", 2.6, 3),
    ]
    assert commit_point(words, 3.2) == 1


def test_the_end_of_a_sentence_counts_as_a_pause():
    words = evenly("bien.", "me", "duele", "aquí")
    assert commit_point(words, 3.9) == 1


def test_of_equal_gaps_the_latest_with_enough_sound_behind_it_is_cut():
    assert commit_point(evenly("a", "b", "c", "d"), 3.9) == 2


def with_doubt(*texts, at):
    words = evenly(*texts)
    words[at] = word(texts[at], at, at + 1, 0.2)
    return words


def test_a_word_that_the_model_doubts_waits_with_the_word_before_it_for_more_sound():
    assert commit_point(with_doubt("a", "b", "c", "d", "e", at=3), 5.0) == 2


def test_a_doubted_word_that_was_not_told_yet_keeps_the_word_before_it_too():
    words = evenly("a", "b", "c", "d")
    assert commit_point(words, 5.1, [word("e", 4, 4.5, 0.9)]) == 4
    assert commit_point(words, 5.1, [word("e", 4, 4.5, 0.2)]) == 3


def test_a_word_that_is_still_doubted_with_more_sound_behind_it_waits_no_longer():
    assert commit_point(with_doubt(*"abcdefgh", at=2), 7.5) == 6


def test_no_cut_is_made_beside_a_word_that_the_model_doubts():
    def paused(probability):
        return [
            *evenly("a", "b", "c"),
            word("d", 3, 3.6, probability),
            *evenly("e", "f", "g", start=4),
        ]

    assert commit_point(paused(0.9), 7.7) == 4
    assert commit_point(paused(0.2), 7.7) == 6


def test_words_with_silence_behind_them_are_all_before_the_cut():
    assert commit_point(evenly("a", "b"), 3.1) == 2


def test_what_was_just_said_is_not_committed():
    assert commit_point(evenly("a", "b"), 1.9) == 0
    assert commit_point([], 5.0) == 0
