"""What the clinical suite finds, as one table, and which goals are reached."""

from __future__ import annotations

from dataclasses import dataclass

from tests.benchmarks.clinical.scoring import Counted, Score
from tests.benchmarks.clinical.talks import MarkKind

#: Of the names that are told: right after Stop, and live.
_NAMES = {"final": 0.85, "live": 0.70}
_OTHERS = 0.95
_PUT = 0.5  # names put where another word was said, in a thousand words


@dataclass(frozen=True, slots=True)
class Row:
    """One way of writing, of the talks of one language, in a quiet room or in a noisy one."""

    way: str
    noisy: bool
    language: str
    score: Score


@dataclass(frozen=True, slots=True)
class Report:
    """`seconds` of sound, which was written once quiet and once noisy."""

    model: str
    talks: int
    seconds: float
    rows: tuple[Row, ...]

    def of(self, way: str, noisy: bool | None = None) -> Score:
        """A way's rows together: of one room, or of both."""
        chosen = [row.score for row in self.rows if row.way == way and noisy in (None, row.noisy)]
        return sum(chosen, Score())


def verdicts(report: Report) -> dict[str, bool]:
    """The goals, over both languages and both rooms."""
    final, live = report.of("final"), report.of("live")
    reached = {
        f"names right, {way}: {goal:.0%}": score.counted[MarkKind.REPORTED].recall >= goal
        for (way, goal), score in zip(_NAMES.items(), (final, live), strict=True)
    }
    for kind in (MarkKind.TERM, MarkKind.DOSE, MarkKind.VITAL):
        reached[f"{_CALLED[kind]} right, final: {_OTHERS:.0%}"] = (
            final.counted[kind].recall >= _OTHERS
        )
    for way, score in (("final", final), ("live", live)):
        reached[f"names put, {way}: at most 1 in 2,000 words"] = (
            score.names_put_per_thousand <= _PUT
        )
    return reached


def rendered(report: Report) -> str:
    """A line for each way, language and room; percentages are recall / precision."""
    head = (
        f"{report.model}, int8, {report.talks} talks, {report.seconds:.0f} s; right of what was "
        "said / of what was heard, in percent"
    )
    columns = (
        f"{'':<24}{'names, told half':>18}{'tuned half':>12}{'terms':>12}{'doses':>12}"
        f"{'vital signs':>13}{'names put':>11}{'words':>8}"
    )
    units = f"{'':<24}{'':>18}{'':>12}{'':>12}{'':>12}{'':>13}{'in 1,000':>11}{'wrong':>8}"
    lines = [head, "", columns, units]
    ways = list(dict.fromkeys(row.way for row in report.rows))
    for noisy in sorted({row.noisy for row in report.rows}):
        lines.append("with the room's noise" if noisy else "in a quiet room")
        for way in ways:
            for language in sorted({row.language for row in report.rows}):
                chosen = [
                    row.score
                    for row in report.rows
                    if (row.way, row.noisy, row.language) == (way, noisy, language)
                ]
                lines.append(_line(f"{way}, {language}", sum(chosen, Score())))
    lines.append("both languages, both rooms")
    lines += [_line(way, report.of(way)) for way in ways]
    lines += ["", *(f"{'yes' if ok else 'NO ':<4}{what}" for what, ok in verdicts(report).items())]
    return "\n".join(lines) + "\n"


_CALLED = {MarkKind.TERM: "terms", MarkKind.DOSE: "doses", MarkKind.VITAL: "vital signs"}


def rendered_talk(talk: str, way: str, noisy: bool, score: Score) -> str:
    """One line, as soon as a talk is read: what was right of what was said."""
    counted = score.counted
    kinds = {"told half": MarkKind.REPORTED, "tuned half": MarkKind.TUNED} | {
        called: kind for kind, called in _CALLED.items()
    }
    told = ", ".join(
        f"{called} {counted[kind].right}/{counted[kind].said}" for called, kind in kinds.items()
    )
    room = "noise" if noisy else "quiet"
    return (
        f"{talk} {room} {way.strip()}: names of the {told}; names put {score.names.put}, "
        f"words wrong {100 * score.errors.rate:.1f} %\n"
    )


def _line(head: str, score: Score) -> str:
    kinds = (MarkKind.REPORTED, MarkKind.TUNED, MarkKind.TERM, MarkKind.DOSE, MarkKind.VITAL)
    widths = (18, 12, 12, 12, 13)
    told = "".join(
        f"{_both(score.counted[kind]):>{width}}" for kind, width in zip(kinds, widths, strict=True)
    )
    return (
        f"  {head:<22}{told}{score.names_put_per_thousand:>11.2f}{100 * score.errors.rate:>7.1f}%"
    )


def _both(counted: Counted) -> str:
    return f"{100 * counted.recall:.0f} / {100 * counted.precision:.0f}"
