"""Turns that are dragged from the transcript into the clinical note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDropEvent

_FORMAT = "application/x-aurity-passages"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the talk as they were said, and their seconds."""

    text: str
    start: float
    end: float


class PassageData(QMimeData):
    """What is dragged. Its words are here alone: no other program is offered any of them."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        super().__init__()
        self.passages = tuple(passages)
        self.setData(_FORMAT, b"")


def dragged_passages(event: QDropEvent) -> tuple[Passage, ...]:
    """What is dragged here; nothing where it comes from elsewhere."""
    data = event.mimeData()
    return data.passages if isinstance(data, PassageData) else ()
