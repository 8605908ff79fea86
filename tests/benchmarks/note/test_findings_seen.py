"""A finding is timed from its words to its line; a talk is made as long as is wanted."""

from __future__ import annotations

import numpy as np
import pytest

from aurity_desktop.domain.audio import SAMPLE_RATE
from tests.benchmarks.note.findings_seen import (
    FindingsSeen,
    PaintedLine,
    SaidLine,
    finding_delays,
)
from tests.benchmarks.note.suite import stretched
from tests.benchmarks.spoken.dialogue import SpokenTalk, SpokenTurn
from tests.fakes.window import words_of


def line(at, text, start=10.0, end=12.0, kind="medicine"):
    return PaintedLine(at, kind, text, start, end)


def test_a_finding_is_timed_to_its_first_line_and_to_the_one_that_stands():
    said = [SaidLine("medicine", "metformina 850 mg", 10.0, 11.0, 14.0)]
    painted = [line(12.5, "metformina"), line(15.0, "metformina 850 mg", end=14.0)]
    delays = finding_delays(said, painted)
    assert (delays.said, delays.named, delays.whole) == (1, (1.5,), (1.0,))
    assert (delays.painted, delays.withdrawn) == (2, 1)


def test_what_is_found_elsewhere_or_of_another_kind_times_nothing():
    said = [SaidLine("medicine", "metformina", 10.0, 11.0, 11.0)]
    painted = [line(50.0, "metformina", 40.0, 41.0), line(12.0, "metformina", kind="allergy")]
    delays = finding_delays(said, painted)
    assert (delays.named, delays.whole, delays.withdrawn) == ((), (), 2)


def test_a_line_counts_when_it_was_painted_first():
    seen = FindingsSeen()
    seen.painted([line(1.0, "tos")])
    seen.painted([line(2.0, "tos"), line(2.0, "fiebre")])
    assert [(each.at, each.text) for each in seen.lines] == [(1.0, "tos"), (2.0, "fiebre")]


def test_pauses_are_made_longer_and_turns_stay_as_they_are():
    samples = np.arange(4 * SAMPLE_RATE, dtype=np.int32).astype(np.int16)
    talk = SpokenTalk(samples, (SpokenTurn("a", 0.5, 1.5), SpokenTurn("b", 2.0, 3.5)))
    longer = stretched(talk, 10.0)
    assert len(longer) / SAMPLE_RATE == pytest.approx(10.0)
    second = samples[2 * SAMPLE_RATE : round(3.5 * SAMPLE_RATE)]
    assert np.array_equal(longer[5 * SAMPLE_RATE : 5 * SAMPLE_RATE + len(second)], second)
    assert np.array_equal(stretched(talk, 0.0), samples)


def test_a_finding_is_timed_from_its_word_in_the_live_text_too():
    seen = FindingsSeen()
    seen.shown(11.9, words_of("Tome metformina", 10.0))
    seen.shown(12.4, words_of("Tome metformina 850", 10.0))
    said = [SaidLine("medicine", "metformina 850 mg", 10.0, 11.0, 14.0, "metformina,")]
    delays = finding_delays(said, [line(13.5, "metformina")], seen.words)
    assert delays.beside == (pytest.approx(1.6),)
    (late,) = delays.late
    assert "metformina 850 mg" in late
    assert "shown after 0.9 s" in late


def test_a_finding_whose_word_the_live_text_never_had_is_told_of():
    said = [SaidLine("medicine", "metformina", 10.0, 11.0, 11.0, "metformina")]
    delays = finding_delays(said, [line(15.0, "metformina")])
    assert delays.beside == ()
    assert "never" in delays.late[0]
