"""Numbers leave the program as they are shown: written, or as they were said."""

import json
from dataclasses import replace

import pytest

from aurity_desktop.application.library.document_formats import DOCUMENT_FORMATS
from aurity_desktop.corpus.transfer.exporting import export_document
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.transcript import Segment
from tests.corpus.examples import SESSION, a_slice, plan, some_words

SAID = "tome quinientos miligramos y dos gramos"


@pytest.fixture
def finished(ledger, paths):
    ledger.sessions.create(replace(plan(), language="es"))
    ledger.sound.record_slice(a_slice(0, SESSION, paths.session(SESSION) / "slices"))
    words = some_words(SAID, step=0.5, speaker="SPEAKER_00")
    ledger.segments.record_run(
        SESSION, "run", words, [Segment(0.0, 3.0, "SPEAKER_00", SAID, 0.9)], []
    )
    ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    return ledger


def exported(ledger, tmp_path, form, **how):
    file = tmp_path / f"transcript.{form}"
    export_document(ledger, SESSION, file, DOCUMENT_FORMATS[form], exported_by="ana", **how)
    return file.read_text("utf-8")


def test_a_document_has_the_words_that_were_said_unless_it_is_asked_to_write_numbers(
    finished, tmp_path
):
    assert SAID in exported(finished, tmp_path, "txt")
    assert "tome 500 mg y 2 g" in exported(finished, tmp_path, "txt", written_numbers=True)


def test_subtitles_show_a_written_quantity_while_its_words_are_heard(finished, tmp_path):
    assert "tome 500 mg y 2 g" in exported(finished, tmp_path, "srt", written_numbers=True)
    told = json.loads(exported(finished, tmp_path, "json", written_numbers=True))
    (dose,) = [word for word in told["words"] if word["text"] == "500 mg"]
    said = [word for word in told["words"] if word["text"] == "y"]
    assert dose["start"] == 0.5
    assert dose["end"] <= said[0]["start"]


def test_what_a_person_has_written_leaves_as_they_wrote_it(finished, tmp_path):
    finished.edits.record(
        SESSION, Edit("edit", EditKind.CORRECT, 0, 5, "tome novecientos miligramos y dos gramos")
    )
    told = exported(finished, tmp_path, "txt", written_numbers=True)
    assert "tome novecientos miligramos y 2 g" in told
