"""The preview of what is printed is gone through by the keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.gallery import states


class ThreePages:
    def __len__(self):
        return 3

    def draw_page(self, painter, number):
        pass


def test_keys_go_through_the_pages_while_the_keyboard_is_on_a_button(show_state, qtbot):
    stage = show_state(states.print_preview)
    qtbot.waitActive(stage.window)
    preview = stage.window.pages.current_transcript.preview
    preview.show_pages(ThreePages())
    assert QApplication.focusWidget() is preview.print_button
    bar = preview.pages.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(preview.print_button, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(preview.print_button, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()
    qtbot.keyClick(preview.print_button, Qt.Key.Key_Home)
    assert bar.value() == 0
