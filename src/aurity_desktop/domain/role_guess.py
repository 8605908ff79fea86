"""Which of two voices is the clinician's, guessed from who asks and who answers.

A guess is shown as one and never recorded: what a person confirms is the fact.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.domain.transcript import Segment

#: Questions of one voice more than of the other, at least, and as a multiple.
_MORE, _TIMES = 2, 2
#: Who says so speaks to a clinician: as much as so many questions of the other.
_ADDRESSED = 2
_QUESTION = re.compile(r"\?")
_DOCTOR = re.compile(r"\b(doctora?|doc|dr\.|dra\.)(?=\W|$)", re.IGNORECASE)


def guessed_roles(
    segments: Sequence[Segment], speakers: Sequence[Speaker]
) -> Mapping[str, SpeakerRole]:
    """By label, for two voices without a role or name; empty where it is not plain."""
    if len(speakers) != 2 or any(
        each.name or each.role is not SpeakerRole.DESCONOCIDO for each in speakers
    ):
        return {}
    asked: Counter[str] = Counter()
    for segment in segments:
        asked[segment.speaker] += len(_QUESTION.findall(segment.text))
    one, other = (each.label for each in speakers)
    for segment in segments:
        if _DOCTOR.search(segment.text):
            asked[other if segment.speaker == one else one] += _ADDRESSED
    if asked[one] < asked[other]:
        one, other = other, one
    if asked[one] < asked[other] + _MORE or asked[one] < _TIMES * asked[other]:
        return {}
    return {one: SpeakerRole.MEDICO, other: SpeakerRole.PACIENTE}
