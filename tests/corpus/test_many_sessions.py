"""What is asked at each start, or each time a page is shown, of a corpus of many years."""

import sys
from datetime import timedelta

import pytest

from aurity_desktop.corpus.integrity.verify import look_over
from aurity_desktop.corpus.lifecycle.erasing import is_due
from aurity_desktop.domain.retention import RetentionPolicy
from aurity_desktop.domain.session import SessionState
from tests.corpus.examples import STARTED, plan


def sessions(ledger, paths, count):
    """Sessions a day apart that ended, each with a folder; their ids."""
    names = []
    for number in range(count):
        began = STARTED + timedelta(days=number)
        name = began.strftime("session_%Y%m%d_%H%M%S")
        ledger.sessions.create(plan(name, began))
        ledger.sessions.set_state(name, SessionState.FAILED, "nothing was recorded")
        paths.session(name).mkdir(parents=True)
        names.append(name)
    return names


def test_what_an_erasure_left_is_looked_for_by_what_was_erased(ledger, paths):
    names = sessions(ledger, paths, 60)
    ledger.erasures.erase(names[7], "prueba")
    asked = []
    ledger.database.connection.set_trace_callback(asked.append)
    assert is_due(ledger, paths, RetentionPolicy(), STARTED)
    ledger.database.connection.set_trace_callback(None)
    assert len([statement for statement in asked if "erasures" in statement]) == 2


@pytest.fixture(scope="module")
def listed():
    """The folders that are listed, whichever way this Python does it."""
    folders, is_heard = [], [True]

    def note(event, arguments):
        if is_heard[0] and event in {"os.scandir", "os.listdir"}:
            folders.append(str(arguments[0]))

    sys.addaudithook(note)  # for as long as the process lives
    yield folders
    is_heard[0] = False


def test_a_look_over_the_corpus_lists_the_folders_of_its_newest_sessions_only(
    ledger, paths, listed
):
    """An hour of sound is twelve hundred files."""
    names = sessions(ledger, paths, 6)
    listed.clear()
    look_over(ledger, paths, 2)
    assert {name for name in names if any(name in path for path in listed)} == set(names[-2:])
