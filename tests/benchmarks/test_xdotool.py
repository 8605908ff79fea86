"""What xdotool is told: a pointer that arrives, trembles and lets go; keys and letters."""

from PySide6.QtCore import QPoint

from tests.benchmarks.xdotool import PERSON, QUICK, Xdotool


def moves(told):
    return [
        (int(told[n + 1]), int(told[n + 2])) for n, each in enumerate(told) if each == "mousemove"
    ]


def test_a_person_takes_several_steps_and_arrives():
    way = moves(Xdotool(PERSON).go(QPoint(400, 300)))
    assert len(way) == 10
    assert way[-1] == (400, 300)
    assert moves(Xdotool(QUICK).go(QPoint(400, 300))) == [(400, 300)]


def test_a_click_moves_while_the_button_is_down_and_each_begins_at_its_place():
    told = Xdotool(QUICK).click(QPoint(40, 30), times=2, holding="ctrl")
    assert told.count("mousedown") == told.count("mouseup") == 2
    assert told.index("keydown") < told.index("mousedown")
    assert told[-2:] == ["keyup", "ctrl"]
    assert told[told.index("mousedown") + 2] == "mousemove_relative"
    assert moves(told) == [(40, 30)] * 3


def test_a_drag_goes_in_several_moves_however_quick():
    told = Xdotool(QUICK).drag(QPoint(10, 10), QPoint(90, 10))
    held = told[told.index("mousedown") : told.index("mouseup")]
    assert len(moves(held)) == 8
    assert moves(held)[-1] == (90, 10)


def test_on_a_screen_that_is_drawn_larger_the_pointer_goes_as_many_times_as_far():
    tool = Xdotool(QUICK, pixels=2.0)
    assert moves(tool.click(QPoint(40, 30))) == [(80, 60)] * 2
    assert moves(tool.drag(QPoint(10, 10), QPoint(90, 10)))[-1] == (180, 20)
    assert moves(tool.turn(QPoint(7, 9), 2)) == [(14, 18)]
