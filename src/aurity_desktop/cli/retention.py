"""`retention`: for how long sessions are kept, and what goes when."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from aurity_desktop.application.privacy.retention import Retention
from aurity_desktop.application.program import Program
from aurity_desktop.cli.confirm import confirmed
from aurity_desktop.cli.output import joined, result, say, table
from aurity_desktop.cli.waiting import own_worker, wait_for
from aurity_desktop.domain.errors import ClockDoubted, UsageError
from aurity_desktop.domain.retention import (
    GRACE,
    UNASKED,
    Expiry,
    Outlook,
    RetentionPolicy,
    Standing,
)

_OFF = "off"


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `retention` and of its actions."""
    parser = subparsers.add_parser(
        "retention",
        help="for how long sessions are kept; what goes, and when",
        description="Without an action, the preview. The worker announces what is over its time, "
        f"and erases it {GRACE.days} days later; more than {UNASKED} at once only after `retention "
        "run`, and nothing while the clock is far from everything that was done here. Sessions "
        "that are recorded, worked on or on hold are never erased by it. Imported ones are kept "
        "from their import.",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=_preview, days=None)
    actions = parser.add_subparsers(metavar="ACTION")
    for name, run, what in (
        ("preview", _preview, "what goes, and when; nothing is changed"),
        ("set", _set, "keep sessions for so many days, or `off` to keep all"),
        ("run", _run, "erase now what is due"),
    ):
        action = actions.add_parser(name, help=what)
        action.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON object"
        )
        if name == "preview":
            action.add_argument(
                "--days", type=_days, metavar="DAYS", help="as if it were set to so many"
            )
        if name == "set":
            action.add_argument("days", type=_days, metavar="DAYS|off")
        if name == "run":
            action.add_argument(
                "--clock-is-right",
                action="store_true",
                help="nobody did anything here for long, and the date is right all the same",
            )
        if name != "preview":
            action.add_argument("--yes", action="store_true", help="do not ask")
        action.set_defaults(run=run)


def _days(text: str) -> int:
    """0 stands for `off`."""
    if text == _OFF:
        return 0
    if not text.isdecimal() or not 1 <= int(text) <= 36_525:
        raise argparse.ArgumentTypeError("say a number of days from 1 to 36525, or off")
    return int(text)


def _preview(arguments: argparse.Namespace, program: Program) -> int:
    retention = Retention(program)
    policy = None if arguments.days is None else RetentionPolicy(arguments.days or None)
    outlook = retention.outlook(policy)
    result(_view(outlook), as_json=arguments.json, text=_text(outlook))
    return 0


def _set(arguments: argparse.Namespace, program: Program) -> int:
    retention = Retention(program)
    days = arguments.days or None
    outlook = retention.outlook(RetentionPolicy(days))
    if outlook.due and not confirmed(
        f"With {days} days, {len(outlook.due)} sessions are over their time, and are erased "
        f"{GRACE.days} days after they were announced. Set it?",
        yes=arguments.yes,
    ):
        say("Nothing was changed.")
        return 1
    retention.keep_for(days)
    if outlook.due and not outlook.clock_doubted:
        retention.confirm(days)
    return _preview(argparse.Namespace(days=None, json=arguments.json), program)


def _run(arguments: argparse.Namespace, program: Program) -> int:
    retention = Retention(program)
    outlook = retention.outlook()
    if outlook.days is None:
        raise UsageError(
            "All sessions are kept: no policy is set. See `aurity-desktop retention set`."
        )
    if outlook.due and outlook.clock_doubted and not arguments.clock_is_right:
        raise ClockDoubted(outlook.at, outlook.record.newest_act)
    if outlook.due and not confirmed(
        f"By the clock it is {outlook.at.astimezone():%Y-%m-%d}. Erase {len(outlook.due)} sessions "
        "for good?",
        yes=arguments.yes,
    ):
        say("Nothing was erased.")
        return 1
    job = retention.run()
    with own_worker(program) as worker:
        wait_for(program, [job], worker)
    left = {each.session.session_id for each in retention.outlook().expiries}
    erased = [
        each.session.session_id for each in outlook.due if each.session.session_id not in left
    ]
    lines = [f"{session_id} is erased." for session_id in erased]
    result({"erased": erased}, as_json=arguments.json, text=joined(lines) or "Nothing was due.")
    return 0


def _view(outlook: Outlook) -> dict[str, Any]:
    standings = outlook.standings()
    return {
        "days": outlook.days,
        "clock_doubted": outlook.clock_doubted,
        "due": [each.session.session_id for each in outlook.due],
        "next_at": outlook.next.at.isoformat() if outlook.next else None,
        "sessions": [
            {
                "session_id": each.session.session_id,
                "created_at": each.session.plan.created_at.isoformat(),
                "goes_at": _goes_at(outlook, each).isoformat(),
                "held": each.hold.reason if each.hold else None,
                "standing": standings[each.session.session_id],
            }
            for each in outlook.expiries
        ],
        "holds": [
            {
                "session_id": hold.session_id,
                "reason": hold.reason,
                "placed_at": hold.placed_at.isoformat(),
            }
            for hold in outlook.holds
        ],
    }


def _text(outlook: Outlook) -> str:
    if outlook.days is None:
        held = f" {len(outlook.holds)} are on hold." if outlook.holds else ""
        return f"All sessions are kept: no policy is set.{held}"
    lines = [f"Sessions are kept for {outlook.days} days."]
    standings = outlook.standings()
    rows = [
        (
            each.session.session_id,
            f"{each.session.plan.created_at.astimezone():%Y-%m-%d}",
            _goes(outlook, each, standings[each.session.session_id]),
        )
        for each in outlook.expiries
    ]
    listed = table(rows, ("session", "recorded", "goes")) if rows else "None has ended yet."
    lines += listed.splitlines()
    return joined(lines)


def _goes_at(outlook: Outlook, expiry: Expiry) -> datetime:
    return outlook.goes_at(expiry) if expiry.at < outlook.at else expiry.at


def _goes(outlook: Outlook, expiry: Expiry, standing: Standing) -> str:
    match standing:
        case Standing.HELD:
            return f"on hold: {expiry.hold.reason}" if expiry.hold else "on hold"
        case Standing.CLOCK_DOUBTED:
            return "not while the clock is in doubt"
        case Standing.ASKED:
            return "after `aurity-desktop retention run`"
        case Standing.GOES:
            return "at the next run"
        case _:
            return f"{_goes_at(outlook, expiry).astimezone():%Y-%m-%d}"
