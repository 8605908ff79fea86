"""Named mutations of what holds on a full disk, a busy ledger and a wrong clock."""

from __future__ import annotations

from tests.mutants.named import Named
from tests.mutants.operators import doing, instead, without

_CLAIMS = ("tests/jobs/test_claims.py",)
_TASKS = ("tests/jobs/test_tasks.py",)
_RETENTION = ("tests/domain/test_retention.py",)

_STATES = ("tests/application/recording/test_recording_states.py",)

FAULTS: tuple[Named, ...] = (
    Named(
        "a microphone that is back ends a pause",
        "application/recording/capture_facts.py",
        "CaptureFacts.after",
        instead("replace(self, lost=False)", "replace(self, lost=False, pause=None)"),
        _STATES,
    ),
    Named(
        "a recorder that hangs is called recording",
        "application/recording/capture_watch.py",
        "CaptureWatch._look",
        without("_tell"),
        _STATES,
    ),
    Named(
        "the first of two holds that ends ends both",
        "application/recording/pause_wishes.py",
        "PauseWishes.release",
        instead("self._holds or not self._held", "not self._held"),
        _STATES,
    ),
    Named(
        "a hold ends when the pointer leaves the button",
        "ui/recorder/hold_button.py",
        "HoldButton._is_up",
        doing("return True"),
        ("tests/ui/recorder/test_off_the_record.py",),
    ),
    Named(
        "a busy ledger at the end is waited for once for each row",
        "audio/capture/row_writer.py",
        "RowWriter._commit",
        instead("not self._given_up", "True"),
        ("tests/audio/capture/test_disk_writer.py",),
    ),
    Named(
        "the reserve that another thread gave back is no room",
        "storage/reserve.py",
        "Reserve.release",
        instead("since is not None and self._releases > since", "False"),
        ("tests/storage/test_reserve.py",),
    ),
    Named(
        "a full disk that SQLite tells as damage is damage",
        "storage/sqlite_errors.py",
        "_translation",
        instead("code in _PERHAPS_FULL and not has_room(path.parent)", "False"),
        ("tests/storage/test_sqlite.py",),
    ),
    Named(
        "a back-off lasts as long as a clock that was set back makes it",
        "jobs/claims.py",
        "JobClaims._longest_wait",
        instead("max(self._retry_delays, default=0.0)", "1e12"),
        _CLAIMS,
    ),
    Named(
        "a job that may begin at once waits for the time of its submission",
        "jobs/job_records.py",
        "_begins",
        instead("AT_ONCE", "now"),
        _CLAIMS,
    ),
    Named(
        "an end that cannot be recorded is forgotten",
        "jobs/tasks.py",
        "JobRunner.settle",
        without("settle"),
        _TASKS,
    ),
    Named(
        "a claim that nobody works on stays",
        "jobs/tasks.py",
        "JobRunner.settle",
        without("reclaim_own"),
        _TASKS,
    ),
    Named(
        "the clock is never in doubt",
        "domain/retention.py",
        "Outlook.clock_doubted",
        instead("newest is None or self.at - newest > DOUBT", "False"),
        _RETENTION,
    ),
    Named(
        "what the program does by itself proves the date",
        "corpus/ledger/retention_record.py",
        "",
        instead("sorted(ACTS)", "sorted(Event)"),
        ("tests/corpus/lifecycle/test_erasing.py",),
    ),
    Named(
        "an announcement of a future that was none counts",
        "domain/retention.py",
        "Outlook._announced",
        instead("self._since(expiry) <= announced <= self.at", "self._since(expiry) <= announced"),
        (*_RETENTION, "tests/corpus/lifecycle/test_erasing.py"),
    ),
    Named(
        "any number of sessions goes without a question",
        "domain/retention.py",
        "Outlook.standings",
        instead("len(asked) <= UNASKED", "True"),
        _RETENTION,
    ),
    Named(
        "a move is finished whatever the ledger says by now",
        "corpus/ledger/ledger_database.py",
        "finish_move",
        instead("open_any(path, keys, _check_moved)[0].close()", "take_place(path)"),
        ("tests/corpus/ledger/test_rekeying.py",),
    ),
    Named(
        "a job that gets on within a step keeps its strikes",
        "jobs/claims.py",
        "JobClaims.progress",
        without("_get_on"),
        _CLAIMS,
    ),
    Named(
        "a job that was given up is forgotten with the others",
        "jobs/job_records.py",
        "JobRecords.expire",
        instead("change.now - KEEP_GIVEN_UP_SECONDS", "change.now"),
        ("tests/jobs/test_job_records.py",),
    ),
    Named(
        "files that a job is about to write are a second job's",
        "entrypoints/job_handlers.py",
        "JobHandlers.catch_up",
        instead("not self._has_files_ahead(session_id)", "True"),
        ("tests/entrypoints/test_a_worker_that_dies.py",),
    ),
    Named(
        "an imported slice is not forced to the disk",
        "storage/durable.py",
        "_force_content",
        without("sync_file"),
        ("tests/corpus/transfer/test_importing_durability.py",),
    ),
    Named(
        "what was worked out is shown whatever was recorded since",
        "corpus/ledger/showing.py",
        "Showing._still_holds",
        instead("head_of(self._ledger, session_id) != prepared.head", "False"),
        ("tests/corpus/ledger/test_shown_runs.py",),
    ),
    Named(
        "two sessions of one second share their passages",
        "corpus/ledger/showing.py",
        "Showing._still_holds",
        instead("self._shown.first_passage(session_id) == first", "True"),
        ("tests/corpus/ledger/test_shown_runs.py",),
    ),
)
