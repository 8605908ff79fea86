"""How loud it is, before anything is recorded: nothing of what is heard is kept."""

from __future__ import annotations

from collections.abc import Callable

from aurity_desktop.audio.capture.meter import Meter
from aurity_desktop.audio.capture.source import Sound, Source
from aurity_desktop.domain.capture import LevelMeasured, Report


def listen(source: Source, report: Callable[[Report], None], wait: Callable[[], bool]) -> None:
    """Report levels until `wait`, which lets a moment pass, says that it is enough.

    The samples go as they come: into a level, and nowhere else.
    """
    meter = Meter()
    while wait():
        for update in source.read():
            if isinstance(update, Sound):
                for level in meter.feed(update.samples):
                    report(LevelMeasured(level))
