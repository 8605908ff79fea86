"""The figures of the note suite as lines for people, and what is demanded of them."""

from __future__ import annotations

from collections.abc import Sequence

from aurity_desktop.application.library.figures import percentile
from tests.benchmarks.note.figures import NoteReport, Step

_MOST_SECONDS = 90.0
_MOST_TO_FIND = 2.0
_MOST_OF_AN_HOUR = 1.0


def as_lines(report: NoteReport) -> list[str]:
    """One figure a line."""
    seen = report.seen
    lines = [
        f"{report.language}, {report.name}: {report.seconds:.0f} s",
        "",
        *map(_step, seen.minute),
        (
            f"{'Stop to the printed note':<32}{seen.total:6.1f} s, waited "
            f"{sum(step.waited for step in seen.minute):.1f} s"
        ),
        f"{'decided, typed, dragged':<32}{seen.suggestions}, {seen.fields}, {seen.dragged}",
        "afterwards",
        *map(_step, seen.after),
        "",
        *found_lines(report),
        f"an hour's note is open after    {report.hour:.2f} s, {report.in_hour} suggestions",
        f"signed versions                 {report.signed}",
        f"lines of it in the PDF          {report.in_pdf} of {report.lines}",
        *(f"problem: {each}" for each in seen.problems),
        "",
    ]
    return lines + [f"{'yes' if held else 'NO ':3}  {what}" for what, held in holds(report).items()]


def found_lines(report: NoteReport) -> list[str]:
    """What stood beside the text while it was said."""
    delays = report.delays
    return [
        (
            f"{report.name}: found, painted         {delays.said}, {delays.painted}; "
            f"{delays.withdrawn} of those do not stand so in the end; {delays.faded} faded"
        ),
        f"word that names it to a line    {_spread(delays.named)}",
        f"  from its standing in the text {_spread(delays.beside)}",
        f"what it says to the line in ink {_spread(delays.told)}",
        f"last word to the whole line     {_spread(delays.whole)}",
        *(f"  late by {each}" for each in delays.late),
        *(f"  never told: {each}" for each in delays.never),
        *(f"  affirmed, and is not so: {each}" for each in delays.turned),
    ]


def finds_in_time(report: NoteReport) -> bool:
    """Whether 95 of 100 findings had a line within two seconds of their word."""
    late = percentile(report.delays.named, 95)
    return late is not None and late <= _MOST_TO_FIND


def holds(report: NoteReport) -> dict[str, bool]:
    """What must be, and whether it is."""
    seen = report.seen
    printed = any(step.name == "it is printed" for step in seen.minute)
    return {
        f"Stop to the printed note in {_MOST_SECONDS:.0f} s": (
            printed and seen.total <= _MOST_SECONDS
        ),
        f"95 of 100 findings painted within {_MOST_TO_FIND:.0f} s of the word that names them": (
            finds_in_time(report)
        ),
        "an hour's note is open within a second": report.hour <= _MOST_OF_AN_HOUR,
        "signed once, and every line of it is printed": (
            report.signed == 1 and report.lines > 0 and report.in_pdf == report.lines
        ),
        "nothing went wrong": not seen.problems and bool(seen.after),
    }


def _step(step: Step) -> str:
    return f"  {step.name:<30}{step.took:6.1f} s, waited {step.waited:.1f} s"


def _spread(values: Sequence[float]) -> str:
    if not values:
        return "none"
    p50, p95 = percentile(values, 50), percentile(values, 95)
    return f"p50 {p50:.2f} s, p95 {p95:.2f} s, most {max(values):.2f} s ({len(values)})"
