"""Why a word deserves a second look, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from aurity_desktop.ui.review.doubts import DoubtKind

translate = QCoreApplication.translate


def doubt_text(kind: DoubtKind) -> str:
    """The reason in two words, beside the count of places."""
    return {
        DoubtKind.UNSURE: translate("Doubts", "unsure word"),
        DoubtKind.QUANTITY: translate("Doubts", "quantity"),
        DoubtKind.NEGATION: translate("Doubts", "negation"),
        DoubtKind.OVERLAP: translate("Doubts", "two at once"),
    }[kind]
