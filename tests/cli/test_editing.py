"""`edit`, `history`, `undo`, `redo`: one session, on the real ledger."""

import json
from contextlib import closing
from dataclasses import replace

import pytest

from aurity_desktop.cli.main import run
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.audio import Span, SpanKind
from aurity_desktop.domain.jobs import JobKind
from aurity_desktop.domain.session import SessionState
from aurity_desktop.entrypoints.command_line import build
from tests.contracts.ledgers import OTHER_SESSION, run_of
from tests.corpus.examples import SESSION, a_slice, heard, plan


@pytest.fixture
def program(paths):
    """A session with a transcript of two voices; each command is told not to wait for a worker."""
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.sessions.create(plan())
        for number in range(2):
            ledger.sound.record_slice(a_slice(number))
        run_of(ledger, "one", ("SPEAKER_00", 3), ("SPEAKER_01", 4))
        ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    return build(paths)


@pytest.fixture
def do(program, capsys):
    """Runs a command and gives what it printed as JSON."""

    def command(*arguments, code=0):
        waits = [] if arguments[0] in {"history", "show", "search"} else ["--no-wait"]
        assert run([*arguments, "--json", *waits], program) == code
        said = capsys.readouterr()
        return json.loads(said.out) if code == 0 else said.err

    return command


def texts(view):
    return [each["text"] for each in view["segments"]]


def test_words_are_corrected_by_their_places_and_that_is_taken_back_and_made_again(do):
    words = do("show", SESSION, "--words")["words"]
    assert [(each["place"], each["text"]) for each in words[:2]] == [(0, "w0"), (1, "w1")]
    assert texts(do("edit", "text", SESSION, "0-1", "good morning"))[0] == "good morning w2"
    assert texts(do("undo", SESSION))[0] == "w0 w1 w2"
    assert texts(do("redo", SESSION))[0] == "good morning w2"
    # the places of the words that follow stay what they were
    assert texts(do("edit", "text", SESSION, "2"))[0] == "good morning"


def test_a_voice_is_named_and_keeps_what_is_not_said(do):
    do("edit", "voice", SESSION, "SPEAKER_00", "--name", "Dra. Ruiz")
    view = do("edit", "voice", SESSION, "SPEAKER_00", "--role", "MEDICO")
    assert view["speakers"][0] | {"seconds": 0} == {
        "label": "SPEAKER_00",
        "role": "MEDICO",
        "name": "Dra. Ruiz",
        "seconds": 0,
    }
    assert do("undo", SESSION)["speakers"][0]["role"] == "DESCONOCIDO"
    assert do("undo", SESSION)["speakers"][0]["name"] == ""


def test_a_session_is_marked_as_reviewed_and_that_is_taken_back(do):
    assert do("show", SESSION)["to_review"]
    assert not do("edit", "reviewed", SESSION)["to_review"]
    assert do("undo", SESSION)["to_review"]
    assert not do("redo", SESSION)["to_review"]
    assert do("edit", "reviewed", SESSION, "--not")["to_review"]


def test_a_title_is_given_taken_back_and_listed(do, program):
    assert do("edit", "title", SESSION, "Ana\nRuiz")["title"] == "Ana Ruiz"
    assert do("edit", "title", SESSION, "Ana Sosa")["title"] == "Ana Sosa"
    assert do("undo", SESSION)["title"] == "Ana Ruiz"
    assert do("redo", SESSION)["title"] == "Ana Sosa"
    assert do("show", SESSION)["title"] == "Ana Sosa"
    (_, *titled) = do("history", SESSION)["changes"]
    assert [(each["operation"], each["title"]) for each in titled] == [
        ("SESSION_TITLED", title) for title in ("Ana Ruiz", "Ana Sosa", "Ana Ruiz", "Ana Sosa")
    ]
    with closing(program.ledger()) as ledger:
        told = [row for row in ledger.audit.rows(SESSION) if row.operation == "SESSION_TITLED"]
    assert {row.metadata for row in told} == {"{}"}  # no word of a title is in the chain


def test_a_moment_is_marked_noted_and_removed_and_each_is_taken_back(do):
    (mark,) = do("edit", "mark", SESSION, "--at", "0:00:02", "a\nsolas")["bookmarks"]
    assert (mark["at"], mark["text"]) == (2.0, "a solas")
    (noted,) = do("edit", "note", SESSION, mark["bookmark_id"], "sin el marido")["bookmarks"]
    assert noted == {**mark, "text": "sin el marido"}
    assert do("undo", SESSION)["bookmarks"] == [mark]
    assert do("edit", "unmark", SESSION, mark["bookmark_id"])["bookmarks"] == []
    assert do("undo", SESSION)["bookmarks"] == do("show", SESSION)["bookmarks"] == [mark]
    history = do("history", SESSION)["changes"]
    assert [each["operation"] for each in history[1:]] == [
        *["BOOKMARK_SET"] * 3,
        "BOOKMARK_REMOVED",
        "BOOKMARK_SET",
    ]
    assert [hit["text"] for hit in do("search", "solas")] == ["a solas"]
    assert "no mark" in do("edit", "unmark", SESSION, "nowhere", code=2)
    assert "not that long" in do("edit", "mark", SESSION, "--at", "9:99:00", code=2)


def test_a_mark_without_a_time_is_set_where_the_sound_ends(do, program):
    (mark,) = do("edit", "mark", SESSION)["bookmarks"]
    assert (mark["at"], mark["text"]) == (2 * 3.0, "")


def test_a_text_is_replaced_everywhere_as_one_step(do):
    before = texts(do("show", SESSION))
    view = do("edit", "replace", SESSION, "W", "palabra")
    assert texts(view) == [each.replace("w", "palabra") for each in before]
    assert texts(do("undo", SESSION)) == before
    assert texts(do("redo", SESSION)) == texts(view)
    do("undo", SESSION)
    assert "not in the transcript" in do("edit", "replace", SESSION, "W", "x", "--case", code=2)
    view = do("edit", "replace", SESSION, "w0", "uno", "--whole-words", "--accents")
    assert texts(view)[0].startswith("uno w1")


def test_a_told_word_is_corrected_while_the_session_goes_on(do, paths):
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.sessions.create(plan(OTHER_SESSION))
        ledger.sound.record_slice(a_slice(session_id=OTHER_SESSION))
        text = "tome lozartan diario"
        ledger.chunks.record_transcription(heard(text=text, session_id=OTHER_SESSION))
    do("edit", "told", OTHER_SESSION, "0.2", "losartán")
    do("edit", "told", OTHER_SESSION, "0.2", "losartán 50")
    (change,) = do("history", OTHER_SESSION)["changes"][-1:]
    assert (change["heard"], change["text"]) == ("lozartan", "losartán 50")
    do("undo", OTHER_SESSION)
    assert do("history", OTHER_SESSION)["changes"][-1]["text"] == "losartán"
    assert "No word" in do("edit", "told", OTHER_SESSION, "2:00", "x", code=2)
    assert "edit text" in do("edit", "told", SESSION, "0.2", "x", code=2)


def test_words_are_given_to_another_voice_turns_split_and_voices_merged(do):
    view = do("edit", "said-by", SESSION, "2", "SPEAKER_01")
    assert [each["speaker"] for each in view["segments"]] == ["SPEAKER_00", *["SPEAKER_01"] * 2]
    assert len(do("edit", "split", SESSION, "1")["segments"]) == 4
    view = do("edit", "merge", SESSION, "SPEAKER_01", "SPEAKER_00")
    assert {each["speaker"] for each in view["segments"]} == {"SPEAKER_00"}
    for _ in range(3):
        view = do("undo", SESSION)
    assert [each["speaker"] for each in view["segments"]] == ["SPEAKER_00", "SPEAKER_01"]
    assert "nothing to take back" in do("undo", SESSION, code=2)


def test_a_repeated_run_is_taken_back_with_its_labels_in_the_history(do, program):
    with closing(program.ledger()) as ledger:
        run_of(ledger, "two", ("SPEAKER_00", 7))
    assert len(do("undo", SESSION)["speakers"]) == 2
    history = do("history", SESSION)
    assert history["current_run"] == "one"
    assert [(each["operation"], each["state"]) for each in history["changes"]] == [
        ("SPEAKERS_ASSIGNED", None),
        ("SPEAKERS_ASSIGNED", "taken back"),
        ("SEGMENTS_SELECTED", None),
    ]
    assert len(do("redo", SESSION)["speakers"]) == 1


def test_every_change_has_the_files_follow(do, program):
    do("edit", "split", SESSION, "1")
    with closing(program.queue()) as queue:
        assert [job.kind for job in queue.jobs()] == [JobKind.PROJECT]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("edit", "voice", SESSION, "SPEAKER_07", "--name", "X"), "no voice SPEAKER_07"),
        (("edit", "said-by", SESSION, "1", "SPEAKER_07"), "no voice SPEAKER_07"),
        (("edit", "voice", SESSION, "SPEAKER_00"), "--name, --role"),
        (("edit", "text", SESSION, "90", "x"), "no words 90"),
        (("redo", SESSION), "nothing to make again"),
        (("rerun", SESSION), "--speakers, --model"),
        (("rerun", SESSION, "--model", "whisper-huge"), "whisper-huge"),
        (("rerun", SESSION, "--model", "campplus"), "campplus"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_line(do, arguments, told):
    line = do(*arguments, code=2)
    assert told in line
    assert line.count("\n") == 1


def test_a_rerun_is_queued_with_what_was_asked_for(do, program):
    view = do("rerun", SESSION, "--speakers", "2-4")
    assert (view["kind"], view["state"]) == ("diarize", "pending")
    assert view["speakers"] == [2, 4]


def test_what_is_being_finished_is_not_begun_again(do, program):
    with closing(program.ledger()) as ledger:
        ledger.sessions.create(replace(plan(), session_id="session_20260102_030499"))
    assert "is recording" in do("rerun", "session_20260102_030499", "--speakers", "2", code=1)


def test_a_pause_is_a_line_of_its_own_when_a_session_is_shown(program, paths, capsys, do):
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        words = ledger.segments.words(SESSION)
        at = round(words[2].start * 16_000)
        ledger.sound.record_span(SESSION, Span(SpanKind.OFF_THE_RECORD, at, 75.0))
    for arguments in (["show", SESSION], ["edit", "text", SESSION, "0", "w0", "--no-wait"]):
        assert run(arguments, program) == 0
        said = capsys.readouterr().out
        assert said.index("w0 w1\n") < said.index("Off the record, 1 min 15 s") < said.index("w2\n")
    view = do("show", SESSION)
    assert texts(view)[:2] == ["w0 w1", "w2"]
    assert (view["spans"][0]["kind"], view["spans"][0]["seconds"]) == ("off_the_record", 75.0)


def test_a_turn_is_joined_with_the_one_before_it_and_that_is_taken_back(do):
    assert len(do("show", SESSION)["segments"]) == 2
    joined = do("edit", "join", SESSION, "3-6", "SPEAKER_00")
    assert texts(joined) == ["w0 w1 w2 w3 w4 w5 w6"]
    assert [each["label"] for each in joined["speakers"]] == ["SPEAKER_00"]
    assert len(do("undo", SESSION)["segments"]) == 2
