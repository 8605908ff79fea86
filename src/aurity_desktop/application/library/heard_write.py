"""The user's dictionary as people change it: rules, what they would do, what corrections teach."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from aurity_desktop.application.dictionary.dictionary_file import DictionaryFile
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.program import Program
from aurity_desktop.domain.edits import EditKind
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.heard_write import (
    Dictionary,
    Rule,
    learned,
    merged,
    rules_of,
    text_of_rules,
)
from aurity_desktop.domain.ledger_ports import LibraryLedger
from aurity_desktop.domain.search import FoundIn, SearchFilter
from aurity_desktop.domain.transcript import Word
from aurity_desktop.runtime.text_files import read_text
from aurity_desktop.storage.chosen_file import writable_target
from aurity_desktop.storage.durable import write_whole

#: A preview looks at so many sessions, the newest.
PREVIEWED_SESSIONS = 30
_MOST_HITS = 2_000
#: Sessions in which the same correction is looked for.
_MOST_LOOKED_AT = 12


class HeardWrite:
    """Any thread; each call reads the file. Raises VaultLocked, OSError, StorageError."""

    def __init__(self, program: Program, library: Library) -> None:
        self._program = program
        self._library = library
        self._file = DictionaryFile(program.paths.dictionary, program.vault)

    @classmethod
    def of(cls, program: Program) -> HeardWrite:
        """The dictionary of this program's data folder."""
        return cls(program, Library(program))

    def rules(self) -> tuple[Rule, ...]:
        """Those that hold."""
        return self._file.read()

    def add(self, rules: Sequence[Rule]) -> tuple[Rule, ...]:
        """Beside those that are there; of a word that is heard in several, these count."""
        return self._file.change(lambda kept: merged([*kept, *rules]))

    def remove(self, heard: str) -> bool:
        """Whether anything was heard so. A rule that is heard in no other way goes."""
        before = self.rules()
        left = [
            replace(rule, heard=ways)
            for rule in before
            if (ways := tuple(way for way in rule.heard if way != heard))
        ]
        return self._file.change(lambda _: tuple(left)) != before

    def use(self, rules: Sequence[Rule]) -> tuple[Rule, ...]:
        """These and no others."""
        return self._file.change(lambda _: merged(rules))

    def read_file(self, path: Path) -> tuple[Rule, ...]:
        """Take the rules of a text file in, beside those that are there.

        Raises BadRule, UsageError for what is no text, OSError.
        """
        return self.add(rules_of(self._text_of(path)))

    def use_file(self, path: Path) -> tuple[Rule, ...]:
        """As `read_file`, in place of those that are there."""
        return self.use(rules_of(self._text_of(path)))

    def write_file(self, path: Path, *, replace: bool = True) -> tuple[Rule, ...]:
        """Write the rules into a text file, plain. Raises TargetExists, TargetRefused, DiskFull."""
        paths, rules = self._program.paths, self.rules()
        target = writable_target(path, (paths.data, paths.models), replace=replace)
        write_whole(target, [text_of_rules(rules).encode("utf-8")])
        return rules

    def _text_of(self, path: Path) -> str:
        try:
            return read_text(path)
        except UnicodeDecodeError as error:
            raise UsageError(f"{path} is no text in UTF-8.") from error

    def note_correction(
        self, session_id: str, edit_id: str, before: Sequence[str], after: Sequence[str]
    ) -> Rule | None:
        """The rule to offer when a correction, this edit, is one that was made before.

        That is read out of the corrections themselves: nothing is kept beside them, so what a
        session taught goes with it. An offer that was declined comes again two corrections later.
        """
        taught = learned(before, after)
        if taught is None:
            return None
        if any(set(taught.heard) & set(rule.heard) for rule in self.rules()):
            return None
        hits = self._library.search(taught.write, limit=_MOST_HITS)
        sessions = dict.fromkeys([session_id, *(hit.session_id for hit in hits)])
        with closing(self._program.ledger()) as ledger:
            times = sum(
                self._times_taught(ledger, each, taught, edit_id)
                for each in list(sessions)[:_MOST_LOOKED_AT]
            )
        return taught if times % 2 else None

    def _times_taught(
        self, ledger: LibraryLedger, session_id: str, taught: Rule, edit_id: str
    ) -> int:
        """How many other corrections of the session teach the same."""
        runs: dict[str, Sequence[Word]] = {}
        times = 0
        for found in ledger.edits.of_session(session_id):
            edit = found.edit
            if edit.kind is not EditKind.CORRECT or not found.active or edit.edit_id == edit_id:
                continue
            if found.run_id not in runs:
                runs[found.run_id] = ledger.segments.content(found.run_id).words
            words = runs[found.run_id][edit.first_word : edit.last_word + 1]
            times += learned([word.text for word in words], edit.text.split()) == taught
        return times

    def apply(self, session_id: str) -> int:
        """Write what the rules say in a finished session; how many places that changed.

        Each is a fact of its own, and can be taken back. Raises UnknownSession.
        """
        reading = self._library.reading(session_id)
        if reading is None:
            return 0
        edits = list(Dictionary(self.rules()).edits(reading))
        for edit in edits:
            self._library.record_edit(session_id, edit)
        return len(edits)

    def preview(self, rule: Rule) -> int:
        """How often the rule would have been used in the newest thirty sessions."""
        dictionary = Dictionary([rule])
        newest = {each.session_id for each in self._library.sessions()[:PREVIEWED_SESSIONS]}
        passages = {
            (hit.session_id, hit.start, hit.text)
            for way in rule.heard
            for session_id in newest
            for hit in self._library.search(way, SearchFilter(session_id=session_id), _MOST_HITS)
            if hit.found_in is FoundIn.SAID
        }
        return sum(len(list(dictionary.found_in(text.split()))) for _, _, text in passages)
