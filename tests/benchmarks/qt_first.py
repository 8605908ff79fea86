"""Imported before the window's modules by a bench that drives the window, as the program does."""

from aurity_desktop.entrypoints.qt_imports import import_qt

import_qt()
