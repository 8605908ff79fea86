"""`findings`: what weighs in a session, on the real ledger."""

from __future__ import annotations

import json
from contextlib import closing

import pytest

from aurity_desktop.application.library.library import Library
from aurity_desktop.cli.main import run
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.transcript import Segment, Word
from aurity_desktop.entrypoints.command_line import build
from tests.corpus.examples import SESSION, plan

_TALK = (
    ("SPEAKER_00", "¿Tiene fiebre o tos?"),
    ("SPEAKER_01", "Fiebre no. Tos sí."),
    ("SPEAKER_00", "¿Qué toma?"),
    ("SPEAKER_01", "Enalapril, 10 mg."),
)


@pytest.fixture
def program(paths):
    """A finished talk of two voices whose roles nobody has told."""
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.sessions.create(plan(language="es"))
        words = [
            Word(float(number), number + 0.5, text, 0.9, label)
            for number, (label, text) in enumerate(
                (label, word) for label, text in _TALK for word in text.split()
            )
        ]
        whole = Segment(0, words[-1].end, "SPEAKER_00", " ".join(w.text for w in words), 0.9)
        ledger.segments.record_run(SESSION, "one", words, [whole], [])
        ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    return build(paths)


def _found(program, capsys, *arguments):
    assert run(["findings", SESSION, "--json", *arguments], program) == 0
    return json.loads(capsys.readouterr().out)


def test_each_finding_is_told_with_its_words_and_its_sound(program, capsys) -> None:
    fever, cough, enalapril = _found(program, capsys)
    assert (fever["text"], fever["polarity"]) == ("fiebre", "denied")
    assert (cough["text"], cough["polarity"]) == ("tos", "affirmed")
    assert (enalapril["text"], enalapril["kind"]) == ("enalapril 10 mg", "medicine")
    assert (enalapril["first_word"], enalapril["last_word"]) == (10, 12)
    assert (enalapril["start"], enalapril["end"]) == (10.0, 12.5)


def test_one_kind_alone_can_be_asked_for(program, capsys) -> None:
    assert [each["kind"] for each in _found(program, capsys, "--kind", "medicine")] == ["medicine"]


def test_a_correction_changes_what_is_found_and_not_its_id(program, capsys) -> None:
    before = _found(program, capsys, "--kind", "medicine")[0]
    edit = Edit("edit-1", EditKind.CORRECT, 11, 11, text="20")
    Library(program).record_edit(SESSION, edit)
    after = _found(program, capsys, "--kind", "medicine")[0]
    assert (before["text"], after["text"]) == ("enalapril 10 mg", "enalapril 20 mg")
    assert before["finding_id"] == after["finding_id"]


def test_a_line_each_is_printed(program, capsys) -> None:
    assert run(["findings", SESSION], program) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("]")[1].split() for line in lines] == [
        ["symptom", "no", "fiebre"],
        ["symptom", "tos"],
        ["medicine", "enalapril", "10", "mg"],
    ]


def test_a_session_in_another_language_has_none(paths, capsys) -> None:
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.sessions.create(plan(language="fr"))
    assert run(["findings", SESSION], build(paths)) == 0
    assert capsys.readouterr().out == "Nothing found.\n"
