"""What the user has chosen, kept as TOML that a person can read and edit.

A missing file means the defaults. A file that cannot be understood is refused by name and never
overwritten: what somebody wrote there by hand is theirs.
"""

from __future__ import annotations

import getpass
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import tomlkit

from aurity_desktop.domain.errors import AurityError, FolderNotWritable
from aurity_desktop.domain.languages import is_language
from aurity_desktop.runtime.text_files import read_text
from aurity_desktop.storage.durable import make_folder, write_whole
from aurity_desktop.storage.file_lock import LockHeld, locked


class BadSettings(AurityError):
    """The file cannot be understood; `detail` says what in it."""

    exit_code = 2

    def __init__(self, path: Path, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(
            f"The settings file {path} cannot be used ({detail}). Correct it or delete it."
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has chosen.

    `""` means: decide for me (language from the locale or the speech, model by what is installed).
    `retention_days` 0 keeps sessions for ever. `lock_minutes` 0 never locks the window by itself;
    `lock_secret` is what the vault's `window_secret` makes of what opens it, "" when nothing is
    asked. `recording_hours`: a microphone's session that has become so long is closed, 1 to 24.
    `export_way`: how a session was exported last.
    `note_author`, `note_licence` (cédula profesional), `note_institution` and the lines of
    `note_letterhead` stand in clinical notes; `note_template` is the form that was used last.
    `text_percent`: the size of the window's text, 100 (the system's) to 200. `written_numbers`:
    numbers and units are shown and exported as a clinician writes them. `names_by_sound`: misheard
    names of medicines are looked for by their sound. `watch_folder`: sound files put there are
    imported, "" for none. `record_shortcut` and `off_record_shortcut`: keys that work while another
    program is in front, "" for none.
    """

    interface_language: str = ""
    theme: str = "system"
    microphone: str = ""
    speech_language: str = ""
    live_model: str = "whisper-base"
    whole_model: str = ""
    vocabulary: tuple[str, ...] = ()
    user_id: str = ""
    queue_url: str = ""
    require_consent: bool = False
    retention_days: int = 0
    lock_minutes: int = 0
    lock_secret: str = ""
    recording_hours: int = 12
    export_way: str = "docx"
    text_percent: int = 100
    written_numbers: bool = True
    names_by_sound: bool = True
    note_author: str = ""
    note_licence: str = ""
    note_institution: str = ""
    note_letterhead: str = ""
    note_template: str = "evolucion"
    watch_folder: str = ""
    record_shortcut: str = ""
    off_record_shortcut: str = ""


#: Settings that stand in a table of the file, under the table's name and their own.
_IN_TABLES = {"queue_url": ("queue", "url")}

#: Writing takes milliseconds; a process that was stopped in the middle keeps nobody for longer.
_PATIENCE_SECONDS = 3.0

#: A hundred years: more is a slip of the finger.
_MOST_DAYS = 36_525
_MOST_MINUTES = 24 * 60
#: More than a day at once is beyond the memory that the second pass has.
_MOST_HOURS = 24
_MOST = {
    "retention_days": _MOST_DAYS,
    "lock_minutes": _MOST_MINUTES,
    "recording_hours": _MOST_HOURS,
    "text_percent": 200,
}
_LEAST = {"recording_hours": 1, "text_percent": 100}
#: Of the keys that work while another program is in front: function keys, since on a Spanish
#: keyboard Ctrl+Alt is AltGr, and Ctrl+Alt+F9 another console on Linux.
GLOBAL_KEYS = ("", "Ctrl+Shift+F7", "Ctrl+Shift+F8", "Ctrl+Shift+F9", "Ctrl+Shift+F10")
_CHOICES = {
    "record_shortcut": GLOBAL_KEYS,
    "off_record_shortcut": GLOBAL_KEYS,
    "interface_language": ("", "es", "en"),
    "theme": ("system", "light", "dark"),
    "export_way": ("copy", "docx", "pdf", "print", "more"),
}


def load_settings(path: Path) -> Settings:
    """The settings, the defaults where there is no file. Raises BadSettings."""
    try:
        table = tomllib.loads(read_text(path))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(path, str(error)) from error
    return _checked(path, table)


def save_settings(path: Path, settings: Settings) -> None:
    """Write all settings, whole and durable, private to the user.

    Comments and unknown keys of an existing file stay. Raises StorageError.
    """
    _write(path, asdict(settings))


def change_settings(path: Path, **facts: Any) -> Settings:
    """Change these, leave the others as they are in the file by now, and return all of them.

    Durable, and safe beside another process that changes something. Raises BadSettings,
    StorageError.
    """
    _write(path, facts)
    return load_settings(path)


class SettingsKeeper:
    """Keeps what one process changes: the keys that it changed and no other.

    Another process may have set those meanwhile.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        self._path = path
        self._kept = settings

    def keep(self, settings: Settings) -> None:
        """Durable when it returns.

        Raises StorageError, OSError, and ValueError where the file was made unreadable meanwhile.
        """
        before, now = asdict(self._kept), asdict(settings)
        _write(self._path, {name: value for name, value in now.items() if value != before[name]})
        self._kept = settings


def _write(path: Path, facts: dict[str, Any]) -> None:
    """Read the file, change it and put it in place, one process at a time (file lock).

    The window, a command line and the worker may each set something else at the same moment.
    """
    make_folder(path.parent)
    try:
        with locked(path.with_name(f"{path.name}.lock"), patience=_PATIENCE_SECONDS):
            _change(path, facts)
    except LockHeld as error:
        raise FolderNotWritable(path.parent, "another process is writing the settings") from error


def _change(path: Path, facts: dict[str, Any]) -> None:
    try:
        document = tomlkit.parse(read_text(path))
    except FileNotFoundError:
        document = tomlkit.document()
    for name, value in facts.items():
        plain = list(value) if isinstance(value, tuple) else value
        if name not in _IN_TABLES:
            document[name] = plain
        elif plain or name in document or _IN_TABLES[name][0] in document:
            document.pop(name, None)  # where it stood before it had a table
            table, key = _IN_TABLES[name]
            document.setdefault(table, tomlkit.table())[key] = plain
    write_whole(path, [tomlkit.dumps(document).encode("utf-8")])


def user_name(settings: Settings) -> str:
    """Who the audit rows say it was: the name that was set, else the login name."""
    if settings.user_id:
        return settings.user_id
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user id without a name, as in some containers
        return "unknown"


def _value(table: dict[str, Any], name: str) -> tuple[bool, Any]:
    """Whether the file says something about a setting, and what.

    `queue.url`, or `queue_url` as it was first written.
    """
    if name in _IN_TABLES:
        own, key = _IN_TABLES[name]
        inner = table.get(own)
        if isinstance(inner, dict) and key in inner:
            return True, inner[key]
    return name in table, table.get(name)


def _checked(path: Path, table: dict[str, Any]) -> Settings:
    """Only known keys are taken; an unknown one may belong to a newer version and is left alone."""
    settings = Settings()
    for field in fields(Settings):
        found, value = _value(table, field.name)
        if not found:
            continue
        if field.name == "vocabulary":
            if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
                raise BadSettings(path, "vocabulary must be a list of words")
            value = tuple(value)
        else:
            _check_kind(path, field.name, value, getattr(settings, field.name))
        if field.name == "speech_language" and value and not is_language(value):
            raise BadSettings(path, f"speech_language {value!r} is not the code of a language")
        choices = _CHOICES.get(field.name)
        if choices and value not in choices:
            raise BadSettings(path, f"{field.name} must be one of {', '.join(map(repr, choices))}")
        settings = replace(settings, **{field.name: value})
    return settings


def _check_kind(path: Path, name: str, value: object, usual: object) -> None:
    """`usual` is the default, whose kind counts; TOML's true and false are no numbers."""
    if type(value) is not type(usual):
        kinds = {bool: "true or false", int: "a whole number"}
        said = ".".join(_IN_TABLES.get(name, (name,)))
        raise BadSettings(path, f"{said} must be {kinds.get(type(usual), 'a text')}")
    least = _LEAST.get(name, 0)
    if isinstance(value, int) and not least <= value <= _MOST.get(name, 1):
        raise BadSettings(path, f"{name} must be from {least} to {_MOST[name]}")
