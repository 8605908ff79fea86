"""pyannote's annotation as the product's turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurity_desktop.domain.speakers import Diarization, Turn

if TYPE_CHECKING:
    from pyannote.core import Annotation

MODEL = "pyannote segmentation-3.0 + CAM++"
NO_TURNS = Diarization((), (), MODEL)


def diarization_of(annotation: Annotation, length: float) -> Diarization:
    """Turns cut to a recording of `length` seconds.

    Voices are labelled in order of first appearance.
    """
    spoken = sorted(
        (max(0.0, segment.start), min(segment.end, length), voice)
        for segment, _, voice in annotation.itertracks(yield_label=True)
    )
    labels: dict[object, str] = {}
    turns = []
    for start, end, voice in spoken:
        if end > start:
            label = labels.setdefault(voice, f"SPEAKER_{len(labels):02d}")
            turns.append(Turn(start, end, label))
    return Diarization(tuple(turns), tuple(labels.values()), MODEL)
