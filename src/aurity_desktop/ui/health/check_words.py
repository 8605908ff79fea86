"""The checks of health in words: what each is about, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from aurity_desktop.application.health.health import Check

translate = QCoreApplication.translate


def check_title(name: str) -> str:
    """What a check is about."""
    known = {
        "disk": translate("Checks", "Disk"),
        "microphone": translate("Checks", "Microphone"),
        "ledger": translate("Checks", "Stored sessions"),
        "queue": translate("Checks", "Queue"),
        "worker": translate("Checks", "Background worker"),
        "corpus": translate("Checks", "Integrity of the stored sessions"),
        "encryption": translate("Checks", "Encryption"),
        "consent": translate("Checks", "Consent"),
        "retention": translate("Checks", "How long sessions are kept"),
    }
    if name.startswith("model "):
        return translate("Checks", "Model {name}").format(name=name.removeprefix("model "))
    return known.get(name, name)


def what_is_wrong(check: Check) -> str:
    """In the window's language; the check's own English words are the tool tip."""
    known = {
        "disk": translate("Checks", "Less than 2 GB are free. Free some space before you record."),
        "microphone": translate("Checks", "No microphone was found. Plug one in."),
        "ledger": translate(
            "Checks", "They cannot be read. To repair them, run: aurity-desktop repair"
        ),
        "corpus": translate("Checks", "Damage was found. To see where, run: aurity-desktop verify"),
        "queue": translate("Checks", "It cannot be read. Close the program and start it again."),
        "worker": translate(
            "Checks",
            "Work is waiting and it has not answered for a minute. Close the program and start it "
            "again.",
        ),
        "encryption": translate("Checks", "The recordings are not encrypted."),
        "consent": translate(
            "Checks", "A consent was withdrawn and its session has not been erased."
        ),
        "retention": translate(
            "Checks", "Some sessions were due to be erased a day ago and are still here."
        ),
    }
    if check.name.startswith("model "):
        return translate("Checks", "It is missing or damaged. Without it, no text is written.")
    words = known.get(check.name) if check.examined else _could_not_be_examined(check.name)
    return words or translate("Checks", "Needs attention: {detail}").format(detail=check.detail)


def _could_not_be_examined(name: str) -> str | None:
    """Of what may be well all the same, so that nobody looks for the wrong thing."""
    return {
        "disk": translate(
            "Checks",
            "The folder of the recordings cannot be used. See that its disk is connected and that "
            "you may write to it.",
        ),
        "microphone": translate(
            "Checks", "The microphones could not be listed. Check again in a moment."
        ),
        "encryption": translate(
            "Checks", "It could not be found out whether the recordings are encrypted."
        ),
    }.get(name)
