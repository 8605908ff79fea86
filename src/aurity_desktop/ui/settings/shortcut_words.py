"""What every key of the window does, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def shortcut_words() -> tuple[tuple[str, str], ...]:
    """(keys, what they do), in the order in which they are told."""
    return (
        ("Ctrl+R", translate("Shortcuts", "Start recording")),
        ("Ctrl+P", translate("Shortcuts", "Pause or resume")),
        ("Ctrl+T", translate("Shortcuts", "Stop recording")),
        ("Ctrl+M", translate("Shortcuts", "Mark this moment")),
        ("F8", translate("Shortcuts", "Off the record while the key is held")),
        ("F9", translate("Shortcuts", "Small view above other programs")),
        ("F6", translate("Shortcuts", "Check the microphone")),
        ("F5", translate("Shortcuts", "Refresh the microphones")),
        ("Ctrl+O", translate("Shortcuts", "Import audio")),
        ("Ctrl+1", translate("Shortcuts", "Go to Recorder")),
        ("Ctrl+2", translate("Shortcuts", "Go to Library")),
        ("Ctrl+3", translate("Shortcuts", "Go to Settings")),
        ("Ctrl+,", translate("Shortcuts", "Go to Settings")),
        ("Ctrl+4", translate("Shortcuts", "Go to Health")),
        ("Ctrl+F", translate("Shortcuts", "Find in the transcript")),
        ("Ctrl+H", translate("Shortcuts", "Replace in the transcript")),
        ("Ctrl+Shift+F", translate("Shortcuts", "Search the sessions")),
        ("F3", translate("Shortcuts", "Go to the next passage found")),
        ("Shift+F3", translate("Shortcuts", "Go to the passage found before")),
        ("Shift+F2", translate("Shortcuts", "Change the title of the session")),
        ("Alt+Left", translate("Shortcuts", "Back to the list of sessions")),
        ("Ctrl+Space", translate("Shortcuts", "Play or pause the recording")),
        ("F2", translate("Shortcuts", "Change the name or role of a speaker")),
        ("F4", translate("Shortcuts", "Go to the next place to review")),
        ("Ctrl+Z", translate("Shortcuts", "Undo")),
        ("Ctrl+Shift+Z", translate("Shortcuts", "Redo")),
        ("Ctrl+N", translate("Shortcuts", "Open or close the clinical note")),
        ("Ctrl+E", translate("Shortcuts", "Export the session")),
        ("F1", translate("Shortcuts", "Help with what is on the screen")),
        ("Ctrl+L", translate("Shortcuts", "Lock the window")),
        ("Ctrl+Q", translate("Shortcuts", "Close the window")),
    )
