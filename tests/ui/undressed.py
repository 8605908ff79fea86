"""A window is built before it has a style sheet, in tests as in the program: it takes half as long.

Under a style sheet every widget that gets another parent is styled anew, with all its children.
"""

from contextlib import contextmanager

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication


@contextmanager
def built_first():
    """What is built within gets the application's style sheet at the end.

    The windows of former tests, which are to be deleted, are not dressed again.
    """
    application = QApplication.instance()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    sheet = application.styleSheet()
    application.setStyleSheet("")
    try:
        yield
    finally:
        if not application.styleSheet():  # else it has chosen one itself
            application.setStyleSheet(sheet)
