"""The dictionary as people change it: on the real ledger, with its preview and what it teaches."""

from contextlib import closing
from dataclasses import replace

import pytest

from aurity_desktop.application.library.changes import Changes
from aurity_desktop.application.library.heard_write import HeardWrite
from aurity_desktop.application.library.library import Library
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.heard_write import rule_of, rules_of
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.entrypoints.command_line import build
from tests.corpus.examples import SESSION, plan, some_words

RULE = rule_of("para cetamol → paracetamol")
SAID = "tome para cetamol, o para cetamol y Para cetamol"


def finish(paths, session_id=SESSION, text=SAID):
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.sessions.create(plan(session_id))
        words = some_words(text, step=0.5, speaker="SPEAKER_00")
        segments = [Segment(0.0, words[-1].end, "SPEAKER_00", text, 0.9)]
        ledger.segments.record_run(session_id, f"run {session_id}", words, segments, [])
        ledger.sessions.set_state(session_id, SessionState.COMPLETED)


@pytest.fixture
def program(paths):
    finish(paths)
    return build(paths)


@pytest.fixture
def dictionary(program):
    return HeardWrite.of(program)


def text_of(program):
    (segment,) = Library(program).segments(SESSION)
    return segment.text


def test_a_rule_is_added_changed_and_removed(dictionary):
    dictionary.add([RULE, rule_of("met formina → metformina")])
    dictionary.add([rule_of("para cetamol | para ceta mol → Paracetamol")])
    assert {rule.line for rule in dictionary.rules()} == {
        "para cetamol | para ceta mol → Paracetamol",
        "met formina → metformina",
    }
    assert dictionary.remove("para cetamol")
    assert not dictionary.remove("para cetamol")
    assert rule_of("para ceta mol → Paracetamol") in dictionary.rules()
    assert dictionary.use(rules_of("uno → dos")) == (rule_of("uno → dos"),)


def test_a_preview_counts_exact_words_in_the_newest_thirty_sessions(dictionary, paths):
    assert dictionary.preview(RULE) == 2
    for number in range(30):
        finish(paths, f"session_20270101_{number:06}", "nada")
    assert dictionary.preview(RULE) == 0


def test_a_finished_session_is_written_by_the_rules_and_each_place_is_taken_back(
    dictionary, program
):
    dictionary.add([RULE])
    assert dictionary.apply(SESSION) == 2
    assert text_of(program) == "tome paracetamol, o paracetamol y Para cetamol"
    assert dictionary.apply(SESSION) == 0
    assert Changes.of(program).undo(SESSION) is not None
    assert text_of(program) == "tome paracetamol, o para cetamol y Para cetamol"
    dictionary.apply(SESSION)
    assert text_of(program) == "tome paracetamol, o para cetamol y Para cetamol"


def test_no_rule_is_applied_over_a_person_s_correction(dictionary, program):
    Library(program).record_edit(SESSION, Edit("e", EditKind.CORRECT, 0, 2, "dale para cetamol,"))
    dictionary.add([RULE])
    assert dictionary.apply(SESSION) == 1
    assert text_of(program).startswith("dale para cetamol, o paracetamol")


def correct(program, dictionary, session_id, edit_id, after, before="la doctora Nuñez dijo"):
    """As the window does: the correction is recorded, then asked what it teaches."""
    count = len(before.split())
    edit = Edit(edit_id, EditKind.CORRECT, 0, count - 1, after)
    Library(program).record_edit(session_id, edit)
    return dictionary.note_correction(session_id, edit_id, before.split(), after.split())


def test_the_same_correction_made_twice_is_offered_as_a_rule(dictionary, program, paths):
    names = [f"session_2027010{number}_000000" for number in range(1, 5)]
    for name in names:
        finish(paths, name, "la doctora Nuñez dijo")
    after = "la doctora Núñez dijo"
    assert correct(program, dictionary, names[0], "e0", after) is None
    assert correct(program, dictionary, names[1], "e1", after) == rule_of("Nuñez → Núñez")
    assert dictionary.rules() == ()
    assert correct(program, dictionary, names[2], "e2", after) is None, "it was declined"
    assert correct(program, dictionary, names[3], "e3", after) is not None


def test_a_correction_that_was_taken_back_or_taught_something_else_counts_for_nothing(
    dictionary, program, paths
):
    names = [f"session_2027010{number}_000000" for number in range(1, 4)]
    for name in names:
        finish(paths, name, "la doctora Nuñez dijo")
    correct(program, dictionary, names[0], "e0", "la doctora Núñez dijo")
    Library(program).withdraw_edit(names[0], "e0")
    correct(program, dictionary, names[1], "e1", "la doctora Nuñez Núñez")
    assert correct(program, dictionary, names[2], "e2", "la doctora Núñez dijo") is None


def test_what_corrections_teach_is_kept_nowhere_but_in_them(dictionary, program, paths):
    finish(paths, "session_20270101_000000", "la doctora Nuñez dijo")
    correct(program, dictionary, "session_20270101_000000", "e0", "la doctora Núñez dijo")
    assert not paths.dictionary.exists()


def test_what_a_rule_writes_already_is_offered_no_more(dictionary, program, paths):
    dictionary.add([rule_of("Nuñez → Nuñes")])
    for number in range(1, 4):
        finish(paths, f"session_2027010{number}_000000", "la doctora Nuñez dijo")
        name = f"session_2027010{number}_000000"
        assert correct(program, dictionary, name, "e", "la doctora Núñez dijo") is None


def test_a_session_without_a_transcript_has_nothing_to_apply(dictionary, paths):
    other = "session_20270101_000000"
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.sessions.create(replace(plan(), session_id=other))
    assert dictionary.apply(other) == 0
