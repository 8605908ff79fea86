"""Reference cycles are collected on the GUI thread and on no other.

Python's collector runs on whatever thread makes the object that is one too many, which in the
window is mostly one that decodes. With the cycle it takes the widgets and signals in it apart,
there, which Qt allows the GUI thread alone: now and then a window died of it. So the collector is
switched off, and the GUI thread does its work at times of its own.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from aurity_desktop.runtime.collection import is_held, made

_LOOK_MS = 250
_ALL = 2  # the generation that holds all the others


class Collector(QObject):
    """Lives on the GUI thread, from before the first other thread until `close`.

    What is there at its first look, after the first one at all objects, and after a model was
    loaded, is there to stay and is not looked through again, which keeps the later ones short.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._lasting = -1  # how often lasting objects had been made when they were last set aside
        self._looked_at_all = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due by Python's own thresholds, if one is.

        Not while lasting objects are made (`runtime/collection.py`); made, they are set aside.
        """
        if is_held():
            return
        gc.disable()  # somebody else who had it off may have switched it on again
        if self._lasting != made():
            self._lasting = made()
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
