"""What is found in a talk while it goes on, beside its live text."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.domain.findings import ASKED_ABOUT, Finding, Polarity, thing_of
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
#: Less likely words are not even shown as what may come.
_POSSIBLE = 0.5


class LiveFindings(QObject):
    """`found` carries all that has been found so far, in the order in which it was said.

    `awaited` carries what the next words decide: what was asked, or named alone, and is neither
    affirmed nor denied yet (`UNCLEAR`), and what was found in the newest words and does not count.
    It comes before `found` where both change.

    Words are read as soon as they are shown. What may still change counts when it was found twice,
    at once where it is likely and nothing that can be denied; it goes when its words go. Only what
    is near the newest words is read again, so that the length of the talk costs nothing. Belongs
    to the GUI thread; what it finds is looked for on another one.
    """

    found = Signal(tuple)  # of Finding
    awaited = Signal(tuple)  # of Finding

    def __init__(self, off_thread: OffThread, parent: QObject | None = None) -> None:
        """`off_thread` is its own, and does nothing else."""
        super().__init__(parent)
        self._off_thread = off_thread
        self._run = 0
        self._words: dict[int, tuple[Word, ...]] = {}
        self._shown: tuple[Word, ...] = ()
        self._findings: tuple[Finding, ...] = ()
        self._once: tuple[Finding, ...] = ()
        self._awaited: tuple[Finding, ...] = ()
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
        self._findings = self._once = self._awaited = ()
        self._waiting, self._busy = set(), False
        self._language = language
        self.awaited.emit(())
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

    def _tell_awaited(self, awaited: tuple[Finding, ...]) -> None:
        in_order = tuple(sorted(awaited, key=lambda each: each.start))
        if in_order != self._awaited:
            self._awaited = in_order
            self.awaited.emit(in_order)

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

    def _on_found(self, run: int, since: float, settled_to: float, looked: _Look) -> None:
        if run != self._run:
            return  # of a recording that is over
        before = [each for each in self._findings if each.start <= since]
        again = [
            each
            for each in looked.found
            if each.start > since and not _is_open(each, looked.unanswered)
        ]
        seen = (*self._findings, *self._once)
        counts = [
            each
            for each in again
            if each.end <= settled_to
            or each in looked.likely
            or any(_is_same(each, other) for other in seen)
        ]
        once = (each for each in again if each in looked.possible and each not in counts)
        self._once = tuple(again)
        self._busy = False
        self._tell_awaited((*looked.unanswered, *once))
        told = (_as_told(each, self._findings) for each in counts)
        findings = tuple(dict.fromkeys((*before, *told)))
        if findings != self._findings:
            self._findings = findings
            self.found.emit(findings)
        self._look()


@dataclass(frozen=True, slots=True)
class _Look:
    """What is found, what of it has words so sure that it counts although they may still change,
    or may be shown as what may come, and what waits for an answer.
    """

    found: tuple[Finding, ...]
    likely: tuple[Finding, ...]
    possible: tuple[Finding, ...]
    unanswered: tuple[Finding, ...]


def _looked_at(settled: Sequence[Word], shown: Sequence[Word], language: str) -> _Look:
    """On the other thread, which reads the rules when there is something to find."""
    from aurity_desktop.clinical.find import findings_in
    from aurity_desktop.clinical.unanswered import unanswered

    words = (*settled, *shown)
    found = findings_in(words, language)
    sure = {each: _least_sure(each, words) for each in found}
    return _Look(
        found,
        tuple(each for each in found if sure[each] >= _LIKELY and each.kind not in ASKED_ABOUT),
        tuple(each for each in found if sure[each] >= _POSSIBLE),
        unanswered(words, language),
    )


def _least_sure(finding: Finding, words: Sequence[Word]) -> float:
    return min(word.probability for word in words[finding.first_word : finding.last_word + 1])


def _is_open(finding: Finding, unanswered: Iterable[Finding]) -> bool:
    """Whether the next words may turn it: what is denied stays denied."""
    return finding.polarity is not Polarity.DENIED and any(
        abs(each.start - finding.start) < _SAME_PLACE and thing_of(each) == thing_of(finding)
        for each in unanswered
    )


def _is_same(one: Finding, other: Finding) -> bool:
    """Whether both are about the same thing at the same place; what is said of it may differ."""
    is_near = abs(one.start - other.start) < _SAME_PLACE
    return is_near and (thing_of(one), one.polarity) == (thing_of(other), other.polarity)


def _as_told(finding: Finding, told: Iterable[Finding]) -> Finding:
    """The one that was told, where it says the very same: its time does not tremble."""
    mine = signature(finding)
    alike = (each for each in told if _is_same(each, finding) and signature(each) == mine)
    return next(alike, finding)
