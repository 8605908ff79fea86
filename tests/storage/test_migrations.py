"""Numbered steps: read as package data, in order, one statement at a time."""

import sqlite3
import sys

import pytest

from aurity_desktop.storage.migrations import Step, checked, numbered_steps, statements

TRIGGER = """CREATE TRIGGER stays BEFORE UPDATE ON a BEGIN
    SELECT RAISE(ABORT, 'no; never');
END;
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Makes an importable package with these files in its folder `migrations`."""

    def make(name, **scripts):
        folder = tmp_path / name / "migrations"
        folder.mkdir(parents=True)
        (tmp_path / name / "__init__.py").touch()
        for number_and_name, script in scripts.items():
            (folder / f"{number_and_name[1:]}.sql").write_text(script, encoding="utf-8")
        return name

    monkeypatch.syspath_prepend(tmp_path)
    yield make
    for name in [name for name in sys.modules if name.startswith("a_package")]:
        del sys.modules[name]


def test_steps_come_in_the_order_of_their_numbers(package):
    name = package("a_package_in_order", _0002_b="B;", _0001_a="A;", _0003_c="C;")
    assert numbered_steps(name) == (Step(1, "a", "A;"), Step(2, "b", "B;"), Step(3, "c", "C;"))


def test_a_gap_in_the_numbers_is_a_fault_of_the_program(package):
    with pytest.raises(ValueError, match=r"\[1, 3\]"):
        numbered_steps(package("a_package_with_a_gap", _0001_a="A;", _0003_c="C;"))


def test_a_number_that_occurs_twice_is_a_fault_of_the_program():
    with pytest.raises(ValueError, match=r"\[1, 1\]"):
        checked([Step(1, "a", ""), Step(1, "b", "")])


def test_a_file_without_a_number_is_a_fault_of_the_program(package):
    with pytest.raises(ValueError, match="NNNN_name"):
        numbered_steps(package("a_package_with_a_stray", _0001_a="A;", _later="B;"))


@pytest.mark.parametrize("name", ["aurity_desktop.jobs", "aurity_desktop.vault"])
def test_the_programs_own_steps_make_a_database(name):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    steps = numbered_steps(name)
    for step in steps:
        step.apply(connection)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(steps),)
    connection.close()


def test_a_trigger_is_one_statement_and_comments_are_none():
    script = f"-- first\n\nCREATE TABLE a (b);\n-- then\n{TRIGGER}-- last\n"
    assert list(statements(script)) == ["CREATE TABLE a (b);\n", TRIGGER]


def test_a_statement_without_an_end_is_not_passed_over():
    with pytest.raises(ValueError, match="CREATE TABLE b"):
        list(statements("CREATE TABLE a (b);\nCREATE TABLE b (c)\n"))
