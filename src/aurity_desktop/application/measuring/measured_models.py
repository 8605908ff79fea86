"""What both faces show where a model is chosen: the speeds on this computer, and which to take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aurity_desktop import __version__
from aurity_desktop.application.measuring.measuring_plan import candidates, plan_measurement
from aurity_desktop.application.measuring.model_measurement import ModelMeasurement, Told
from aurity_desktop.application.measuring.speeds_file import read_speeds, write_speeds
from aurity_desktop.application.program import Program
from aurity_desktop.domain.errors import BadSessionId
from aurity_desktop.domain.model_choice import Recommendation, keeps_up, recommend
from aurity_desktop.domain.model_speeds import Computer, ModelSpeeds, WhisperSpeed
from aurity_desktop.runtime.computer import this_computer


@dataclass(frozen=True, slots=True)
class MeasuredModels:
    """The speeds measured on this computer, and what follows from them.

    `recommendation` is None where nothing has been measured that suits the language spoken; `best`
    is the best installed model for it, "" where there is none.
    """

    computer: Computer
    speeds: ModelSpeeds
    recommendation: Recommendation | None
    best: str = ""

    def keeps_up(self, final: WhisperSpeed) -> bool:
        """Whether a second pass with this model keeps pace beside the recommended live text."""
        recommended = self.recommendation
        live = self.speeds.of(recommended.live) if recommended else None
        return keeps_up(live or final, final, self.speeds)


def measured_models(
    program: Program, computer: Callable[[], Computer] = this_computer
) -> MeasuredModels:
    """What was measured on this computer. Reads one small file."""
    here = computer()
    speeds = read_speeds(program.paths.model_speeds).on(here)
    spoken = candidates(program.models, program.settings.speech_language)
    return MeasuredModels(here, speeds, recommend(speeds, spoken), spoken[0] if spoken else "")


def measure(
    program: Program,
    names: list[str],
    told: Told,
    computer: Callable[[], Computer] = this_computer,
) -> MeasuredModels:
    """Measure the named models, or all that are installed, and keep each speed as it comes.

    For commands and children: it loads torch and takes from seconds to minutes. Raises
    RecordingGoesOn, ModelError, UsageError, AudioError, StorageError.
    """
    path, here = program.paths.model_speeds, computer()
    kept = read_speeds(path).on(here)
    plan = plan_measurement(program.models, names, kept)
    ModelMeasurement(
        program.speech_engines(), here, __version__, lambda: somebody_records(program)
    ).run(plan, kept, lambda speeds: write_speeds(path, speeds), told)
    return measured_models(program, computer)


def somebody_records(program: Program) -> bool:
    """Whether a recorder lives in this data folder.

    Asks the recorders' locks, so that no key is needed and no ledger opened.
    """
    return any(_is_recorded(program, each.name) for each in program.paths.sessions.iterdir())


def _is_recorded(program: Program, name: str) -> bool:
    try:
        return program.is_being_recorded(name)
    except BadSessionId:  # a folder that is none of ours
        return False
