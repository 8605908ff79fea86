"""What is done with the voices of a session: named, given roles, exchanged."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.ui.review.corrections import Corrections
from aurity_desktop.ui.review.speakers_bar import SpeakersBar


class VoiceActions(QObject):
    """Connects the bar of voices with the corrections; one press is one step to take back."""

    def __init__(self, bar: SpeakersBar, corrections: Corrections) -> None:
        super().__init__(bar)
        self._bar, self._corrections = bar, corrections
        bar.rename_asked.connect(self._rename)
        bar.swap_asked.connect(self._swap)
        bar.guess_confirmed.connect(self._confirm_guess)

    def _rename(self, label: str, name: str, role: SpeakerRole) -> None:
        old = next((each for each in self._bar.speakers if each.label == label), None)
        if old is not None and (old.name, old.role) != (name, role):
            self._corrections.rename(replace(old, name=name, role=role))

    def _swap(self) -> None:
        """Of two voices each is the other; a guess that is turned round is confirmed so."""
        if len(self._bar.speakers) != 2:
            return
        one, other = self._bar.speakers
        guess = self._bar.guess
        if guess:
            self._corrections.rename(
                replace(one, role=guess[other.label]), replace(other, role=guess[one.label])
            )
        else:
            self._corrections.rename(
                replace(one, name=other.name, role=other.role),
                replace(other, name=one.name, role=one.role),
            )

    def _confirm_guess(self) -> None:
        """Of two voices one cannot be right alone."""
        guess = self._bar.guess
        voices = (each for each in self._bar.speakers if each.label in guess)
        self._corrections.rename(*(replace(each, role=guess[each.label]) for each in voices))
