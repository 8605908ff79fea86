"""Where things live.

Two folders: the user's data and the models; both can be moved by the environment.
"""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from aurity_desktop.domain.errors import FolderNotWritable
from aurity_desktop.domain.session import checked_session_id
from aurity_desktop.storage.durable import PRIVATE_FOLDER, make_folder, make_private

_APP = "aurity-desktop"

#: What a damaged ledger is called after `repair` has put it aside, with its write-ahead log.
DAMAGED_LEDGERS = "ledger.damaged-*"


@dataclass(frozen=True, slots=True)
class Paths:
    """Every path the program uses, derived from two roots."""

    data: Path
    models: Path

    @classmethod
    def from_environment(cls) -> Paths:
        """`AURITY_DATA_DIR` and `AURITY_MODELS_DIR`, else the platform's own places.

        Raises FolderNotWritable for a home or a working folder that is not there.
        """
        base = Path(platformdirs.user_data_dir(_APP, appauthor=False, roaming=False))
        data = os.environ.get("AURITY_DATA_DIR")
        models = os.environ.get("AURITY_MODELS_DIR")
        return cls(
            data=_absolute(data) if data else base / "data",
            models=_absolute(models) if models else base / "models",
        )

    @property
    def sessions(self) -> Path:
        """The folder of the sessions' own folders."""
        return self.data / "sessions"

    @property
    def ledger(self) -> Path:
        """The database of facts."""
        return self.data / "ledger.db"

    @property
    def keys(self) -> Path:
        """Wrapped keys; not there where nothing is encrypted."""
        return self.data / "keys.db"

    @property
    def jobs(self) -> Path:
        """The database of job records."""
        return self.data / "queue" / "jobs.db"

    @property
    def queue(self) -> Path:
        """Huey's database of messages, which may be lost."""
        return self.data / "queue" / "huey.db"

    @property
    def reserve(self) -> Path:
        """A file that only takes room, see `storage/reserve.py`."""
        return self.data / "reserve.bin"

    @property
    def settings(self) -> Path:
        """What the user chose, as TOML."""
        return self.data / "settings.toml"

    @property
    def templates(self) -> Path:
        """The clinic's own forms of notes, where it has any."""
        return self.data / "templates"

    @property
    def diagnoses(self) -> Path:
        """The clinic's own table of CIE-10, where it has one."""
        return self.data / "cie10.csv"

    @property
    def window_lock(self) -> Path:
        """Whether the window was locked when it ended, and its wrong tries."""
        return self.data / "window-lock.json"

    @property
    def model_speeds(self) -> Path:
        """How fast this computer is with each model, as measured."""
        return self.data / "model-speeds.json"

    @property
    def network(self) -> Path:
        """What our processes saw of their own network sockets."""
        return self.data / "network.json"

    @property
    def voiceprint(self) -> Path:
        """The clinician's enrolled voice: biometric data."""
        return self.data / "voiceprint.json"

    @property
    def dictionary(self) -> Path:
        """What the user wants written where something else is heard: names are in it."""
        return self.data / "dictionary.txt"

    @property
    def watched(self) -> Path:
        """What was imported from the watched folder: hashes and session ids."""
        return self.data / "watched.json"

    @property
    def logs(self) -> Path:
        """The folder of logs."""
        return self.data / "logs"

    def session(self, session_id: str) -> Path:
        """The session's folder. Raises BadSessionId, so that no id ever leads out of `sessions`."""
        return self.sessions / checked_session_id(session_id)

    def session_file(self, session_id: str) -> Path:
        """The projection of the session: one HDF5 file."""
        return self.session(session_id) / "session.h5"

    def prepare(self) -> None:
        """Have the data folders there, private to the user.

        Those that the user had before become so, another's stay as they are. Raises
        FolderNotWritable, DiskFull.
        """
        for folder in (self.data, self.sessions, self.data / "queue", self.logs):
            try:
                make_folder(folder)
                _make_private(folder)
            except OSError as error:
                raise FolderNotWritable(folder, error.strerror or str(error)) from error
            if not os.access(folder, os.W_OK | os.X_OK):
                raise FolderNotWritable(folder)


def _absolute(named: str) -> Path:
    try:
        return Path(named).expanduser().absolute()
    except (OSError, RuntimeError) as error:
        raise FolderNotWritable(Path(named), str(error)) from error


def _make_private(folder: Path) -> None:
    """Windows has no such modes: what is below the user's profile is the user's alone there."""
    if sys.platform == "win32":
        return
    found = folder.stat()
    if found.st_uid == os.getuid() and stat.S_IMODE(found.st_mode) != PRIVATE_FOLDER:
        make_private(folder)
