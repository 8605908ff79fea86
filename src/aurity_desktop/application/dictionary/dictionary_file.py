"""The file of the user's dictionary: text in the data folder, encrypted where the folder is."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

from aurity_desktop.domain.errors import CorpusError, FolderNotWritable, VaultError
from aurity_desktop.domain.heard_write import BadRule, Dictionary, Rule, rule_of, text_of_rules
from aurity_desktop.domain.keys import DICTIONARY, PLAIN, Keys
from aurity_desktop.encrypted.sound import file_subject, read_stored, write_stored
from aurity_desktop.storage.file_lock import LockHeld, locked

_log = logging.getLogger(__name__)

_NOTE: Final = "# Aurity Desktop: when this is heard → that is written.\n"
#: Writing takes milliseconds; a process that was stopped in the middle keeps nobody for longer.
_PATIENCE_SECONDS: Final = 3.0


class DictionaryFile:
    """Read and replaced whole, by any process; private to the user."""

    def __init__(self, path: Path, keys: Keys = PLAIN) -> None:
        self._path = path
        self._keys = keys

    def read(self) -> tuple[Rule, ...]:
        """What is kept; nothing where there is no file. A line that is no rule is passed over.

        Raises VaultLocked, KeyDamaged, BadCiphertext, OSError, UnicodeDecodeError.
        """
        subject = file_subject(DICTIONARY, self._path.name)
        try:
            content, _ = read_stored(self._path, self._keys, DICTIONARY, subject)
        except FileNotFoundError:
            return ()
        rules = list[Rule]()
        for number, line in enumerate(content.decode("utf-8-sig").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                rules.append(rule_of(line, number))
            except BadRule:
                _log.warning("line %d of the dictionary is no rule", number)
        return Dictionary(rules).rules

    def dictionary(self) -> Dictionary:
        """The rules, none where the file cannot be read: a session is finished without them."""
        try:
            return Dictionary(self.read())
        except (OSError, UnicodeDecodeError, CorpusError, VaultError) as error:
            _log.warning("the dictionary cannot be read: %s", type(error).__name__)
            return Dictionary()

    def change(self, change: Callable[[tuple[Rule, ...]], tuple[Rule, ...]]) -> tuple[Rule, ...]:
        """Read, change and put in place, one process at a time. Durable when it returns.

        Raises as `read`, and DiskFull, FolderNotWritable.
        """
        try:
            with locked(
                self._path.with_name(f"{self._path.name}.lock"), patience=_PATIENCE_SECONDS
            ):
                before = self.read()
                kept = change(before)
                if kept != before:
                    self._write(kept)
                return kept
        except LockHeld as error:
            raise FolderNotWritable(
                self._path.parent, "another process is writing the dictionary"
            ) from error

    def _write(self, rules: tuple[Rule, ...]) -> None:
        text = f"{_NOTE}{text_of_rules(rules)}"
        encrypted = self._keys.begin(DICTIONARY) is not None
        write_stored(self._path, text.encode("utf-8"), self._keys, DICTIONARY)
        if encrypted:
            self._keys.make_whole(DICTIONARY)
