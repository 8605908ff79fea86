"""Queries as a terminal may hand them over."""

import pytest

from aurity_desktop.domain.search import SearchFilter
from aurity_desktop.domain.transcript import Segment
from tests.corpus.examples import SESSION, plan, some_words


@pytest.mark.parametrize("query", ["fiebre\0", "\0fiebre", "fie\0bre", "fiebre\ud83d", "\udcff"])
def test_what_no_query_can_hold_stands_for_a_blank(recorded, ledger, query):
    found = ledger.search.find(query)
    assert {hit.session_id for hit in found} == (
        {SESSION} if query.strip("\0\ud83d") == "fiebre" else set()
    )
    assert ledger.search.find("fiebre", SearchFilter(speaker="\udcff\0")) == []
    assert ledger.search.find("fiebre", SearchFilter(session_id="\udcff")) == []


SAID = (
    "tenía treinta y ocho grados y medio y la presión en ciento veinte sobre ochenta así que toma "
    "quinientos miligramos"
)


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("500 mg", ["quinientos", "miligramos"]),
        ("38.5", ["treinta y ocho grados y medio"]),
        ("38.5 °C", ["treinta y ocho grados y medio"]),
        ("120/80", ["ciento veinte sobre ochenta"]),
        ("toma 500", ["toma", "quinientos"]),
        ("quinientos mili", ["quinientos", "miligramos"]),
        ("50", None),
        ("38.6", None),
        ("120/90", None),
    ],
)
def test_a_number_is_found_as_it_is_written_and_as_it_was_said(ledger, query, marked):
    ledger.sessions.create(plan())
    words = some_words(SAID, step=0.5, speaker="SPEAKER_00")
    segments = [Segment(0.0, words[-1].end, "SPEAKER_00", SAID, 0.9)]
    ledger.segments.record_run(SESSION, "run", words, segments, [])
    hits = ledger.search.find(query)
    if marked is None:
        assert hits == []
        return
    (hit,) = hits
    found = [hit.text[start:end] for start, end in hit.marks]
    assert all(any(each in mark or mark in each for mark in found) for each in marked)
