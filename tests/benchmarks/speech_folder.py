"""Which recordings a suite takes where no folder is named."""

from __future__ import annotations

import os
from pathlib import Path

from aurity_desktop.domain.errors import UsageError
from aurity_desktop.runtime.resources import sample_recording


def speech_folder(given: Path | None) -> Path:
    """The folder that was given, else `AURITY_SPEECH_DIR`, else that of the installed sample.

    Raises UsageError where there is no such folder, AudioFileMissing where there is no sample.
    """
    named = os.environ.get("AURITY_SPEECH_DIR")
    folder = given or (Path(named).expanduser() if named else sample_recording().parent)
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}.")
    return folder
