"""Measures whether what a window shows is whole: no text cut, nothing outside its place."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

#: A name that is longer is elided, with the whole of it in the tool tip; so much must be seen.
_SEEN_OF_A_NAME = 14
_ROUNDING = 1  # pixel
_FRAME = 2  # pixels; a control's own edge


def what_is_cut(window):
    """A line for each visible widget of `window` that is cut, with its place; [] is good."""
    found = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not _is_part_of_a_control(widget):
            found += [f"{_place(widget, window)}: {words}" for words in _faults(widget, window)]
    return found


def in_sight(widget, window):
    """Whether the whole of a widget is on the window's face, without scrolling."""
    if not widget.isVisible():
        return False
    place = QRect(widget.mapTo(window, QPoint()), widget.size())
    parent = widget.parentWidget()
    while parent is not None and parent is not window.parentWidget():
        if not QRect(parent.mapTo(window, QPoint()), parent.size()).contains(place):
            return False
        parent = parent.parentWidget() if parent is not window else None
    return True


def choices_in_sight(box):
    """The entries that are wholly in sight in the list of a combo box, once it is open."""
    box.showPopup()
    view = box.view()
    room = view.viewport().rect()
    places = [view.visualRect(view.model().index(row, 0)) for row in range(box.count())]
    box.hidePopup()
    return [box.itemText(row) for row, place in enumerate(places) if room.contains(place)]


def _faults(widget, window):
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None and content.width() > widget.viewport().width() + _ROUNDING:
            yield f"content {content.width()} wide in {widget.viewport().width()}"
    if isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, QAbstractButton):
        yield from _button(widget)
    elif isinstance(widget, QComboBox):
        yield from _choice(widget)
    elif isinstance(widget, QLineEdit):
        yield from _field(widget)
    parent = widget.parentWidget()
    if parent is not None and widget is not window and not widget.isWindow():
        yield from _outside(widget, parent)


def _label(label):
    if not label.text():
        return
    if label.text().endswith("…") and label.accessibleName().startswith(label.text()[:-1]):
        return  # elided on purpose, and told whole
    wanted, height = label.sizeHint(), label.height() + _ROUNDING
    if not label.wordWrap():
        if wanted.width() > label.width() + _ROUNDING or wanted.height() > height:
            yield f"{label.text()!r} wants {_of(wanted, label)}"
    elif label.heightForWidth(label.width()) > height:
        yield f"{label.text()!r} wants height {label.heightForWidth(label.width())}/{height}"
    elif _longest_word(label) > label.contentsRect().width() + _ROUNDING:
        yield f"{label.text()!r}: a word wants {_longest_word(label)}/{label.width()}"


def _longest_word(label):
    return max(label.fontMetrics().horizontalAdvance(word) for word in label.text().split() or [""])


def _button(button):
    if button.text() or isinstance(button, QCheckBox):
        wanted = button.sizeHint()
        too_wide = wanted.width() > button.width() + _ROUNDING
        if too_wide or wanted.height() > button.height() + _ROUNDING:
            yield f"{button.text()!r} wants {_of(wanted, button)}"


def _choice(box):
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    words, metrics = box.currentText(), box.fontMetrics()
    whole = metrics.horizontalAdvance(words)
    if whole <= field.width() + _ROUNDING:
        return
    least = min(whole, metrics.averageCharWidth() * _SEEN_OF_A_NAME)
    if field.width() < least:
        yield f"{words!r} wants {whole}/{field.width()}"


def _field(field):
    """What a field asks for may be elided, as Qt does; not so that nobody can tell what it is."""
    words, metrics = field.placeholderText(), field.fontMetrics()
    if words and not field.text():
        wanted = metrics.horizontalAdvance(words)
        least = min(wanted, metrics.averageCharWidth() * _SEEN_OF_A_NAME)
        room = field.contentsRect().width() - _margins(field)
        if room < least or (room < wanted and not field.accessibleName()):
            yield f"placeholder {words!r} wants {wanted}/{room}"


def _margins(field):
    margins = field.textMargins()
    return margins.left() + margins.right() + 4  # Qt's own two pixels a side


def _outside(widget, parent):
    """A widget lies in its parent, but for what scrolls."""
    if isinstance(parent.parentWidget(), QAbstractScrollArea):
        return
    place, room = widget.geometry(), parent.rect()
    if place.isEmpty() or room.adjusted(-_FRAME, -_FRAME, _FRAME, _FRAME).contains(place):
        return
    yield f"at {_rect(place)} in {_rect(room)} of {type(parent).__name__}"


def _is_part_of_a_control(widget):
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, (QComboBox, QLineEdit)):
            return True
        parent = parent.parentWidget()
    return False


def _place(widget, window):
    """The classes of our own that a widget stands in, from the window to it."""
    names = [type(widget).__name__]
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if type(parent).__module__.startswith("aurity_desktop"):
            names.append(type(parent).__name__)
        parent = parent.parentWidget()
    return " > ".join(reversed(names))


def _of(wanted, widget):
    return f"{wanted.width()}x{wanted.height()} of {widget.width()}x{widget.height()}"


def _rect(rect):
    return f"{rect.x()},{rect.y()} {rect.width()}x{rect.height()}"
