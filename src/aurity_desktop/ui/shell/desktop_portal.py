"""The desktop's own notifications, through the portal that today's Linux desktops offer.

https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Notification.html
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusPendingCallWatcher

_SERVICE = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Notification"


class DesktopPortal(QObject):
    """Shows and takes away notifications by a key. Nothing here waits for the desktop.

    `refused` carries the key of one that nobody shows: there is no session bus, or no portal. Only
    a bus that is a Unix socket is spoken with. The older service, `org.freedesktop.Notifications`,
    wants an unsigned number, which PySide cannot send.
    """

    refused = Signal(str)

    def show(self, key: str, title: str, body: str) -> None:
        """Show a notification in place of the one with this key."""
        self._call(key, "AddNotification", {"title": title, "body": body, "priority": "urgent"})

    def withdraw(self, key: str) -> None:
        """Take it away, if it is there still."""
        self._call("", "RemoveNotification", key)

    def _call(self, key: str, method: str, argument: object) -> None:
        """`key` is that of the notification that the answer is about, "" where none counts."""
        if not os.environ.get("DBUS_SESSION_BUS_ADDRESS", "").startswith("unix:"):
            self._on_answer(key, None)
            return
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        message = QDBusMessage.createMethodCall(_SERVICE, _PATH, _INTERFACE, method)
        message.setArguments([key, argument] if key else [argument])
        call = QDBusConnection.sessionBus().asyncCall(message)
        watcher = QDBusPendingCallWatcher(call, self)
        watcher.finished.connect(partial(self._on_answer, key))

    def _on_answer(self, key: str, watcher: QDBusPendingCallWatcher | None) -> None:
        if key and (watcher is None or watcher.isError()):
            self.refused.emit(key)
        if watcher is not None:
            watcher.deleteLater()
