"""The clinician's own voice, enrolled once, and which voice of a session it is.

An embedding of a voice is biometric data: it identifies a person for life. It is kept in one
private file, leaves the machine never, stands in no export, and goes when the clinician says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aurity_desktop.domain.errors import VoiceNotAlone, VoiceTooShort
from aurity_desktop.domain.events import Metadata
from aurity_desktop.domain.microphone_report import MicrophoneFault
from aurity_desktop.domain.speakers import SpeakerRole

#: From this cosine on a voice of a session is taken for the enrolled one, as the benchmark "roles"
#: has measured.
SAME_VOICE = 0.65
#: So much nearer than the next voice it has to be: with two that are alike nobody is named.
NEARER_BY = 0.1
#: Of a voice of a session, less speech than this says too little about whose it is. Seconds.
LEAST_IN_SESSION = 8.0
#: Speech in an enrolment. Seconds.
LEAST_ENROLLED = 8.0
#: What other voices may say in an enrolment, as a share of the speech.
_OTHERS = 0.15
#: Below this the pieces of an enrolment are not alike: another person, or much noise.
_STEADY = 0.6


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice of a recording: a unit vector, from so many seconds in which nobody else talks.

    `steadiness` is how alike its pieces are, 0 to 1.
    """

    embedding: tuple[float, ...]
    seconds: float
    steadiness: float


@dataclass(frozen=True, slots=True)
class Voiceprint:
    """The enrolled voice.

    `model` names the file that made the embedding: vectors of two models have nothing in common.
    """

    voice: Voice
    model: str
    enrolled_at: datetime
    faults: tuple[MicrophoneFault, ...] = field(default=())

    @property
    def steady(self) -> bool:
        """Whether its pieces are alike: one person, and little noise."""
        return self.voice.steadiness >= _STEADY


@dataclass(frozen=True, slots=True)
class SuggestedRole:
    """`evidence` goes into the audit chain: numbers, and how it was found."""

    label: str
    role: SpeakerRole
    evidence: Metadata


def only_voice(voices: Sequence[Voice]) -> Voice:
    """The voice of somebody who speaks alone. Raises VoiceTooShort, VoiceNotAlone."""
    spoken = sum(voice.seconds for voice in voices)
    most = max(voices, key=lambda voice: voice.seconds, default=None)
    if most is None or spoken < LEAST_ENROLLED:
        raise VoiceTooShort(spoken, LEAST_ENROLLED)
    if spoken - most.seconds > _OTHERS * spoken:
        raise VoiceNotAlone(len(voices))
    if most.seconds < LEAST_ENROLLED:
        raise VoiceTooShort(most.seconds, LEAST_ENROLLED)
    return most


def suggested_roles(
    enrolled: Voice, voices: Mapping[str, Voice], speakers: Sequence[str]
) -> tuple[SuggestedRole, ...]:
    """Who of `speakers` is the clinician, and, where just two people talk, the patient.

    Empty when nobody is near enough or two are: nothing is invented. `voices` are those of them
    that said enough to be known by.
    """
    scores = {
        label: similarity(enrolled, voice)
        for label, voice in voices.items()
        if voice.seconds >= LEAST_IN_SESSION
    }
    nearest = sorted(scores, key=scores.__getitem__, reverse=True)
    if not nearest or scores[nearest[0]] < SAME_VOICE:
        return ()
    clinician = nearest[0]
    if len(nearest) > 1 and scores[clinician] - scores[nearest[1]] < NEARER_BY:
        return ()
    evidence: Metadata = {
        "by": "enrolled_voice",
        "score": round(scores[clinician], 3),
        "threshold": SAME_VOICE,
    }
    found = [SuggestedRole(clinician, SpeakerRole.MEDICO, evidence)]
    if len(speakers) == 2:
        found += [
            SuggestedRole(label, SpeakerRole.PACIENTE, {"by": "other_of_two"})
            for label in speakers
            if label != clinician
        ]
    return tuple(found)


def similarity(one: Voice, other: Voice) -> float:
    """Cosine, -1 to 1."""
    dot = sum(a * b for a, b in zip(one.embedding, other.embedding, strict=True))
    return dot / (math.hypot(*one.embedding) * math.hypot(*other.embedding) or 1.0)
