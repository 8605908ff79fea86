"""`vocabulary`: the dictionary on the command line, and as a text file."""

import json

import pytest

from aurity_desktop.cli.main import run
from aurity_desktop.entrypoints.command_line import build


@pytest.fixture
def program(paths):
    return build(paths)


@pytest.fixture
def do(paths, capsys):
    """Each command is a start of its own."""

    def command(*arguments, code=0):
        assert run(["vocabulary", *map(str, arguments)], build(paths)) == code
        said = capsys.readouterr()
        return said.out if code == 0 else said.err

    return command


def test_rules_are_added_listed_and_removed(do):
    assert do("list") == "There are no rules.\n"
    do("add", "Nuñez", "Dra. Núñez", "--also", "Nunez")
    assert do("list") == "Nuñez | Nunez → Dra. Núñez\n"
    view = json.loads(do("remove", "Nunez", "--json"))
    assert view == {"rules": [{"heard": ["Nuñez"], "write": "Dra. Núñez"}]}
    assert "Nothing is written for 'Nunez'" in do("remove", "Nunez", code=2)


def test_a_new_rule_tells_how_often_it_would_have_been_used(do):
    assert "had it been there: 0" in do("add", "a", "b")


def test_rules_go_out_and_come_in_as_a_text_file(do, tmp_path):
    do("add", "Nuñez", "Dra. Núñez")
    file = tmp_path / "diccionario.txt"
    do("export", file)
    assert file.read_text("utf-8") == "Nuñez → Dra. Núñez\n"
    file.write_text("# otra\nmet formina -> metformina\n", "utf-16")
    assert do("import", file, "--json")
    assert do("list") == "Nuñez → Dra. Núñez\nmet formina → metformina\n"
    do("import", file, "--replace")
    assert do("list") == "met formina → metformina\n"


def test_a_file_with_a_line_that_is_no_rule_changes_nothing(do, tmp_path):
    do("add", "Nuñez", "Núñez")
    file = tmp_path / "malo.txt"
    file.write_text("a → b\nsin flecha\n", "utf-8")
    assert "Line 2 is no rule" in do("import", file, code=2)
    file.write_bytes(b"\xff\xff\xff")
    assert "is no text in UTF-8" in do("import", file, code=2)
    assert do("list") == "Nuñez → Núñez\n"


def test_words_to_expect_are_told_to_every_recording_and_import(do, paths):
    assert do("expect") == "No words are expected.\n"
    assert do("expect", "Núñez", "San  Juan") == "Núñez\nSan Juan\n"
    assert build(paths).settings.vocabulary == ("Núñez", "San Juan")


def test_a_word_is_expected_once_and_no_longer_once_it_is_removed(do, paths):
    do("expect", "losartán")
    do("expect", "losartán", "Núñez")
    assert json.loads(do("expect", "losartán", "--remove", "--json")) == {"words": ["Núñez"]}
    assert "Not expected: 'ana'" in do("expect", "ana", "--remove", code=2)
    assert "Name a word" in do("expect", "--remove", code=2)
