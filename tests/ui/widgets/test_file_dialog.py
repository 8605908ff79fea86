"""Choosing a file leaves no folder's name in the settings that Qt keeps for all programs."""

import os
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QToolButton, QTreeView, QWidget

from aurity_desktop.ui.widgets.file_dialog import private_file_dialog

CHOOSE = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QCoreApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from aurity_desktop.ui.widgets.file_dialog import keep_no_dialog_state, private_file_dialog

application = QApplication([])
{first}
window, chosen = QWidget(), []
dialog = {make}
dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
dialog.setDirectory(str(Path(sys.argv[1])))
dialog.selectFile("talk.h5")
dialog.fileSelected.connect(chosen.append)
dialog.show()
dialog.accept()
dialog.deleteLater()
QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
assert chosen == [str(Path(sys.argv[1]) / "talk.h5")], chosen
del dialog, window
"""
OURS, QTS = "private_file_dialog(window, 'x')", "QFileDialog(window, 'x')"


def written(tmp_path, **parts):
    """Everything that is in any file of the user's after a file was chosen."""
    home, folder = tmp_path / "home", tmp_path / "Ibarra, Luz"
    home.mkdir()
    folder.mkdir()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("XDG_")
    } | {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(
        [sys.executable, "-c", CHOOSE.format(**parts), str(folder)],
        env=environment,
        check=True,
        timeout=60,
    )
    return "".join(path.read_text(errors="replace") for path in home.rglob("*") if path.is_file())


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="its settings are a file here")


def test_qt_by_itself_writes_down_where_a_file_was_chosen(tmp_path):
    assert "Ibarra" in written(tmp_path, first="", make=QTS)


def test_of_a_window_nothing_is_written(tmp_path):
    assert written(tmp_path, first="keep_no_dialog_state()", make=OURS) == ""


def test_where_qt_cannot_be_kept_from_it_the_names_are_removed(tmp_path):
    left = written(tmp_path, first="", make=OURS)
    assert "[FileDialog]" in left
    assert "Ibarra" not in left


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is the system's own")
def test_it_is_in_one_language_and_its_buttons_show_their_icons(qtbot, appearance, languages):
    languages.use("es")
    window = QWidget()
    qtbot.addWidget(window)
    dialog = private_file_dialog(window, "x")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.show()
    told = {each.text().replace("&", "") for each in dialog.findChildren(QLabel)}
    assert {"Buscar en:", "Nombre:", "Tipo de archivo:"} <= told
    assert dialog.findChild(QTreeView, "treeView").isColumnHidden(2)
    for button in dialog.findChildren(QToolButton):
        if button.isVisible():
            inside = button.size().shrunkBy(button.contentsMargins())
            assert inside.width() >= button.iconSize().width()
            assert inside.height() >= button.iconSize().height()
    dialog.close()


def test_a_dialog_is_never_larger_than_the_screen(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    dialog = private_file_dialog(window, "x")
    dialog.resize(5_000, 5_000)
    room = window.screen().availableGeometry()
    assert dialog.width() <= room.width()
    assert dialog.height() < room.height()
