from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from aurity_desktop.application.finalizing.session_files import quiet_before_files
from aurity_desktop.application.library.library import Library
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.errors import StorageError
from aurity_desktop.domain.jobs import JobKind
from aurity_desktop.domain.session import SessionPlan, SessionState
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.domain.transcript import Segment, Word
from aurity_desktop.runtime.settings import change_settings
from tests.fakes.ledger import MemoryLedger
from tests.fakes.queue import MemoryQueue

SESSION = "session_20260102_030405"
EDIT = Edit("edit-1", EditKind.CORRECT, 0, 0, "hola")


@pytest.fixture
def queue():
    return MemoryQueue()


@pytest.fixture
def ledger():
    own = MemoryLedger()
    own.sessions.create(SessionPlan(SESSION, datetime(2026, 1, 2, tzinfo=UTC), "a test"))
    words = [Word(0.0, 0.5, "ola", 0.9, "SPEAKER_00")]
    own.segments.record_run(
        SESSION, "run_1", words, [Segment(0.0, 0.5, "SPEAKER_00", "ola", 0.9)], []
    )
    own.sessions.set_state(SESSION, SessionState.COMPLETED)
    return own


@pytest.fixture
def library(ledger, queue):
    return Library(SimpleNamespace(ledger=lambda: ledger, queue=lambda: queue))


@pytest.mark.parametrize(
    "change",
    [
        lambda library: library.record_edit(SESSION, EDIT),
        lambda library: library.withdraw_edit(SESSION, EDIT.edit_id),
        lambda library: library.restore_edit(SESSION, EDIT.edit_id),
        lambda library: library.rename_speakers(
            SESSION, [Speaker("SPEAKER_00", SpeakerRole.PACIENTE, "Ana")]
        ),
    ],
    ids=["edit", "undo", "redo", "name"],
)
def test_the_sessions_files_follow_whatever_is_changed(library, ledger, queue, change):
    ledger.edits.record(SESSION, EDIT)
    change(library)
    assert [(job.kind, job.session_id) for job in queue.jobs()] == [(JobKind.PROJECT, SESSION)]


def test_changes_in_a_row_share_one_job(library, queue):
    library.record_edit(SESSION, EDIT)
    library.withdraw_edit(SESSION, EDIT.edit_id)
    library.restore_edit(SESSION, EDIT.edit_id)
    assert len(queue.jobs()) == 1


def test_the_files_follow_when_nothing_is_corrected_any_more(library, queue, monkeypatch):
    """A session's file holds all its sound: eight hours are 900 MB for a word."""
    asked = []
    submit = queue.submit
    monkeypatch.setattr(
        queue, "submit", lambda *told, **named: asked.append(named) or submit(*told, **named)
    )
    library.record_edit(SESSION, EDIT)
    (named,) = asked
    assert named["quiet"] >= 20.0
    assert quiet_before_files(8 * 3600.0) > 100.0


def test_a_change_stands_when_no_job_can_be_submitted(library, ledger, queue, monkeypatch):
    def refuse(*_arguments, **_named):
        raise StorageError("the disk is full")

    monkeypatch.setattr(queue, "submit", refuse)
    library.record_edit(SESSION, EDIT)
    assert [word.text for word in library.words(SESSION)] == ["hola"]


def test_what_is_copied_and_printed_writes_numbers_as_the_settings_say(queue, tmp_path):
    ledger = MemoryLedger()
    ledger.sessions.create(
        SessionPlan(SESSION, datetime(2026, 1, 2, tzinfo=UTC), "a test", language="es")
    )
    words = [
        Word(0.0, 0.5, "cinco", 0.9, "SPEAKER_00"),
        Word(0.5, 1.0, "gramos", 0.9, "SPEAKER_00"),
    ]
    segments = [Segment(0.0, 1.0, "SPEAKER_00", "cinco gramos", 0.9)]
    ledger.segments.record_run(SESSION, "run_1", words, segments, [])
    ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    settings = tmp_path / "settings.toml"
    paths = SimpleNamespace(settings=settings)
    library = Library(SimpleNamespace(ledger=lambda: ledger, paths=paths))
    assert library.document(SESSION, "es").segments[0].text == "5 g"
    change_settings(settings, written_numbers=False)
    assert library.document(SESSION, "es").segments[0].text == "cinco gramos"
    settings.write_text("written_numbers = ", "utf-8")
    assert library.document(SESSION, "es").segments[0].text == "5 g"
