"""`health`: is everything there that a recording needs, and how well does it go?"""

from __future__ import annotations

import argparse

from aurity_desktop.application.health.health import Health, examine
from aurity_desktop.application.health.network import network_figures, network_view
from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import joined, result, table
from aurity_desktop.domain.network import NetworkFigures, ProcessRole


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `health`."""
    parser = subparsers.add_parser(
        "health", help="check models, disk, microphone, ledger and queue"
    )
    parser.add_argument(
        "--network",
        action="store_true",
        help="since when, and in how many hours of work, no connection was made; and what that "
        "proves",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Returns 0 where everything that a recording needs is there, 1 otherwise.

    With `--network`: 0 where no connection was ever seen, 1 otherwise.
    """
    if arguments.network:
        found = network_figures(program)
        result(network_view(found), as_json=arguments.json, text=joined(_network_lines(found)))
        return 1 if found.connections else 0
    health = examine(program)
    result(health.view(), as_json=arguments.json, text=_text(health))
    return 0 if health.ok else 1


#: What the figures are worth. The window says the same.
_WHAT_IT_PROVES = """
What this shows: while they ran, the window, the recorder, the worker and the commands each looked
at their own network sockets every five seconds, and found none but those that are given here.
What it does not show: a connection shorter than the time between two looks, commands that were over
within five seconds, other programs, and what somebody who can write to your files has changed in
this record.
Each day that is over stands in the audit chain of the data folder (NETWORK_WATCHED). To see for
yourself, block the program in a firewall: everything but `models install` goes on."""

#: Whether the worker has given up its network sockets; None where none has looked yet.
_CONFINED = {
    True: "The worker had given up its network sockets altogether (seccomp).",
    False: "The worker could have opened a connection: it serves a Redis server that settings.toml "
    "names, or this system lets no process give up its network sockets.",
    None: "",
}


def _network_lines(found: NetworkFigures) -> list[str]:
    if found.since is None:
        return ["Nobody has looked yet: the first figures come a minute after a start."]
    since = f"{found.since.astimezone():%Y-%m-%d %H:%M}"
    lines = []
    if found.last is not None:
        last, at = found.last, f"{found.last.at.astimezone():%Y-%m-%d %H:%M}"
        where = f"{last.connection.address} port {last.connection.port}"
        what = where if last.connection.address else "a socket that waits to be reached"
        lines.append(
            f"Connections seen: {found.connections}, the last on {at} by {last.role.value} "
            f"({last.connection.process}): {what}."
        )
    each = ", ".join(f"{role.value} {seconds / 3_600:.1f}" for role, seconds in _longest(found))
    lines.append(
        f"No connection since {since}, in {found.hours:.1f} hours of work"
        + (f" ({each}), {found.looks} looks." if each else ".")
    )
    lines += filter(None, [_CONFINED[found.confined]])
    return [*lines, *_WHAT_IT_PROVES.splitlines()]


def _longest(found: NetworkFigures) -> list[tuple[ProcessRole, float]]:
    return sorted(found.seconds.items(), key=lambda each: -each[1])


def _text(health: Health) -> str:
    rows = [
        (check.name, "ok" if check.ok else "NOT OK" if check.needed else "no", check.detail)
        for check in health.checks
    ]
    lines = table(rows, ("what", "", "detail")).splitlines()
    live, queue = health.live, health.queue
    if live and live.chunks_ok_percent is not None:
        lines.append(f"chunks OK: {live.chunks_ok_percent:.1f} % of {live.chunks}")
    if live and live.latency_p50_ms is not None and live.latency_p95_ms is not None:
        lines.append(
            f"slice to text: p50 {live.latency_p50_ms:.0f} ms, p95 {live.latency_p95_ms:.0f} ms"
        )
    if queue and queue.retries.count:
        lines.append(f"job retries p95: {queue.retries.p95:g}")
    if queue and queue.real_time_factors:
        factors = ", ".join(f"{step} {rtf:.3f}" for step, rtf in queue.real_time_factors.items())
        lines.append(f"real-time factors: {factors}")
    return joined(lines)
