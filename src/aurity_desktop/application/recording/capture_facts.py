"""What a recording is doing, from what its recorder has reported: pure, no Qt, no clock.

Every pair of facts has its state here: what is shown is so, whatever came first.

| stopping | pause           | lost or still | started | state                         |
|----------|-----------------|---------------|---------|-------------------------------|
| yes      | any             | any           | any     | STOPPING                      |
| no       | off the record  | any           | any     | OFF_THE_RECORD                |
| no       | any other       | any           | any     | PAUSED                        |
| no       | none            | yes           | any     | INTERRUPTED                   |
| no       | none            | no            | no      | STARTING                      |
| no       | none            | no            | yes     | RECORDING                     |
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain import capture
from aurity_desktop.domain.audio import SpanKind


@dataclass(frozen=True, slots=True)
class CaptureFacts:
    """What is known of one recording.

    `started`: sound has come. `lost`: the microphone is away, or gives nothing but zeros, or the
    recorder is. `still`: sound should come, and the count of samples does not grow.
    """

    started: bool = False
    pause: SpanKind | None = None
    lost: bool = False
    still: bool = False
    stopping: bool = False

    @property
    def state(self) -> RecordingState:
        """What the user is shown, as the table above says."""
        if self.stopping:
            return RecordingState.STOPPING
        if self.pause is SpanKind.OFF_THE_RECORD:
            return RecordingState.OFF_THE_RECORD
        if self.pause is not None:
            return RecordingState.PAUSED
        if self.lost or self.still:
            return RecordingState.INTERRUPTED
        return RecordingState.RECORDING if self.started else RecordingState.STARTING

    def after(self, report: capture.Report) -> CaptureFacts:
        """What is known once the recorder has said this, in whatever order it says things."""
        match report:
            case capture.Started():
                return replace(self, started=True, lost=False)
            case capture.Paused(kind=kind):
                return replace(self, pause=kind)
            case capture.Resumed():
                return replace(self, pause=None)
            case capture.Interrupted():
                return replace(self, lost=True)
            case capture.Regained():
                return replace(self, lost=False)
        return self
