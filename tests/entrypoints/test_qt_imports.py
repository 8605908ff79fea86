"""After Qt, importing a module reads it once: nobody goes through its source as text."""

import subprocess
import sys

SCRIPT = """
import inspect, linecache, sys
from aurity_desktop.entrypoints.qt_imports import import_qt
import_qt()
linecache.clearcache()
import colorsys
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rang = Signal()

rung = []
bell = Bell()
bell.rang.connect(lambda: rung.append(1))
bell.rang.emit()
print(colorsys.__file__ in linecache.cache, len(rung))
"""


def test_the_source_of_what_is_imported_after_qt_is_not_read():
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "1"]
