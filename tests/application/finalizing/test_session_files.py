import pytest

from aurity_desktop.application.finalizing.session_files import project_again
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.jobs import JobKind, JobStep
from aurity_desktop.domain.session import SpeakerCount
from tests.application.finalizing.stopped_session import SESSION, Bench, a_job
from tests.fakes.second_pass import Watch


@pytest.fixture
def bench():
    return Bench()


def test_the_files_alone_are_a_job_too(bench):
    watch = Watch()
    project_again(
        bench.ledger, bench.parts, bench.parts, bench.parts, a_job(JobKind.PROJECT), watch
    )
    assert watch.done == [JobStep.PROJECT]
    assert bench.parts.written == []


def test_after_going_back_to_older_speakers_the_files_follow(bench):
    bench.run()
    first = bench.ledger.segments.run_id(SESSION)
    bench.run(a_job(JobKind.DIARIZE, SpeakerCount.exactly(4)))
    bench.ledger.segments.use_run(SESSION, first)
    for _ in range(2):
        project_again(
            bench.ledger, bench.parts, bench.parts, bench.parts, a_job(JobKind.PROJECT), Watch()
        )

    segments, diarization = bench.parts.written[-1]
    assert segments == bench.ledger.segments.of_session(SESSION)
    assert len(diarization.speakers) == 2
    assert len(bench.events(Event.SEGMENT_FILES_WRITTEN)) == 3


def test_files_that_are_written_after_an_import_are_owed_here(bench):
    bench.run()
    written = len(bench.events(Event.SEGMENT_FILES_WRITTEN))
    bench.ledger.audit.record_event(SESSION, Event.SESSION_IMPORTED, {})
    for _ in range(2):
        project_again(
            bench.ledger, bench.parts, bench.parts, bench.parts, a_job(JobKind.PROJECT), Watch()
        )
    assert len(bench.events(Event.SEGMENT_FILES_WRITTEN)) == written + 1


def test_what_people_changed_is_what_the_segment_files_say_afterwards(bench):
    bench.run()
    bench.ledger.edits.record(SESSION, Edit("edit-1", EditKind.CORRECT, 0, 0, "corrected"))
    project_again(
        bench.ledger, bench.parts, bench.parts, bench.parts, a_job(JobKind.PROJECT), Watch()
    )
    segments, heard = bench.parts.written[-1]
    assert segments[0].text.startswith("corrected ")
    assert [turn.speaker for turn in heard.turns] == ["SPEAKER_00", "SPEAKER_01"]

    bench.ledger.edits.record(
        SESSION, Edit("edit-2", EditKind.MERGE, speaker="SPEAKER_00", merged="SPEAKER_01")
    )
    project_again(
        bench.ledger, bench.parts, bench.parts, bench.parts, a_job(JobKind.PROJECT), Watch()
    )
    _, heard = bench.parts.written[-1]
    assert {turn.speaker for turn in heard.turns} == set(heard.speakers) == {"SPEAKER_00"}

    bench.ledger.edits.withdraw(SESSION, "edit-2")
    project_again(
        bench.ledger, bench.parts, bench.parts, bench.parts, a_job(JobKind.PROJECT), Watch()
    )
    assert bench.parts.written[-1][1].speakers == ("SPEAKER_00", "SPEAKER_01")


def test_a_final_sound_that_could_not_be_replaced_follows_with_the_files(bench):
    bench.run()
    bench.parts.behind = True
    project_again(
        bench.ledger, bench.parts, bench.parts, bench.parts, a_job(JobKind.PROJECT), Watch()
    )
    assert bench.parts.calls["concatenate"] == 2
    assert len(bench.events(Event.CHUNKS_CONCATENATED)) == 1


def test_the_sound_of_a_session_that_goes_on_is_joined_when_it_is_finished(bench):
    bench.parts.behind = True
    project_again(
        bench.ledger, bench.parts, bench.parts, bench.parts, a_job(JobKind.PROJECT), Watch()
    )
    assert bench.parts.calls["concatenate"] == 0
