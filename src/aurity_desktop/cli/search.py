"""`search`: every word ever said, every title and every note, accents and case ignored."""

from __future__ import annotations

import argparse
from datetime import datetime

from aurity_desktop.application.library.library import Library
from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import clock, joined, result
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.search import FoundIn, SearchFilter, SearchHit
from aurity_desktop.domain.session import SessionState, checked_session_id

#: Nobody reads more, and SQLite counts to 2^63.
_MOST_HITS = 1_000_000


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `search`."""
    parser = subparsers.add_parser("search", help="find words in every session, title and note")
    parser.add_argument("words", nargs="+", metavar="WORD")
    parser.add_argument(
        "--since", metavar="DATE", help="only sessions from this day on (YYYY-MM-DD)"
    )
    parser.add_argument("--until", metavar="DATE", help="only sessions before this day")
    parser.add_argument("--speaker", metavar="NAME", help="a speaker's label or name")
    parser.add_argument("--state", choices=[state.value for state in SessionState])
    parser.add_argument("--session", metavar="SESSION", help="only in this one")
    parser.add_argument("--limit", type=int, default=100, metavar="N")
    parser.add_argument("--json", action="store_true", help="print a JSON array")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Print what was found, at most `--limit` of it. Returns 0, also where nothing was."""
    if arguments.limit < 1:
        raise UsageError("--limit takes a number from 1 on.")
    limit = min(arguments.limit, _MOST_HITS)
    hits = Library(program).search(" ".join(arguments.words), _filter(arguments), limit)
    view = [
        {
            "session_id": hit.session_id,
            "start": round(hit.start, 3),
            "end": round(hit.end, 3),
            "speaker": hit.speaker,
            "text": hit.text,
            "in_title": hit.found_in is FoundIn.TITLE,
            "in_note": hit.found_in is FoundIn.NOTE,
            "in_clinical_note": hit.found_in is FoundIn.CLINICAL_NOTE,
        }
        for hit in hits
    ]
    lines = [f"{hit.session_id} {_where(hit)}: {hit.text}" for hit in hits]
    result(view, as_json=arguments.json, text=joined(lines) or "Nothing found.")
    return 0


def _where(hit: SearchHit) -> str:
    who = {
        FoundIn.SAID: hit.speaker,
        FoundIn.TITLE: "title",
        FoundIn.NOTE: "note",
        FoundIn.CLINICAL_NOTE: "clinical note",
    }[hit.found_in]
    return who if hit.moment is None else f"[{clock(hit.moment)}] {who}"


def _filter(arguments: argparse.Namespace) -> SearchFilter:
    return SearchFilter(
        since=_day(arguments.since),
        until=_day(arguments.until),
        state=SessionState(arguments.state) if arguments.state else None,
        speaker=arguments.speaker,
        session_id=checked_session_id(arguments.session) if arguments.session else None,
    )


def _day(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError as error:
        raise UsageError(f"{text!r} is not a date. Write it as 2026-03-31.") from error
