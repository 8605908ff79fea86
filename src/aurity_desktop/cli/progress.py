"""The progress of background work on standard error: a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from aurity_desktop.cli.output import clock, say
from aurity_desktop.domain.jobs import Job, JobEvent, JobStep
from aurity_desktop.domain.safe_text import one_line

if TYPE_CHECKING:
    from tqdm import tqdm

_STEPS = {
    JobStep.CONCATENATE: "joining the slices",
    JobStep.TRANSCRIBE: "second pass",
    JobStep.DIARIZE: "finding the speakers",
    JobStep.ASSIGN: "giving every word its speaker",
    JobStep.NAMES: "looking for misheard names",
    JobStep.PROJECT: "writing the session file",
}
_EVENTS = {
    JobEvent.CREATED: "waiting for the worker",
    JobEvent.COMPLETED: "done",
}


class JobProgress:
    """The progress of one job, or of `several` in turn, each line then naming its session."""

    def __init__(self, *, several: bool) -> None:
        self._several = several
        self._last_line = ""
        self._bar: tqdm[None] | None = None

    def show(self, job: Job) -> None:
        """Draw the bar anew, or print a line where a tenth more is done or another step began."""
        if sys.stderr.isatty():
            self._draw(job)
        else:
            self._tell(job)

    def close(self) -> None:
        """Leave the bar, if there is one, and go on in the next line."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _draw(self, job: Job) -> None:
        from tqdm import tqdm

        if self._bar is None:
            # What is left is learned on this machine and stands in the job; tqdm's own guess knows
            # only this bar.
            shape = "{desc}: {percentage:3.0f} %|{bar}|{postfix}"
            self._bar = tqdm(total=100.0, bar_format=shape, file=sys.stderr)
        self._bar.set_description_str(self._what(job), refresh=False)
        self._bar.set_postfix_str(_left(job), refresh=False)
        self._bar.n = job.progress_percent
        self._bar.refresh()
        if job.ended:
            self.close()

    def _tell(self, job: Job) -> None:
        """A line whenever a tenth more is done, or something else is being done."""
        line = f"{job.progress_percent // 10 * 10:3.0f} %  {self._what(job)}"
        if line != self._last_line:
            self._last_line = line
            left = _left(job)
            say(f"{line}, {left}" if left else line)

    def _what(self, job: Job) -> str:
        words = _words(job)
        return f"{job.session_id}  {words}" if self._several else words


def _words(job: Job) -> str:
    """The step at work, else what happened last."""
    if job.step:
        return _STEPS[JobStep(job.step)]
    if job.last_event in _EVENTS:
        return _EVENTS[JobEvent(job.last_event)]
    return one_line(job.last_event).lower().replace("_", " ")


def _left(job: Job) -> str:
    """ "" where nothing has been learned yet, or less than a second is left."""
    seconds = job.eta_seconds or 0.0
    return f"about {clock(seconds)} to go" if seconds >= 1.0 and not job.ended else ""
