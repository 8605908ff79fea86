"""What `models measure` measures: what was named, or all that is installed."""

from __future__ import annotations

from collections.abc import Sequence

from aurity_desktop.application.measuring.model_measurement import MeasuringPlan
from aurity_desktop.domain.errors import ModelMissing, UsageError
from aurity_desktop.domain.model_speeds import ModelSpeeds
from aurity_desktop.models.manifest import ModelRole
from aurity_desktop.models.model_store import ModelStore

#: The networks of the diarization; it needs both.
_SPEAKERS = (ModelRole.SEGMENTATION, ModelRole.EMBEDDING)


def installed_whisper(store: ModelStore) -> list[str]:
    """The Whisper models that are installed, best first."""
    return [
        model.name
        for model in store.manifest.of_role(ModelRole.WHISPER)
        if store.is_installed(model.name)
    ]


def candidates(store: ModelStore, language: str) -> list[str]:
    """Of the installed Whisper models those for a language, best first.

    "" asks for multilingual ones.
    """
    return [
        name for name in installed_whisper(store) if store.manifest.model(name).speaks(language)
    ]


def plan_measurement(store: ModelStore, names: Sequence[str], known: ModelSpeeds) -> MeasuringPlan:
    """The named models; without names, every one that is installed.

    The diarization comes along while it has not been measured: what fits after Stop depends on it.
    Raises UnknownModel, ModelMissing for one that is not installed, and UsageError for one that the
    program does not use.
    """
    models = [store.manifest.model(name) for name in dict.fromkeys(names)]
    for model in models:
        if model.role not in {ModelRole.WHISPER, *_SPEAKERS}:
            raise UsageError(f"The program does not use {model.name}, so it is not measured.")
        if not store.is_installed(model.name):
            raise ModelMissing(model.name)
    speakers = [each for each in store.manifest.models if each.role in _SPEAKERS and each.default]
    installed = {each.role for each in speakers if store.is_installed(each.name)}
    can_diarize = installed == set(_SPEAKERS)
    if not models:
        whisper = installed_whisper(store)
        if not whisper and not can_diarize:
            raise ModelMissing(store.manifest.defaults[0].name)
        return MeasuringPlan(tuple(whisper), can_diarize)
    return MeasuringPlan(
        tuple(model.name for model in models if model.role is ModelRole.WHISPER),
        can_diarize
        and (known.diarization is None or any(model.role in _SPEAKERS for model in models)),
    )
