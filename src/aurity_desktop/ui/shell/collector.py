"""Reference cycles are collected on the GUI thread and on no other.

Python's collector runs on whatever thread makes the object that is one too many, which in the
window is mostly one that decodes. With the cycle it takes the widgets and signals in it apart,
there, which Qt allows the GUI thread alone: now and then a window died of it. So the collector is
switched off, and the GUI thread does its work at times of its own.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 250
_ALL = 2  # the generation that holds all the others


class Collector(QObject):
    """Lives on the GUI thread, from before the first other thread until `close`.

    What is there at its first look, and after the first one at all objects, is there to stay and is
    not looked through again, which keeps the later ones short.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._lasting = False
        self._looked_at_all = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due by Python's own thresholds, if one is."""
        if not self._lasting:
            self._lasting = True
            gc.freeze()
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        generations = [number for number, (count, limit) in enumerate(due) if 0 < limit < count]
        if generations:
            gc.collect(generations[-1])
        if not self._looked_at_all and _ALL in generations:
            self._looked_at_all = True
            gc.freeze()

    def close(self) -> None:
        """Leave it to Python again: the program ends."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
