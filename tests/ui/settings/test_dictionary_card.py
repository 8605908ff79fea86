"""The dictionary in the settings: rules as lines, kept as they are typed."""

from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor

from aurity_desktop.domain.heard_write import rules_of

RULES = tuple(rules_of("Nuñez → Dra. Núñez\nmet formina → metformina"))


@pytest.fixture
def card(stage):
    stage.dictionary = stage.window.pages._services.heard_write
    stage.dictionary.kept = RULES
    stage.window.pages.show_page(2)
    return stage.window.pages.dictionary


def test_the_rules_are_shown_a_line_each(card):
    assert card.rules.toPlainText() == "Nuñez → Dra. Núñez\nmet formina → metformina\n"


def test_what_is_typed_is_kept_when_the_window_closes(stage, card):
    card.rules.setPlainText("para cetamol -> paracetamol")
    stage.window.close()
    assert stage.dictionary.kept == tuple(rules_of("para cetamol → paracetamol"))


def test_a_line_that_is_no_rule_is_named_and_changes_nothing(stage, card):
    card.rules.setPlainText("Nuñez → Dra. Núñez\nsin flecha")
    card.keep()
    assert card.state.text() == "Line 2 is no rule yet; nothing was saved."
    assert stage.dictionary.kept == RULES
    card.rules.setPlainText("Nuñez → Dra. Núñez")
    card.keep()
    assert "no rule" not in card.state.text()
    assert stage.dictionary.kept == RULES[:1]


def test_the_rule_with_the_cursor_says_how_often_it_would_have_been_used(stage, card):
    stage.dictionary.used = 7
    card.rules.moveCursor(QTextCursor.MoveOperation.Down)
    assert card.state.text() == (
        "In the last 30 sessions, “metformina” would have been written 7 times."
    )


def test_rules_go_out_and_come_in_as_a_file(stage, card):
    file = Path("diccionario.txt")
    card.export_file(str(file))
    assert stage.dictionary.files[file] == card.rules.toPlainText()
    stage.dictionary.files[file] = "a → b\n"
    card.import_file(str(file))
    assert card.rules.toPlainText().endswith("a → b\n")


def test_what_somebody_else_changed_is_shown_when_the_page_is(stage, card):
    stage.dictionary.kept = RULES[:1]
    stage.window.pages.show_page(0)
    stage.window.pages.show_page(2)
    assert card.rules.toPlainText() == "Nuñez → Dra. Núñez\n"
