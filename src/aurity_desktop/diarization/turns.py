"""pyannote's annotation as the product's turns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from aurity_desktop.domain.speakers import Diarization, Turn

if TYPE_CHECKING:
    from pyannote.core import Annotation

MODEL = "pyannote segmentation-3.0 + CAM++"
NO_TURNS = Diarization((), (), MODEL)


def _as_it_is(start: float, end: float) -> tuple[float, float]:
    return start, end


def diarization_of(
    annotation: Annotation,
    length: float,
    clock: Callable[[float, float], tuple[float, float]] = _as_it_is,
) -> Diarization:
    """Turns on the recording's clock, which `clock` tells of the annotation's.

    They are cut to its `length` in seconds.

    Voices are labelled in order of first appearance.
    """
    tracks = annotation.itertracks(yield_label=True)
    told = ((*clock(segment.start, segment.end), voice) for segment, _, voice in tracks)
    spoken = sorted((max(0.0, start), min(end, length), voice) for start, end, voice in told)
    labels: dict[object, str] = {}
    turns = []
    for start, end, voice in spoken:
        if end > start:
            label = labels.setdefault(voice, f"SPEAKER_{len(labels):02d}")
            turns.append(Turn(start, end, label))
    return Diarization(tuple(turns), tuple(labels.values()), MODEL)
