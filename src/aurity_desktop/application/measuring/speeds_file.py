"""Where measured speeds are kept: one small JSON file of the data folder, whole or not there."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from aurity_desktop.domain.model_speeds import (
    Computer,
    DiarizationSpeed,
    LiveSpeed,
    Measurement,
    ModelSpeeds,
    WhisperSpeed,
)
from aurity_desktop.storage.durable import write_whole

_log = logging.getLogger(__name__)
_FORMAT = 1


def write_speeds(path: Path, speeds: ModelSpeeds) -> None:
    """In place of what was kept. Mode 0600, durable when it returns.

    Raises DiskFull, FolderNotWritable.
    """
    found = speeds.diarization
    kept = {
        "format": _FORMAT,
        "whisper": [_flat(each) for each in speeds.whisper],
        "diarization": _flat(found) if found else None,
    }
    write_whole(path, [json.dumps(kept, ensure_ascii=False, indent=2).encode(), b"\n"])


def read_speeds(path: Path) -> ModelSpeeds:
    """What was kept; nothing where there is no file.

    One that cannot be read is logged and counts as none: the next measurement replaces it.
    """
    try:
        kept: Any = json.loads(path.read_text(encoding="utf-8"))
        if kept["format"] != _FORMAT:
            _log.warning("the measured speeds were kept by a newer version: measure again")
            return ModelSpeeds()
        found = kept["diarization"]
        return ModelSpeeds(
            tuple(_whisper(each) for each in kept["whisper"]),
            DiarizationSpeed(float(found["real_time_factor"]), _measurement(found))
            if found
            else None,
        )
    except FileNotFoundError:
        return ModelSpeeds()
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.warning("the measured speeds cannot be read (%s): measure again", error)
        return ModelSpeeds()


def _flat(speed: WhisperSpeed | DiarizationSpeed) -> dict[str, Any]:
    fields = asdict(speed)
    measurement: dict[str, Any] = fields.pop("measurement")
    computer: dict[str, Any] = measurement.pop("computer")
    return fields | measurement | computer | {"at": speed.measurement.at.isoformat()}


def _whisper(kept: dict[str, Any]) -> WhisperSpeed:
    live = kept["live"]
    return WhisperSpeed(
        str(kept["model"]),
        LiveSpeed(float(live["median_ms"]), float(live["longest_ms"]), float(live["busy"])),
        float(kept["final"]),
        _measurement(kept),
    )


def _measurement(kept: dict[str, Any]) -> Measurement:
    return Measurement(
        datetime.fromisoformat(kept["at"]),
        Computer(str(kept["processor"]), int(kept["threads"])),
        str(kept["program"]),
    )
