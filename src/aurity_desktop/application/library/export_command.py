"""Export from the window: the command line's own `export`, run as a child."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.child_command import ChildCommand
from aurity_desktop.application.child_processes.key_handover import HandKeys, no_keys
from aurity_desktop.application.child_processes.one_after_another import OneAfterAnother
from aurity_desktop.application.library.export_choice import ExportChoice
from aurity_desktop.domain.integrity import redaction_parts
from aurity_desktop.runtime.withheld import withhold


class ExportCommand(QObject):
    """Exports in child processes; any number at once.

    A file is complete or it is not there: `exported` names a finished one, and says whether it may
    tell who the people are. Of `export_many`, `many_progressed` carries how many are through and of
    how many, `many_ended` the `Outcome` with the targets. Belongs to the GUI thread.
    """

    exported = Signal(str, Path, bool)  # session id, file, includes_pii
    failed = Signal(Exception)
    many_progressed = Signal(int, int)
    many_ended = Signal(object)

    def __init__(
        self, command: Sequence[str], parent: QObject | None = None, keys: HandKeys = no_keys
    ) -> None:
        super().__init__(parent)
        self._keys = keys
        self._command = tuple(command)
        self._running = 0
        self._many = OneAfterAnother(self._exporting_one, self)
        self._many.progressed.connect(self.many_progressed)
        self._many.ended.connect(self.many_ended)

    @property
    def busy(self) -> bool:
        """Whether a file is being written.

        It is False by the time that the last one's signal arrives.
        """
        return self._running > 0 or self._many.running

    def export(
        self,
        session_id: str,
        path: Path,
        choice: ExportChoice | None = None,
        *,
        language: str = "",
        replace: bool = False,
    ) -> None:
        """Write the session to `path`; a file that is there is replaced only when `replace` is set.

        `language`: "es" or "en", for roles and other words of ours; "" as the session is spoken.
        The name, which may be a patient's, goes to the child's standard input: every account of
        the machine can read a command line.
        """
        child = self._exporting(
            session_id, path, choice or ExportChoice(), language=language, replace=replace
        )
        self._start(child)

    def export_note(
        self, session_id: str, template: str, path: Path, form: str, *, language: str
    ) -> None:
        """Write the session's clinical note in this form to `path`; a file that is there stays.

        `form` is one of `NOTE_FORMATS`, `language` that of the note's own words.
        """
        withhold(path)
        arguments = ["note", session_id, "--template", template, "--format", form]
        arguments += ["--words-in", language, "--output-on-stdin", "--json"]
        lines = [json.dumps(str(path))]
        self._start(ChildCommand(self._command, arguments, self, keys=self._keys, lines=lines))

    def export_many(self, targets: Sequence[tuple[str, Path]]) -> None:
        """Write each of these sessions, whole and plain, to its path, one after the other.

        A file that is there stays.
        """
        self._many.start(targets)

    def stop_exporting(self) -> None:
        """Write no other file than the one that is being written."""
        self._many.cancel()

    def _start(self, child: ChildCommand) -> None:
        child.succeeded.connect(self._on_exported)
        child.failed.connect(self._on_failed)
        self._running += 1
        child.start()

    def _exporting(
        self, session_id: str, path: Path, choice: ExportChoice, *, language: str, replace: bool
    ) -> ChildCommand:
        """Raises VaultLocked."""
        withhold(path)
        arguments = ["export", session_id, "--output-on-stdin", "--json", "--format", choice.form]
        if language:
            arguments += ["--words-in", language]
        if replace:
            arguments.append("--force")
        left_out = redaction_parts(choice.redaction)
        if left_out:
            arguments += ["--redact", ",".join(left_out)]
        lines = [json.dumps(str(path))]  # one line, whatever is in the name
        if choice.bookmarks:
            arguments.append("--with-notes")
        if choice.passphrase:
            arguments += ["--passphrase-file", "-"]
            lines.append(choice.passphrase)
        return ChildCommand(self._command, arguments, self, keys=self._keys, lines=lines)

    def _exporting_one(self, target: object) -> ChildCommand:
        session_id, path = cast(tuple[str, Path], target)
        choice = ExportChoice(path.suffix.removeprefix("."))
        return self._exporting(session_id, path, choice, language="", replace=False)

    def _on_exported(self, result: dict[str, Any]) -> None:
        self._running -= 1
        self.exported.emit(
            str(result["session_id"]), Path(result["output"]), bool(result["includes_pii"])
        )

    def _on_failed(self, error: Exception) -> None:
        self._running -= 1
        self.failed.emit(error)
