"""The file of the enrolled voice: one in the data folder, replaced whole, for its owner alone."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from aurity_desktop.domain.errors import CorpusError, FolderNotWritable
from aurity_desktop.domain.keys import PLAIN, VOICEPRINT, Keys
from aurity_desktop.domain.microphone_report import MicrophoneFault
from aurity_desktop.domain.voice import Voice, Voiceprint
from aurity_desktop.encrypted.sound import file_subject, read_stored, stored_path, write_stored

_log = logging.getLogger(__name__)
_FORMAT = 1


def write_voiceprint(path: Path, voiceprint: Voiceprint, keys: Keys = PLAIN) -> None:
    """Write the voiceprint in place of one that is there. Durable when it returns, mode 0600.

    Encrypted where the folder is. Raises DiskFull, FolderNotWritable, VaultLocked.
    """
    encrypted = keys.begin(VOICEPRINT) is not None
    kept = {
        "format": _FORMAT,
        "model": voiceprint.model,
        "enrolled_at": voiceprint.enrolled_at.isoformat(),
        "faults": list(voiceprint.faults),
        **asdict(voiceprint.voice),
    }
    write_stored(path, json.dumps(kept).encode("ascii"), keys, VOICEPRINT)
    if encrypted:
        keys.make_whole(VOICEPRINT)


def read_voiceprint(path: Path, keys: Keys = PLAIN) -> Voiceprint | None:
    """The enrolled voice, or None.

    None where no voice is enrolled, or what is there cannot be read, which is logged: a session is
    finished without it.
    """
    try:
        content, _ = read_stored(path, keys, VOICEPRINT, file_subject(VOICEPRINT, path.name))
        kept: Any = json.loads(content)
        if kept["format"] != _FORMAT:
            _log.warning("the enrolled voice was written by a newer version; enrol it again")
            return None
        return Voiceprint(
            Voice(
                tuple(float(each) for each in kept["embedding"]),
                float(kept["seconds"]),
                float(kept["steadiness"]),
            ),
            str(kept["model"]),
            datetime.fromisoformat(kept["enrolled_at"]),
            tuple(MicrophoneFault(each) for each in kept["faults"]),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, CorpusError) as error:
        _log.warning("the enrolled voice cannot be read (%s); enrol it again", error)
        return None


def forget_voiceprint(path: Path, keys: Keys = PLAIN) -> bool:
    """Delete the file and destroy its key; False when there was none.

    Raises FolderNotWritable, VaultLocked.
    """
    found = stored_path(path, keys, VOICEPRINT)
    if not found.exists():
        return False
    keys.destroy([VOICEPRINT])
    try:
        found.unlink()
    except OSError as error:
        raise FolderNotWritable(path.parent, str(error)) from error
    return True
