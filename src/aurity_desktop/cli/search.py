"""`search`: every word ever said and every title, accents and case ignored."""

from __future__ import annotations

import argparse
from datetime import datetime

from aurity_desktop.application.library.library import Library
from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import clock, joined, result
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.search import SearchFilter, SearchHit
from aurity_desktop.domain.session import SessionState, checked_session_id

#: Nobody reads more, and SQLite counts to 2^63.
_MOST_HITS = 1_000_000


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `search`."""
    parser = subparsers.add_parser("search", help="find words in every session and title")
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
    """Print the titles and passages, at most `--limit`. Returns 0, also where nothing was found."""
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
            "in_title": hit.in_title,
            "in_note": hit.in_note,
        }
        for hit in hits
    ]
    lines = [f"{hit.session_id} {_where(hit)}: {hit.text}" for hit in hits]
    result(view, as_json=arguments.json, text=joined(lines) or "Nothing found.")
    return 0


def _where(hit: SearchHit) -> str:
    if hit.in_title:
        return "title"
    return f"[{clock(hit.start)}] {'note' if hit.in_note else hit.speaker}"


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
