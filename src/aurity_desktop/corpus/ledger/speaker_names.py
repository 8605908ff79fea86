"""Whom a name belongs to when the speakers are found again: to the voice, not to its label.

A label such as SPEAKER_00 means something within one run of segments only; another run may give it
to another person. So a name holds for the run that counted when it was given, and goes over to
another run's voice only where the two are plainly the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER, SpeakerRole
from aurity_desktop.domain.transcript import Segment

#: In the metadata of a name's audit row: the `audit_id` of the first name that was given with it.
TOGETHER = "together"

#: Of the speaking time of either voice, the share that both have in common when they are one.
_SAME_VOICE = 0.5


@dataclass(frozen=True, slots=True)
class GivenName:
    """A name and a role as they were given.

    To `label` of run `run_id`, by the audit row `audit_id`.
    """

    audit_id: int
    run_id: str
    label: str
    role: SpeakerRole
    name: str


def names_that_hold(
    given: Sequence[GivenName], run_id: str, segments_of: Callable[[str], Sequence[Segment]]
) -> dict[str, GivenName]:
    """Names by the labels of run `run_id`.

    What was given in it, else what its voices were called in other runs, the newest first. `given`
    is in the order of time. `segments_of` reads a run, and is asked only where names come from
    another one.
    """
    by_run: dict[str, dict[str, GivenName]] = {}
    for naming in given:
        named = by_run.pop(naming.run_id, {})  # to the end: the run that was named last
        by_run[naming.run_id] = {**named, naming.label: naming}
    held = dict(by_run.pop(run_id, {}))
    if not by_run:
        return held
    own = segments_of(run_id)
    for other, named in reversed(by_run.items()):
        for before, now in same_voices(segments_of(other), own).items():
            if before in named:
                held.setdefault(now, named[before])
    return held


def same_voices(before: Sequence[Segment], now: Sequence[Segment]) -> dict[str, str]:
    """Each label of one run whose voice is plainly in the other too → its label there.

    Each is the other's best match, and what they have in common is at least half of what either
    says.
    """
    common = _common(before, now)
    best, best_back = _best(common), _best({(b, a): s for (a, b), s in common.items()})
    spoken, spoken_now = _spoken(before), _spoken(now)
    return {
        old: new
        for old, new in best.items()
        if best_back[new] == old
        and UNKNOWN_SPEAKER not in (old, new)
        and common[old, new] >= _SAME_VOICE * max(spoken[old], spoken_now[new])
    }


def _common(before: Sequence[Segment], now: Sequence[Segment]) -> dict[tuple[str, str], float]:
    """Seconds that each pair of labels has in common.

    Segments follow each other, so both lists are walked once.
    """
    common: dict[tuple[str, str], float] = defaultdict(float)
    at, at_now = 0, 0
    while at < len(before) and at_now < len(now):
        one, other = before[at], now[at_now]
        shared = min(one.end, other.end) - max(one.start, other.start)
        if shared > 0:
            common[one.speaker, other.speaker] += shared
        if one.end <= other.end:
            at += 1
        else:
            at_now += 1
    return dict(common)


def _best(common: dict[tuple[str, str], float]) -> dict[str, str]:
    best: dict[str, str] = {}
    for (one, other), shared in common.items():
        if one not in best or shared > common[one, best[one]]:
            best[one] = other
    return best


def _spoken(segments: Sequence[Segment]) -> dict[str, float]:
    spoken: dict[str, float] = defaultdict(float)
    for segment in segments:
        spoken[segment.speaker] += segment.end - segment.start
    return spoken
