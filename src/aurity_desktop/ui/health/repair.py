"""What can be done about each thing that is found wrong: one button a problem."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from aurity_desktop.application.health.health import Check

translate = QCoreApplication.translate


class Repair(Enum):
    """Where a button leads."""

    INSTALL_MODELS = auto()
    CHECK_MICROPHONE = auto()
    SHOW_SESSIONS = auto()
    SHOW_PRIVACY = auto()
    COPY_REPORT = auto()


_OF = {
    "microphone": Repair.CHECK_MICROPHONE,
    "disk": Repair.SHOW_SESSIONS,
    "consent": Repair.SHOW_SESSIONS,
    "retention": Repair.SHOW_PRIVACY,
    "encryption": Repair.SHOW_PRIVACY,
}


def repair_of(check: Check) -> Repair:
    """The report for whoever helps, where nothing can be done from the window."""
    if check.name.startswith("model "):
        return Repair.INSTALL_MODELS
    if check.name == "disk" and not check.examined:  # no session that is erased makes it usable
        return Repair.COPY_REPORT
    return _OF.get(check.name, Repair.COPY_REPORT)


def repair_words(repair: Repair) -> str:
    """What stands on the button, in the window's language."""
    return {
        Repair.INSTALL_MODELS: translate("Repair", "Install models"),
        Repair.CHECK_MICROPHONE: translate("Repair", "Check the microphone"),
        Repair.SHOW_SESSIONS: translate("Repair", "Show the sessions"),
        Repair.SHOW_PRIVACY: translate("Repair", "Open the privacy settings"),
        Repair.COPY_REPORT: translate("Repair", "Copy the report"),
    }[repair]
