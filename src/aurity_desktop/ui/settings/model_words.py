"""How the speed of a model is told: one sentence each for live text and the final transcript."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from aurity_desktop.application.measuring.measured_models import MeasuredModels
from aurity_desktop.domain.model_choice import after_stop, fits_live, understands_english_only
from aurity_desktop.domain.model_speeds import MeasuredPart, MeasuringStep, WhisperSpeed
from aurity_desktop.ui.widgets.time_text import day_text, length

translate = QCoreApplication.translate


def live_words(found: MeasuredModels, model: str) -> str:
    """Whether a model keeps pace with speech on this computer, as far as is known."""
    return _with_language(model, _live_speed(found, model))


def _live_speed(found: MeasuredModels, model: str) -> str:
    speed = found.speeds.of(model)
    if speed is None:
        return _not_measured()
    if fits_live(speed.live):
        words = translate(
            "Models",
            "Fast enough for this computer: the text appears within {seconds} s of the words."
            " Measured on {date}.",
        )
    else:
        words = translate(
            "Models",
            "Too slow for this computer: the text falls behind while you record. Measured on "
            "{date}.",
        )
    return words.format(seconds=f"{3 + speed.live.longest_ms / 1000:.1f}", date=_date(speed))


def final_words(found: MeasuredModels, model: str) -> str:
    """How long the second pass with a model takes on this computer, as far as is known.

    "" is the best installed model.
    """
    return _with_language(model or found.best, _final_speed(found, model or found.best))


def _with_language(model: str, words: str) -> str:
    """Said first of a model of one language, which writes what is said in another as if in it."""
    if not understands_english_only(model):
        return words
    english = translate(
        "Models", "Understands English only: what is said in another language comes out wrong."
    )
    return f"{english} {words}"


def _final_speed(found: MeasuredModels, model: str) -> str:
    speed = found.speeds.of(model)
    if speed is None:
        return _not_measured()
    if found.keeps_up(speed):
        words = translate(
            "Models",
            "{times} times the speed of speech on this computer: done while you record. Measured "
            "on {date}.",
        )
    else:
        words = translate(
            "Models",
            "{times} times the speed of speech on this computer: after an hour it may take "
            "{length}. Measured on {date}.",
        )
    return words.format(
        times=f"{1 / speed.final:.1f}",
        length=length(3600 * after_stop(speed, found.speeds)),
        date=_date(speed),
    )


def recommendation_words(found: MeasuredModels) -> str:
    """What suits this computer; "" before anything was measured."""
    recommended = found.recommendation
    if recommended is None:
        return ""
    if recommended.live_fits:
        words = translate(
            "Models",
            "Recommended for this computer: {live} for the live text, {final} for the final "
            "transcript.",
        )
    else:
        words = translate(
            "Models",
            "No installed model is fast enough for live text here. {live} comes nearest; {final} "
            "for the final transcript.",
        )
    return words.format(live=recommended.live, final=recommended.final)


def step_words(step: MeasuringStep) -> str:
    """What is being measured just now."""
    words = {
        MeasuredPart.LOADING: translate("Models", "Loading {model}…"),
        MeasuredPart.LIVE: translate("Models", "Measuring the live transcription with {model}…"),
        MeasuredPart.FINAL: translate("Models", "Measuring the final transcript with {model}…"),
        MeasuredPart.DIARIZATION: translate("Models", "Measuring how voices are separated…"),
    }
    return words[step.part].format(model=step.model)


def _not_measured() -> str:
    return translate("Models", "Not measured on this computer yet.")


def _date(speed: WhisperSpeed) -> str:
    return day_text(speed.measurement.at.astimezone())
