"""The switches that keep every library off the network.

Imported before anything heavy, by every process.

Offline is a promise, so these are set, not defaulted: an environment that says otherwise is
overruled. The one place that may go out, `models install`, does so through pip or the hub's client
in a process of its own.
"""

from __future__ import annotations

import os

SWITCHES = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_DATASETS_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "PYANNOTE_METRICS_ENABLED": "0",
    "DO_NOT_TRACK": "1",
}


def go_offline() -> None:
    os.environ.update(SWITCHES)
