"""A finding is timed from its words to its line; a talk is made as long as is wanted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from aurity_desktop.clinical.find import findings_in
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.findings import Polarity
from tests.benchmarks.note.findings_seen import (
    FindingsSeen,
    PaintedLine,
    SaidLine,
    finding_delays,
    name_of,
)
from tests.benchmarks.note.suite import stretched
from tests.benchmarks.spoken.dialogue import SpokenTalk, SpokenTurn
from tests.fakes.window import words_of


def line(
    at, text, start=10.0, end=12.0, kind="medicine", thing="metformina", said="affirmed", **of
):
    return PaintedLine(at, kind, text, start, end, thing, said, **of)


def said_line(text, word="", *, end=14.0, kind="medicine", thing="metformina", said="affirmed"):
    return SaidLine(kind, text, 10.0, 11.0, end, word, thing, said)


def test_a_finding_is_timed_to_its_first_line_and_to_the_one_that_stands():
    painted = [line(12.5, "metformina"), line(15.0, "metformina 850 mg", end=14.0)]
    delays = finding_delays([said_line("metformina 850 mg")], painted)
    assert (delays.said, delays.named, delays.whole) == (1, (1.5,), (1.0,))
    assert (delays.painted, delays.withdrawn) == (2, 1)


def test_what_is_found_elsewhere_or_of_another_kind_or_thing_times_nothing():
    painted = [
        line(50.0, "metformina", 40.0, 41.0),
        line(12.0, "metformina", kind="allergy"),
        line(12.0, "enalapril", thing="enalapril"),
    ]
    delays = finding_delays([said_line("metformina", end=11.0)], painted)
    assert (delays.named, delays.whole, delays.withdrawn) == ((), (), 3)
    (never,) = delays.never
    assert never.endswith("lines: none")


def test_a_faded_line_is_one_and_tells_nothing():
    """It asks; what is told of it is timed from the end of the answer."""
    said = said_line("Niega fiebre", kind="symptom", thing="fiebre", said="denied", end=13.0)
    asks = line(11.5, "¿Fiebre?", 10.0, 11.0, "symptom", "fiebre", "unclear", awaited=True)
    tells = line(14.5, "Niega fiebre", 10.0, 13.0, "symptom", "fiebre", "denied")
    delays = finding_delays([said], [asks, tells])
    assert (delays.named, delays.told) == ((0.5,), (1.5,))
    assert (delays.painted, delays.faded, delays.withdrawn, delays.turned) == (1, 1, 0, ())
    assert finding_delays([said], [asks]).never == (
        "Niega fiebre; '' shown after never, lines: ¿Fiebre? (faded)",
    )


def test_a_denial_that_was_told_as_affirmed_is_told_of():
    said = said_line("Niega fiebre", kind="symptom", thing="fiebre", said="denied", end=13.0)
    affirmed = line(11.5, "Fiebre", 10.0, 11.0, "symptom", "fiebre")
    assert finding_delays([said], [affirmed]).turned == ("Fiebre",)
    faded = line(11.5, "Fiebre", 10.0, 11.0, "symptom", "fiebre", awaited=True)
    assert finding_delays([said], [faded]).turned == ()


def test_a_line_is_its_finding_and_asks_where_it_is_faded():
    (fever,) = findings_in(words_of("¿Ha tenido fiebre? No.", 10.0), "es")
    told = PaintedLine.of(12.0, fever, "es", awaited=False)
    assert (told.text, told.said, told.thing) == ("Niega fiebre", "denied", name_of(fever))
    unclear = replace(fever, polarity=Polarity.UNCLEAR)
    assert PaintedLine.of(12.0, unclear, "es", awaited=True).text == "¿Fiebre?"


def test_a_line_counts_when_it_was_painted_first():
    seen = FindingsSeen()
    seen.painted([line(1.0, "tos")])
    seen.painted([line(2.0, "tos"), line(2.0, "fiebre")])
    seen.painted([line(3.0, "tos", awaited=True)])
    assert [(each.at, each.text) for each in seen.lines] == [
        (1.0, "tos"),
        (2.0, "fiebre"),
        (3.0, "tos"),
    ]


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
    said = said_line("metformina 850 mg", "metformina,")
    delays = finding_delays([said], [line(13.5, "metformina")], seen.words)
    assert delays.beside == (pytest.approx(1.6),)
    (late,) = delays.late
    assert "metformina 850 mg" in late
    assert "shown after 0.9 s" in late


def test_a_finding_whose_word_the_live_text_never_had_is_told_of():
    said = said_line("metformina", "metformina", end=11.0)
    delays = finding_delays([said], [line(15.0, "metformina")])
    assert delays.beside == ()
    assert "never" in delays.late[0]
