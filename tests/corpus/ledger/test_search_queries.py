"""Queries as a terminal may hand them over."""

import pytest

from aurity_desktop.domain.search import SearchFilter
from tests.corpus.examples import SESSION


@pytest.mark.parametrize("query", ["fiebre\0", "\0fiebre", "fie\0bre", "fiebre\ud83d", "\udcff"])
def test_what_no_query_can_hold_stands_for_a_blank(recorded, ledger, query):
    found = ledger.search.find(query)
    assert {hit.session_id for hit in found} == (
        {SESSION} if query.strip("\0\ud83d") == "fiebre" else set()
    )
    assert ledger.search.find("fiebre", SearchFilter(speaker="\udcff\0")) == []
    assert ledger.search.find("fiebre", SearchFilter(session_id="\udcff")) == []
