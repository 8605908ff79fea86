"""What is found in a talk while it goes on, beside its live text."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.domain.findings import Allergy, Finding, FindingKind, FollowUp, VitalSign
from aurity_desktop.domain.note_assembly import signature
from aurity_desktop.domain.transcript import LiveUpdate, Word

_log = logging.getLogger(__name__)

#: Slices before the first one that has changed which are read again: a question and its answer, a
#: medicine and its dose, are no further apart.
_AGAIN = 10
#: And slices before those, which are read for what they say of what follows.
_CONTEXT = 10
#: Seconds that the same thing may lie apart in two looks.
_SAME_PLACE = 1.5
#: What words that may still change say counts at once where all of them are as likely as this.
_LIKELY = 0.8
#: Kinds that are affirmed or denied: what is affirmed may turn out to be a question.
_ASKED_ABOUT = frozenset(
    {FindingKind.SYMPTOM, FindingKind.ANTECEDENT, FindingKind.ALLERGY, FindingKind.DIAGNOSIS}
)


class LiveFindings(QObject):
    """`found` carries all that has been found so far, in the order in which it was said.

    Words are read as soon as they are shown. What may still change counts when it was found twice,
    at once where it is likely and nothing that can be denied; it goes when its words go. Only what
    is near the newest words is read again, so that the length of the talk costs nothing. Belongs
    to the GUI thread; what it finds is looked for on another one.
    """

    found = Signal(tuple)  # of Finding

    def __init__(self, off_thread: OffThread, parent: QObject | None = None) -> None:
        """`off_thread` is its own, and does nothing else."""
        super().__init__(parent)
        self._off_thread = off_thread
        self._run = 0
        self._words: dict[int, tuple[Word, ...]] = {}
        self._shown: tuple[Word, ...] = ()
        self._findings: tuple[Finding, ...] = ()
        self._once: tuple[Finding, ...] = ()
        self._waiting: set[int] = set()
        self._busy = False
        self._language = ""
        off_thread.failed.connect(self._on_failed)

    @property
    def told(self) -> tuple[Finding, ...]:
        """All that has been found so far."""
        return self._findings

    def close(self) -> None:
        """Wait for the look that is under way; for a program that is about to end."""
        self._off_thread.close()

    def begin(self, language: str) -> None:
        """A new recording; `language` "" until it has been heard."""
        self._run += 1
        self._words, self._shown = {}, ()
        self._findings = self._once = ()
        self._waiting, self._busy = set(), False
        self._language = language
        self.found.emit(())

    def add(self, update: LiveUpdate) -> None:
        """Words that were settled, new ones and some that were put right, and those behind them."""
        self._language = update.language or self._language
        for chunk in update.settled:
            self._words[chunk.chunk_number] = chunk.words
            self._waiting.add(chunk.chunk_number)
        if update.provisional or self._shown:
            self._shown = update.provisional
            self._waiting.add(max(self._words, default=0))
        self._look()

    def _look(self) -> None:
        """One look at a time: what comes meanwhile is looked at together."""
        if self._busy or not self._waiting or not self._language:
            return
        self._busy = True
        first = min(self._waiting) - _AGAIN
        self._waiting = set()
        read = sorted(number for number in self._words if number >= first - _CONTEXT)
        settled = tuple(word for number in read for word in self._words[number])
        settled_to = settled[-1].end if settled else 0.0
        self._off_thread.do(
            partial(_looked_at, settled, self._shown, self._language),
            partial(self._on_found, self._run, self._last_before(first), settled_to),
        )

    def _last_before(self, first: int) -> float:
        """Where the last word before a slice begins; below 0 where there is none."""
        for number in range(first - 1, -1, -1):
            if words := self._words.get(number):
                return words[-1].start
        return -1.0

    def _on_failed(self, error: Exception) -> None:
        """A fault of the rules costs what they would have found, and nothing else."""
        _log.error("nothing was found in the live text: %s", type(error).__name__)
        self._busy = False

    def _on_found(
        self, run: int, since: float, settled_to: float, looked: tuple[tuple[Finding, bool], ...]
    ) -> None:
        if run != self._run:
            return  # of a recording that is over
        before = [each for each in self._findings if each.start <= since]
        again = [(each, likely) for each, likely in looked if each.start > since]
        seen = (*self._findings, *self._once)
        counts = [
            _as_told(each, self._findings)
            for each, likely in again
            if each.end <= settled_to or likely or any(_is_same(each, other) for other in seen)
        ]
        self._once = tuple(each for each, _ in again)
        self._busy = False
        findings = tuple(dict.fromkeys((*before, *counts)))
        if findings != self._findings:
            self._findings = findings
            self.found.emit(findings)
        self._look()


def _looked_at(
    settled: Sequence[Word], shown: Sequence[Word], language: str
) -> tuple[tuple[Finding, bool], ...]:
    """What is found, and of each whether it counts although its words may still change.

    On the other thread, which reads the rules when there is something to find.
    """
    from aurity_desktop.clinical.find import findings_in

    words = (*settled, *shown)
    return tuple((each, _is_likely(each, words)) for each in findings_in(words, language))


def _is_likely(finding: Finding, words: Sequence[Word]) -> bool:
    said = words[finding.first_word : finding.last_word + 1]
    sure = all(word.probability >= _LIKELY for word in said)
    return sure and finding.kind not in _ASKED_ABOUT


def _is_same(one: Finding, other: Finding) -> bool:
    """Whether both are about the same thing at the same place; what is said of it may differ."""
    is_near = abs(one.start - other.start) < _SAME_PLACE
    return is_near and _thing(one) == _thing(other)


def _thing(finding: Finding) -> tuple[str, ...]:
    match finding.value:
        case Allergy(substance=name) | VitalSign(sign=name):
            pass
        case FollowUp():
            name = ""
        case named:
            name = named.name
    return (finding.kind, finding.polarity, finding.subject, name)


def _as_told(finding: Finding, told: Iterable[Finding]) -> Finding:
    """The one that was told, where it says the very same: its time does not tremble."""
    mine = signature(finding)
    alike = (each for each in told if _is_same(each, finding) and signature(each) == mine)
    return next(alike, finding)
