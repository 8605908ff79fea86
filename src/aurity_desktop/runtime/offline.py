"""The switches that keep every library off the network, and what one of them left behind.

Imported before anything heavy, by every process.

Offline is a promise, so these are set, not defaulted: an environment that says otherwise is
overruled. The one place that may go out, `models install`, does so through pip or the hub's client
in a process of its own.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

SWITCHES = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_DATASETS_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "PYANNOTE_METRICS_ENABLED": "0",
    "ORT_DISABLE_TELEMETRY": "1",  # onnxruntime's native uploader, on by default since 1.32
    "OTEL_SDK_DISABLED": "true",  # pyannote.audio's telemetry goes through OpenTelemetry
    "DO_NOT_TRACK": "1",
}

#: Where onnxruntime kept a device id and a queue of messages before it was switched off, below the
#: folder of caches: the process's path, models, and how much was transcribed.
_ONNXRUNTIME_QUEUE = Path("Microsoft", "DeveloperTools", ".onnxruntime")


def go_offline() -> None:
    """Overrule the environment, before any library is imported. Children inherit it."""
    os.environ.update(SWITCHES)


def forget_telemetry(home: Path | None = None) -> None:
    """Remove what onnxruntime wrote down to be sent, and the folders it made for that.

    Another program's onnxruntime may make it again; nothing of ours does. Never raises: what cannot
    be removed cannot be sent by us either.
    """
    home = home or Path.home()
    caches = [home / ".cache", home / "Library" / "Caches"]
    if moved := os.environ.get("XDG_CACHE_HOME"):
        caches.append(Path(moved))
    for cache in caches:
        queue = cache / _ONNXRUNTIME_QUEUE
        if queue.is_dir() and not queue.is_symlink():
            shutil.rmtree(queue, ignore_errors=True)
            for folder in (queue.parent, queue.parent.parent):
                with suppress(OSError):  # another program keeps something there
                    folder.rmdir()
