"""Qt's Python binding, kept from reading the source of everything that is imported after it.

PySide6 asks of each module imported from then on whether its text speaks of PySide, for the two
switches of its `__feature__`, which nothing here uses. It took 90 of the 550 ms in which the
window's modules are imported, and kept the event loop while those of the live model were.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Final

_FEATURES: Final = "shibokensupport.feature"
_ASKS: Final = "_mod_uses_pyside"


def import_qt() -> None:
    """To be called before the window's modules are imported. A binding that does not ask is left
    as it is.
    """
    import PySide6.QtCore  # noqa: F401

    features = sys.modules.get(_FEATURES)
    if features is not None and hasattr(features, _ASKS):
        setattr(features, _ASKS, _no)


def _no(_module: ModuleType) -> bool:
    return False
