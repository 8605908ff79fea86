"""The peers' policies believe and trim as they are meant to, whatever recognizes."""

import numpy as np
import pytest

from tests.benchmarks.window.peers import streamed
from tests.benchmarks.window.streaming_policies import (
    GrowingWindow,
    HeardSegment,
    HeardWord,
    LocalAgreement,
)

RATE = 16_000


class Scripted:
    """Answers in turn, and keeps the seconds of each window and what it was told."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.windows = []
        self.told = []

    def __call__(self, audio, said):
        self.windows.append(len(audio) / RATE)
        self.told.append(said)
        return self.answers.pop(0)


def segment(text, end, start=0.0):
    """Its words evenly over its time."""
    texts = text.split()
    step = (end - start) / len(texts)
    words = [
        HeardWord(f" {each}", start + step * place, start + step * (place + 1))
        for place, each in enumerate(texts)
    ]
    return HeardSegment(f" {text}", end, tuple(words))


def sound(seconds):
    return np.zeros(round(seconds * RATE), dtype=np.float32)


def written(policy, seconds, times):
    for _ in range(times):
        policy.hear(sound(seconds))
        policy.write()


def test_a_window_begins_anew_behind_the_last_segment_but_one():
    recognize = Scripted(
        [segment("uno dos", 1.0)], [segment("uno dos.", 1.5), segment("tres", 2)], []
    )
    policy = GrowingWindow(recognize)
    written(policy, 1.0, 2)
    assert (policy.committed, policy.uncertain) == ("uno dos.", "tres")
    written(policy, 1.0, 1)
    assert recognize.windows == [1.0, 2.0, 1.5]


def test_a_window_of_one_segment_does_not_grow_for_ever():
    policy = GrowingWindow(Scripted([segment("uno", 25.0)], [segment("uno dos", 26.0)]))
    written(policy, 25.0, 1)
    assert policy.committed == ""
    written(policy, 1.0, 1)
    assert policy.committed == "uno dos"


def test_what_two_writings_agree_on_is_believed():
    policy = LocalAgreement(
        Scripted(
            [segment("uno dos tras", 3.0)],
            [segment("uno dos tres cuatro", 4.0)],
            [segment("uno dos tres cuatro", 4.0)],
        )
    )
    written(policy, 1.0, 1)
    assert (policy.committed, policy.uncertain) == ("", " uno dos tras")
    written(policy, 1.0, 1)
    assert (policy.committed, policy.uncertain) == (" uno dos", " tres cuatro")
    written(policy, 1.0, 1)
    assert (policy.committed, policy.uncertain) == (" uno dos tres cuatro", "")


def test_words_that_are_believed_are_not_written_again():
    again = HeardSegment(
        " dos tres", 3.0, (HeardWord(" dos", 1.95, 2.1), HeardWord(" tres", 2.1, 3.0))
    )
    policy = LocalAgreement(Scripted([segment("uno dos", 2.0)], [segment("uno dos", 2.0)], [again]))
    written(policy, 1.0, 3)
    assert (policy.committed, policy.uncertain) == (" uno dos", " tres")


def test_a_long_window_is_cut_at_a_segment_that_is_believed_and_told_what_was_before():
    first, second = segment("uno dos", 8.0), segment("tres cuatro", 16.0, 8.0)
    recognize = Scripted([first, second], [first, second], [])
    policy = LocalAgreement(recognize)
    written(policy, 8.0, 1)
    written(policy, 8.0, 1)
    written(policy, 1.0, 1)
    assert recognize.windows == [8.0, 16.0, 9.0]
    assert recognize.told == ["", "", " uno dos"]


@pytest.mark.parametrize("policy_of", [GrowingWindow, LocalAgreement])
def test_in_the_end_all_that_was_shown_is_believed(policy_of):
    policy = policy_of(Scripted([segment("uno dos", 2.0)]))
    written(policy, 2.0, 1)
    policy.finish()
    assert policy.committed.split() == ["uno", "dos"]
    assert policy.uncertain == ""


def test_a_decoding_that_takes_longer_than_its_step_makes_the_next_one_late():
    recognize = Scripted([segment("uno", 1.0)], [segment("uno dos", 2.0)], [])
    took = iter([2.5, 0.25, 0.25])

    def take(work):
        work()
        return next(took)

    shown = streamed(LocalAgreement(recognize), sound(4.0), take)
    assert recognize.windows == [1.0, 3.5, 4.0]
    assert [(word.text, word.first_at) for word in shown.words] == [("uno", 3.5), ("dos", 3.75)]
