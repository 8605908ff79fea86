"""Words are timed by the transcript, and only those that were painted as it has them."""

import pytest

from tests.benchmarks.window.painted_words import PaintedWord
from tests.benchmarks.window.word_delays import SaidWord, changes, word_delays


def test_a_word_is_late_from_the_end_of_its_sound_as_the_transcript_has_it():
    found = word_delays([SaidWord("Hola.", 1.0)], [PaintedWord("hola", 1.5, 2.0, 3.0)])
    assert found.shown == pytest.approx([0.5])
    assert found.stays == pytest.approx([1.0])
    assert found.settled == pytest.approx([2.0])


def test_words_that_were_not_painted_so_are_not_timed():
    said = [SaidWord("uno", 1.0), SaidWord("dos", 2.0), SaidWord("tres", 3.0)]
    said.append(SaidWord("cuatro", 4.0))
    painted = [
        PaintedWord("uno", 1.5, 1.5),
        PaintedWord("doce", 2.5, 2.5),
        PaintedWord("tres", 4.0, 4.0),
        PaintedWord("cuatro", 4.5, 4.5, is_shown=False),
    ]
    found = word_delays(said, painted)
    assert found.said == 4
    assert found.shown == pytest.approx([0.5, 1.0])
    assert found.settled == ()


def test_changes_are_counted_over_all_places_and_spelling_for_itself():
    painted = [
        PaintedWord("a", 1.0, 1.0),
        PaintedWord("b", 1.0, 2.0, 1.0, changed=True, unsettled=True, respelled=True),
        PaintedWord("c", 1.0, 1.0, changed=True, is_shown=False),
        PaintedWord("d", 1.0, 1.0, respelled=True),
    ]
    found = changes(painted)
    assert (found.painted, found.changed, found.unsettled, found.respelled) == (4, 2, 1, 1)
    assert found.share == pytest.approx(0.5)
