"""`models measure`, and how measured speeds are told wherever the command line names a model."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from aurity_desktop.application.measuring.measured_models import (
    MeasuredModels,
    measure,
    measured_models,
)
from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import joined, result, say, table
from aurity_desktop.domain.json_lines import to_line
from aurity_desktop.domain.model_choice import Recommendation, after_stop, fits_live
from aurity_desktop.domain.model_speeds import (
    DIARIZATION,
    MeasuredPart,
    Measurement,
    MeasuringStep,
    WhisperSpeed,
)
from aurity_desktop.runtime.standard_input import end_with_parent

_PARTS = {
    MeasuredPart.LOADING: "loading",
    MeasuredPart.LIVE: "live text",
    MeasuredPart.FINAL: "second pass",
    MeasuredPart.DIARIZATION: "who spoke when",
}


def add_measure(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `models measure`."""
    parser = actions.add_parser(
        "measure",
        help="how fast this computer is with each installed model, and which suits it",
        description="Transcribes and diarizes a talk of half a minute with every installed model, "
        "or those that are named, as a recording would. Takes some seconds to minutes a model. "
        "The result is kept and shown where a model is chosen.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--steps", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run_measure)


def run_measure(arguments: argparse.Namespace, program: Program) -> int:
    """Measure and tell. Returns the exit code.

    With `--steps`, for the window: one JSON object a step on standard output, and an end as soon as
    standard input ends.
    """
    if arguments.steps:
        end_with_parent()
        measure(program, arguments.names, _print_step)
        return 0
    found = measure(program, arguments.names, _Told())
    result(measured_view(found), as_json=arguments.json, text=_text(found))
    return 0


class _Told:
    """A line on standard error whenever another part begins."""

    def __init__(self) -> None:
        self._line = ""

    def __call__(self, step: MeasuringStep) -> None:
        line = f"{step.model}: {_PARTS[step.part]} …"
        if line != self._line:
            self._line = line
            say(line)


def _print_step(step: MeasuringStep) -> None:
    sys.stdout.write(to_line(step) + "\n")
    sys.stdout.flush()


def measured_view(found: MeasuredModels) -> dict[str, Any]:
    """All of it as one JSON object."""
    speakers, recommended = found.speeds.diarization, found.recommendation
    return {
        "processor": found.computer.processor,
        "threads": found.computer.threads,
        "models": [{"name": each.model} | speed_view(found, each) for each in found.speeds.whisper],
        "diarization": {"real_time_factor": round(speakers.real_time_factor, 4)}
        | _measurement_view(speakers.measurement)
        if speakers
        else None,
        "recommended": {
            "live_model": recommended.live,
            "live_fits": recommended.live_fits,
            "whole_model": recommended.final,
            "whole_keeps_up": recommended.keeps_up,
        }
        if recommended
        else None,
    }


def speed_view(found: MeasuredModels, speed: WhisperSpeed) -> dict[str, Any]:
    """The speeds of one model, and whether they are enough."""
    return {
        "live_median_ms": round(speed.live.median_ms),
        "live_longest_ms": round(speed.live.longest_ms),
        "live_busy": round(speed.live.busy, 3),
        "live_fits": fits_live(speed.live),
        "whole_real_time_factor": round(speed.final, 4),
        "whole_keeps_up": found.keeps_up(speed),
        "seconds_after_an_hour": round(3600 * after_stop(speed, found.speeds)),
    } | _measurement_view(speed.measurement)


def speed_words(program: Program, model: str) -> str:
    """What is known of a model's speed here, as one sentence."""
    found = measured_models(program)
    speed = found.speeds.of(model)
    if speed is None:
        return f"Not measured here yet: `aurity-desktop models measure {model}`."
    return (
        f"On this computer: live text {_live_words(speed)}; "
        f"second pass {_times(speed.final)}, {_final_words(found, speed)} "
        f"(measured {_day(speed.measurement)})."
    )


def column(found: MeasuredModels, model: str) -> str:
    """A cell for the list of models; "" for those that are not measured by themselves."""
    speed = found.speeds.of(model)
    if speed is None:
        return "not measured"
    fits = "live" if fits_live(speed.live) else "not live"
    return f"{fits}, {_times(speed.final)}"


def _text(found: MeasuredModels) -> str:
    rows = [
        (
            each.model,
            _live_words(each),
            _times(each.final),
            _final_words(found, each),
            _day(each.measurement),
        )
        for each in found.speeds.whisper
    ]
    speakers = found.speeds.diarization
    if speakers is not None:
        factor = _times(speakers.real_time_factor)
        rows.append((DIARIZATION, "", factor, "", _day(speakers.measurement)))
    heads = ("model", "while recording", "second pass", "after Stop", "measured")
    lines = [
        f"{found.computer.processor}, {found.computer.threads} processors; a talk of half a minute",
        *table(rows, heads).splitlines(),
    ]
    if found.recommendation is not None:
        lines += ["", *_recommended(found.recommendation)]
    return joined(lines)


def _recommended(recommended: Recommendation) -> list[str]:
    slow = "" if recommended.live_fits else " (too slow all the same: text will fall behind)"
    late = "" if recommended.keeps_up else " (it will take a while after Stop)"
    return [
        f"Recommended for live text: {recommended.live}{slow}.",
        f"Recommended for the final transcript: {recommended.final}{late}.",
        "`aurity-desktop models use NAME --for live`, or `--for whole`, chooses one.",
    ]


def _live_words(speed: WhisperSpeed) -> str:
    verdict = "fits" if fits_live(speed.live) else "too slow"
    median, longest = speed.live.median_ms / 1000, speed.live.longest_ms / 1000
    return (
        f"{verdict}: text after {median:.2f} s, {longest:.2f} s at most, "
        f"busy {100 * speed.live.busy:.0f} % of the time"
    )


def _final_words(found: MeasuredModels, speed: WhisperSpeed) -> str:
    if found.keeps_up(speed):
        return "done while recording"
    minutes = 60 * after_stop(speed, found.speeds)
    return f"up to {max(1, round(minutes))} min for an hour"


def _times(real_time_factor: float) -> str:
    return f"{1 / real_time_factor:.1f} × real time"


def _day(measurement: Measurement) -> str:
    return f"{measurement.at.astimezone():%Y-%m-%d}"


def _measurement_view(measurement: Measurement) -> dict[str, str]:
    return {"measured_at": measurement.at.isoformat(), "program": measurement.program}
