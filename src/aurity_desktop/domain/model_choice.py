"""Which of the measured models suit this computer: the rules, and a recommendation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aurity_desktop.domain.model_speeds import LiveSpeed, ModelSpeeds, WhisperSpeed

#: No slice's text may take longer than the slice itself, which is three seconds, ...
LIVE_LONGEST_MS = 3_000.0
#: ... and as a rule half of that, since on a clinician's computer other programs work too.
LIVE_MEDIAN_MS = 1_500.0
#: Of the time that live text may be at work, drafts included; the rest is for others.
LIVE_BUSY = 0.75
#: Of the time that live text, second pass and diarization may be at work together, so that the
#: worker keeps up with the recording and little is left to do at Stop.
ALL_BUSY = 0.8


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The models that suit this computer best.

    `live_fits` and `keeps_up` are False where the fastest model was taken although it is too slow:
    then text falls behind while recording, or the final transcript comes minutes after Stop.
    """

    live: str
    live_fits: bool
    final: str
    keeps_up: bool


def understands_english_only(model: str) -> bool:
    """As the makers of Whisper name its models of English."""
    return model.endswith(".en")


def fits_live(speed: LiveSpeed) -> bool:
    """Whether live text keeps pace with speech, with a margin."""
    return (
        speed.longest_ms <= LIVE_LONGEST_MS
        and speed.median_ms <= LIVE_MEDIAN_MS
        and speed.busy <= LIVE_BUSY
    )


def keeps_up(live: WhisperSpeed, final: WhisperSpeed, speeds: ModelSpeeds) -> bool:
    """Whether second pass and diarization keep pace with a recording beside live text.

    Then only the last stretch is left at Stop.
    """
    return live.live.busy + after_stop(final, speeds) <= ALL_BUSY


def after_stop(final: WhisperSpeed, speeds: ModelSpeeds) -> float:
    """Seconds of work for a second of sound when nothing was done ahead, as after an import."""
    found = speeds.diarization
    return final.final + (found.real_time_factor if found else 0.0)


def recommend(speeds: ModelSpeeds, candidates: Sequence[str]) -> Recommendation | None:
    """The best models that are fast enough, for live text and for the final transcript.

    `candidates`: the models that may be used, best first. Those that were not measured are passed
    over; None where none was.
    """
    measured = [found for name in candidates if (found := speeds.of(name)) is not None]
    if not measured:
        return None
    live = next((each for each in measured if fits_live(each.live)), None)
    quickest = min(measured, key=lambda each: each.live.busy)
    final = next((each for each in measured if keeps_up(live or quickest, each, speeds)), None)
    return Recommendation(
        live=(live or quickest).model,
        live_fits=live is not None,
        final=(final or min(measured, key=lambda each: each.final)).model,
        keeps_up=final is not None,
    )
