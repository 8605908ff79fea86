"""What must hold of every scripted consultation that is not kept apart, whatever the figures."""

from __future__ import annotations

from aurity_desktop.clinical.find import findings_in
from tests.benchmarks.findings.consultations import EXCERPTS, KEPT_APART, consultations
from tests.benchmarks.findings.scoring import denials_told_as_affirmed


def test_no_denial_is_told_as_affirmed_and_every_finding_has_its_words() -> None:
    talks = [each for each in consultations() if each.name not in KEPT_APART]
    assert len(talks) >= 30
    for talk in talks:
        found = findings_in(talk.words, talk.language, roles=talk.roles)
        assert denials_told_as_affirmed(talk, found) == []
        assert found
        for each in found:
            assert 0 <= each.first_word <= each.named_at <= each.last_word < len(talk.words)
            assert each.start == talk.words[each.first_word].start
            assert each.end == talk.words[each.last_word].end
        assert len({each.finding_id for each in found}) == len(found)


def test_no_more_denials_of_the_excerpts_are_told_as_affirmed_than_are_known() -> None:
    """Eight in 240 excerpts: none is right, and each that is mended makes this number less."""
    excerpts = consultations(EXCERPTS)
    assert len(excerpts) == 240
    lies = [
        line
        for talk in excerpts
        for line in denials_told_as_affirmed(
            talk, findings_in(talk.words, talk.language, roles=talk.roles)
        )
    ]
    assert len(lies) <= 8, lies
