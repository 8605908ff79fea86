"""Listens to a microphone for some seconds, keeps what it heard, and examines it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.capture.meter import Meter
from aurity_desktop.audio.capture.source import Began, Lost, Sound, Source
from aurity_desktop.audio.check.analysis import examine
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.capture import Checked, LevelMeasured, Report, Started
from aurity_desktop.domain.errors import DeviceLost
from aurity_desktop.domain.keys import CHECK, Cipher
from aurity_desktop.encrypted.sound import write_final
from aurity_desktop.storage import wav


def check_microphone(
    source: Source,
    *,
    is_loopback: bool,
    seconds: float,
    keep: Path,
    cipher: Cipher | None = None,
    report: Callable[[Report], None],
    wait: Callable[[], bool],
) -> None:
    """Reports levels while it listens and `Checked` at the end.

    `wait` lets a moment pass and says whether to go on.

    What was heard is written to `keep`, in place of what was there, and with a `cipher` nothing of
    it is plain. Raises DeviceLost when the microphone goes away, DiskFull, FolderNotWritable.
    """
    heard: list[NDArray[np.int16]] = []
    meter, missing = Meter(), int(seconds * SAMPLE_RATE)
    while missing > 0 and wait():
        for update in source.read():
            match update:
                case Began():
                    report(Started(update.source, update.sample_rate))
                case Lost():
                    raise DeviceLost(update.source, update.why.value)
                case Sound():
                    heard.append(update.samples[:missing])
                    missing -= len(heard[-1])
                    for level in meter.feed(heard[-1]):
                        report(LevelMeasured(level))
                    if not missing:
                        break
    samples = np.concatenate([np.empty(0, np.int16), *heard])
    pcm = samples.astype("<i2", copy=False).tobytes()
    if cipher is None:
        wav.write_wav(keep, len(samples), [pcm], durable=False)
    else:
        keep.unlink(missing_ok=True)
        write_final(keep.with_suffix(""), (pcm,), cipher, CHECK)
    report(Checked(keep, examine(samples, is_loopback=is_loopback)))
