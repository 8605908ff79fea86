"""Which key of the window does what."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.ui.services import Services
from aurity_desktop.ui.shell.pages import Page, Pages
from aurity_desktop.ui.shell.session_connections import SessionConnections
from aurity_desktop.ui.shell.small_view import SmallView
from aurity_desktop.ui.widgets.shortcuts import Shortcuts


def add_window_shortcuts(
    shortcuts: Shortcuts,
    pages: Pages,
    sessions: SessionConnections,
    services: Services,
    close: Callable[[], object],
) -> None:
    """Pausing, marking, stopping, locking and closing work while the window is locked, no other."""
    for keys, run in (
        ("Ctrl+R", pages.record),
        ("Ctrl+1", partial(pages.show_page, Page.RECORDER)),
        ("Ctrl+2", partial(pages.show_page, Page.LIBRARY)),
        ("Ctrl+3", partial(pages.show_page, Page.SETTINGS)),
        ("Ctrl+,", partial(pages.show_page, Page.SETTINGS)),
        ("Ctrl+4", partial(pages.show_page, Page.HEALTH)),
        ("Ctrl+O", pages.open_file),
        ("Ctrl+F", pages.find_text),
        ("Ctrl+Shift+F", pages.search),
        ("Ctrl+H", pages.replace_text),
        ("F5", services.devices.scan),
        ("F6", pages.recorder.check_microphone),
        ("F2", pages.rename_speaker),
        ("Shift+F2", pages.change_title),
        ("F3", pages.next_found),
        ("Shift+F3", pages.previous_found),
        ("F4", pages.check_next_doubt),
        ("Ctrl+N", pages.open_note),
        ("Ctrl+E", pages.export),
        ("F1", pages.help),
        ("Ctrl+Space", pages.play_or_hold),
        ("Ctrl+Z", sessions.undo),
        ("Ctrl+Shift+Z", sessions.redo),
        ("Alt+Left", pages.library.back),
    ):
        shortcuts.add(keys, run)
    for keys, always in (
        ("Ctrl+P", services.controller.pause_or_resume),
        ("Ctrl+T", services.controller.stop),
        ("Ctrl+M", pages.mark),
        ("F9", pages.small_view_asked.emit),
        ("Ctrl+L", services.lock.lock),
        ("Ctrl+Q", close),
    ):
        shortcuts.add(keys, always, while_locked=True)


def add_small_shortcuts(
    shortcuts: Shortcuts, view: SmallView, controller: SessionController
) -> None:
    """Of the small view: the keys of the window for what it offers, and the same key back."""
    for keys, run in (
        ("Ctrl+P", controller.pause_or_resume),
        ("Ctrl+T", controller.stop),
        ("Ctrl+M", view.mark_asked.emit),
        ("F9", view.window_asked.emit),
    ):
        shortcuts.add(keys, run, while_locked=True)
