"""Marks and notes: while a session is recorded and afterwards, on the real ledger and the fake."""

import pytest

from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.changes import BookmarkChanged, steps_of
from aurity_desktop.domain.errors import UnknownSession
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.search import FoundIn, SearchFilter
from tests.contracts.ledgers import OTHER_SESSION, events
from tests.corpus.examples import SESSION, a_slice, heard

MARK = Bookmark("b1", 48_000)
NOTED = Bookmark("b1", 48_000, "Sospecha de violencia")


def steps(ledger):
    return steps_of(ledger.edits.changes(SESSION))


def test_a_session_that_is_being_recorded_can_be_marked(recording):
    recording.bookmarks.record(SESSION, Bookmark("b2", 96_000, "herpes"))
    recording.bookmarks.record(SESSION, MARK)
    assert recording.bookmarks.of_session(SESSION) == [MARK, Bookmark("b2", 96_000, "herpes")]
    assert events(recording)[-2:] == [Event.BOOKMARK_SET, Event.BOOKMARK_SET]


def test_what_holds_already_is_not_recorded_again(recording):
    recording.bookmarks.record(SESSION, MARK)
    recording.bookmarks.record(SESSION, MARK)
    assert events(recording).count(Event.BOOKMARK_SET) == 1


def test_a_note_is_written_to_a_mark_and_every_version_stays(recording):
    recording.bookmarks.record(SESSION, MARK)
    recording.bookmarks.record(SESSION, NOTED)
    assert recording.bookmarks.of_session(SESSION) == [NOTED]
    history = recording.bookmarks.history(SESSION)
    assert [(each.bookmark, each.current) for each in history] == [(MARK, False), (NOTED, True)]
    assert {each.user_id for each in history} == {"ana"}


def test_a_removed_mark_is_gone_and_stays_in_the_history(recording):
    recording.bookmarks.record(SESSION, NOTED)
    recording.bookmarks.remove(SESSION, "b1")
    recording.bookmarks.remove(SESSION, "b1")
    assert recording.bookmarks.of_session(SESSION) == []
    assert [each.current for each in recording.bookmarks.history(SESSION)] == [False]
    assert events(recording).count(Event.BOOKMARK_REMOVED) == 1
    recording.bookmarks.record(SESSION, NOTED)
    assert recording.bookmarks.of_session(SESSION) == [NOTED]


def test_the_chain_tells_of_the_moment_and_of_no_word(recording):
    recording.bookmarks.record(SESSION, NOTED)
    row = recording.audit.rows(SESSION)[-1]
    assert row.metadata == '{"at_sample":48000,"bookmark_id":"b1"}'


def test_there_must_be_a_session_to_mark(recording):
    with pytest.raises(UnknownSession):
        recording.bookmarks.record(OTHER_SESSION, MARK)
    with pytest.raises(UnknownSession):
        recording.bookmarks.remove(OTHER_SESSION, "b1")
    assert recording.bookmarks.of_session(OTHER_SESSION) == []


def test_each_change_of_a_mark_is_a_step_that_is_taken_back_by_what_was_before(recording):
    recording.bookmarks.record(SESSION, MARK)
    recording.bookmarks.record(SESSION, NOTED)
    recording.bookmarks.record(SESSION, Bookmark("b2", 0))
    assert [each.change.what for each in steps(recording).done] == [
        BookmarkChanged("b1", MARK, None),
        BookmarkChanged("b1", NOTED, MARK),
        BookmarkChanged("b2", Bookmark("b2", 0), None),
    ]
    recording.bookmarks.remove(SESSION, "b2", withdrawn=True)
    recording.bookmarks.record(SESSION, MARK)
    found = steps(recording)
    assert [each.change.what for each in found.done] == [BookmarkChanged("b1", MARK, None)]
    assert [each.change.what.bookmark_id for each in found.undone] == ["b2", "b1"]
    recording.bookmarks.record(SESSION, NOTED)
    assert len(steps(recording).done) == 2


def test_a_mark_that_is_removed_is_a_step_of_its_own_and_comes_back_with_it(recording):
    recording.bookmarks.record(SESSION, MARK)
    recording.bookmarks.remove(SESSION, "b1")
    assert [each.change.what.now for each in steps(recording).done] == [MARK, None]
    recording.bookmarks.record(SESSION, MARK)
    assert [each.change.what.now for each in steps(recording).done] == [MARK]
    recording.bookmarks.remove(SESSION, "b1")
    found = steps(recording)
    assert ([each.change.what.now for each in found.done], found.undone) == ([MARK, None], ())


def test_notes_are_found_behind_titles_and_before_what_was_said(recording):
    recording.sound.record_slice(a_slice())
    recording.chunks.record_transcription(heard(text="No, violencia no hay"))
    recording.sessions.retitle(SESSION, "Violencia en casa")
    recording.bookmarks.record(SESSION, NOTED)
    title, note, said = recording.search.find("violencia")
    found = [hit.found_in for hit in (title, note, said)]
    assert found == [FoundIn.TITLE, FoundIn.NOTE, FoundIn.SAID]
    assert (note.session_id, note.start, note.end, note.speaker) == (SESSION, 3.0, 3.0, "")
    assert (note.text, note.marks) == ("Sospecha de violencia", ((12, 21),))
    two = recording.search.find("violencia", limit=2)
    assert [hit.found_in for hit in two] == [FoundIn.TITLE, FoundIn.NOTE]


def test_the_note_that_holds_is_found_and_no_former_one(recording):
    recording.bookmarks.record(SESSION, NOTED)
    recording.bookmarks.record(SESSION, Bookmark("b1", 48_000, "Sin violencia"))
    assert [hit.text for hit in recording.search.find("violencia")] == ["Sin violencia"]
    recording.bookmarks.remove(SESSION, "b1")
    assert recording.search.find("violencia") == []


def test_a_search_for_what_a_speaker_said_looks_at_no_note(recording):
    recording.bookmarks.record(SESSION, NOTED)
    assert recording.search.find("violencia", SearchFilter(speaker="SPEAKER_00")) == []
    assert recording.search.find("violencia", SearchFilter(session_id=OTHER_SESSION)) == []
