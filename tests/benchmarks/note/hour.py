"""An hour of talk whose note is opened: how long that takes, its findings looked for as well."""

from __future__ import annotations

import itertools
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from aurity_desktop.application.library.note_book import NoteBook
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.domain.transcript import Word
from aurity_desktop.entrypoints.command_line import build
from aurity_desktop.runtime.paths import Paths
from tests.benchmarks.corpus.planted_sessions import finish
from tests.benchmarks.findings.consultations import consultations

_SECONDS = 3600.0
_SESSION = "session_20260102_030405"


def seconds_to_open(folder: Path, paths: Paths, language: str) -> tuple[float, int]:
    """Seconds until the note of an hour is there, the second time; and its suggestions.

    The first time reads the rules and their lists, as the window has done when somebody stops: it
    looks while the talk goes on.
    """
    own = Paths(folder / "hour", paths.models)
    own.prepare()
    with closing(SqliteLedger(own.ledger, "bench")) as ledger:
        ledger.sessions.create(SessionPlan(_SESSION, datetime.now(UTC), "bench", language=language))
        finish(ledger, _SESSION, _an_hour(language), language)
    book = NoteBook.of(build(own))
    book.opened(_SESSION)
    began = time.perf_counter()
    opened = book.opened(_SESSION)
    return time.perf_counter() - began, opened.draft.open_lines


def _an_hour(language: str) -> list[Word]:
    talks = [each for each in consultations() if each.language == language]
    words: list[Word] = []
    for talk in itertools.cycle(talks):
        later = words[-1].end + 1.0 if words else 0.0
        for word in talk.words:
            if later + word.end > _SECONDS:
                return words
            moved = replace(word, start=later + word.start, end=later + word.end)
            words.append(replace(moved, speaker="", speaker_confidence=0.0))
    return words
