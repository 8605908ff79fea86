"""The heights that a list of thousands of rows is laid out by."""

import pytest

from aurity_desktop.ui.widgets.row_heights import RowHeights


@pytest.fixture
def rows():
    heights = RowHeights(edge=4)
    heights.guess_all([10, 20, 30])
    heights.place()
    return heights


def test_rows_stand_one_below_the_other_between_the_edges(rows):
    assert rows.place() == 68
    assert [(rows.top(row), rows.bottom(row)) for row in range(3)] == [(4, 14), (14, 34), (34, 64)]


def test_a_row_is_found_from_its_first_pixel_on(rows):
    assert [rows.row_at(y) for y in (3, 4, 13, 14, 63, 64)] == [-1, 0, 0, 1, 2, 3]


def test_a_measured_row_moves_those_below_it(rows):
    rows.set_measured(0, 15)
    assert rows.place() == 73
    assert rows.top(1) == 19
    assert [rows.is_measured(row) for row in range(3)] == [True, False, False]


def test_rows_that_come_and_go_keep_what_is_known_of_the_others(rows):
    rows.set_measured(2, 30)
    rows.insert(1, [7, 8])
    rows.remove(0, 0)
    rows.place()
    assert [rows.height(row) for row in range(len(rows))] == [7, 8, 20, 30]
    assert [rows.is_measured(row) for row in range(4)] == [False, False, False, True]


def test_an_outdated_row_keeps_its_height_as_a_guess(rows):
    for row in range(3):
        rows.set_measured(row, 12)
    rows.outdate(1, 1)
    assert [rows.is_measured(row) for row in range(3)] == [True, False, True]
    rows.outdate_all()
    assert not any(rows.is_measured(row) for row in range(3))
    assert [rows.height(row) for row in range(3)] == [12, 12, 12]
