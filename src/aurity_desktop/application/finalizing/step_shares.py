"""How much of a pass each step is, for its progress in percent."""

from __future__ import annotations

from aurity_desktop.domain.jobs import JobStep

#: Shares of the work, measured on two cores with the base model; the ETA does not rest on them,
#: only the percent does.
STEP_SHARES = {
    JobStep.CONCATENATE: 1.0,
    JobStep.TRANSCRIBE: 75.0,
    JobStep.DIARIZE: 20.0,
    JobStep.ASSIGN: 2.0,
    JobStep.PROJECT: 2.0,
}


def share_of(step: JobStep, left: int, samples: int) -> float:
    """The share of a step that still has `left` of so many samples to go through.

    A step that has little left is a small part of the work, but never none: loading a model takes
    its time too.
    """
    return STEP_SHARES[step] * max(0.05, left / samples if samples else 1.0)
