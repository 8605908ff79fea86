"""A voice is learned from somebody who speaks alone, and named only where it is plain."""

import pytest

from aurity_desktop.domain.errors import VoiceNotAlone, VoiceTooShort
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.domain.voice import (
    LEAST_IN_SESSION,
    SAME_VOICE,
    Voice,
    only_voice,
    similarity,
    suggested_roles,
)

ENROLLED = Voice((1.0, 0.0), 20.0, 0.95)


def voice(score, seconds=30.0):
    """A voice that is `score` like the enrolled one."""
    return Voice((score, (1 - score * score) ** 0.5), seconds, 0.95)


def roles(voices):
    found = suggested_roles(ENROLLED, voices, tuple(voices))
    return {each.label: each.role for each in found}


def test_the_nearest_voice_is_the_clinician_and_the_other_of_two_the_patient():
    assert roles({"A": voice(0.2), "B": voice(0.9)}) == {
        "B": SpeakerRole.MEDICO,
        "A": SpeakerRole.PACIENTE,
    }


def test_of_three_only_the_clinician_is_known():
    assert roles({"A": voice(0.2), "B": voice(0.9), "C": voice(0.1)}) == {"B": SpeakerRole.MEDICO}


@pytest.mark.parametrize(
    "voices",
    [
        {},
        {"A": voice(SAME_VOICE - 0.01), "B": voice(0.1)},
        {"A": voice(0.9), "B": voice(0.86)},
        {"A": voice(0.9, seconds=LEAST_IN_SESSION - 0.1), "B": voice(0.1)},
    ],
    ids=["nobody", "far", "two alike", "too little said"],
)
def test_nothing_is_invented(voices):
    assert roles(voices) == {}


def test_the_evidence_holds_numbers_and_no_voice():
    found, other = suggested_roles(ENROLLED, {"A": voice(0.2), "B": voice(0.9)}, ("A", "B"))
    assert found.evidence == {"by": "enrolled_voice", "score": 0.9, "threshold": SAME_VOICE}
    assert other.evidence == {"by": "other_of_two"}


def test_a_voice_that_hardly_speaks_alone_has_no_part_in_it():
    found = suggested_roles(ENROLLED, {"B": voice(0.9)}, ("A", "B"))
    assert [each.label for each in found] == ["B", "A"]


def test_an_enrolment_is_one_voice_of_some_length():
    alone = voice(0.9, 15.0)
    assert only_voice([alone, voice(0.1, 1.0)]) is alone
    with pytest.raises(VoiceNotAlone):
        only_voice([alone, voice(0.1, 9.0)])
    for voices in ([], [voice(0.9, 3.0)]):
        with pytest.raises(VoiceTooShort):
            only_voice(voices)


def test_similarity_is_that_of_directions():
    assert similarity(Voice((2.0, 0.0), 1, 1), Voice((5.0, 0.0), 1, 1)) == pytest.approx(1.0)
    assert similarity(ENROLLED, Voice((0.0, 0.0), 1, 1)) == 0.0
