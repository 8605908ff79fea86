import argparse

import pytest

from aurity_desktop.cli.edit import places
from aurity_desktop.cli.rerun import speaker_count
from aurity_desktop.domain.session import SpeakerCount


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("3", SpeakerCount.exactly(3)),
        ("2-4", SpeakerCount(2, 4)),
        ("auto", SpeakerCount()),
    ],
)
def test_a_count_is_exact_a_range_or_found(said, meant):
    assert speaker_count(said) == meant


@pytest.mark.parametrize("said", ["0", "4-2", "21", "two", "2-", "-3", ""])
def test_a_count_that_cannot_be_is_refused(said):
    with pytest.raises(argparse.ArgumentTypeError):
        speaker_count(said)


def test_words_are_named_by_their_places():
    assert places("7") == (7, 7)
    assert places("7-9") == (7, 9)
    with pytest.raises(argparse.ArgumentTypeError):
        places("seven")
