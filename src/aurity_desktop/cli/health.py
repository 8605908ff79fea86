"""`health`: is everything there that a recording needs, and how well does it go?"""

from __future__ import annotations

import argparse

from aurity_desktop.application.health.health import Health, examine
from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import joined, result, table


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `health`."""
    parser = subparsers.add_parser(
        "health", help="check models, disk, microphone, ledger and queue"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Returns 0 where everything that a recording needs is there, 1 otherwise."""
    health = examine(program)
    result(health.view(), as_json=arguments.json, text=_text(health))
    return 0 if health.ok else 1


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
