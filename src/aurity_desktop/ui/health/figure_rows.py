"""The live figures of health as rows of words and values."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from aurity_desktop.application.health.health import Health, LiveFigures
from aurity_desktop.application.privacy.privacy_figures import PrivacyFigures
from aurity_desktop.domain.jobs import QueueFigures
from aurity_desktop.ui.language.messages import step_text
from aurity_desktop.ui.widgets.time_text import day_text

translate = QCoreApplication.translate
Rows = list[tuple[str, str]]


def figure_rows(found: Health, longest_stall_ms: float) -> Rows:
    """(what, value), in the window's language; what could not be read is left out."""
    rows: Rows = []
    if found.live:
        rows += _live(found.live)
    if found.queue:
        rows += _queue(found.queue)
    if found.privacy:
        rows += _privacy(found.privacy)
    stall = translate("Figures of health", "{milliseconds} ms")
    rows.append(
        (
            translate("Figures of health", "Longest pause of the window"),
            stall.format(milliseconds=round(longest_stall_ms)),
        )
    )
    return rows


def _live(live: LiveFigures) -> Rows:
    rows: Rows = []
    if live.chunks_ok_percent is not None:
        words = translate("Figures of health", "{percent} % of {count}")
        rows.append(
            (
                translate("Figures of health", "Slices transcribed"),
                words.format(percent=f"{live.chunks_ok_percent:.1f}", count=live.chunks),
            )
        )
    if live.latency_p50_ms is not None and live.latency_p95_ms is not None:
        words = translate("Figures of health", "{middle} ms, 95 % within {most} ms")
        rows.append(
            (
                translate("Figures of health", "From sound to text"),
                words.format(middle=round(live.latency_p50_ms), most=round(live.latency_p95_ms)),
            )
        )
    return rows


def _queue(queue: QueueFigures) -> Rows:
    per_second = translate("Figures of health", "Per second of sound: {step}")
    return [
        (translate("Figures of health", "Waiting in the queue"), str(queue.depth)),
        (translate("Figures of health", "Retries, 95th percentile"), f"{queue.retries.p95:g}"),
        *(
            (per_second.format(step=step_text(step.value)), f"{factor:.3f} s")
            for step, factor in queue.real_time_factors.items()
        ),
    ]


def _privacy(found: PrivacyFigures) -> Rows:
    consented = translate("Figures of health", "{count} of {all}")
    rows = [
        (
            translate("Figures of health", "Sessions with consent"),
            consented.format(count=found.consented, all=found.sessions),
        )
    ]
    if found.withdrawn:
        words = translate("Figures of health", "Consent withdrawn, not erased yet")
        rows.append((words, str(found.withdrawn)))
    if found.kept_days is not None:
        words = translate("Figures of health", "Sessions due to be erased")
        rows.append((words, str(found.due)))
        if found.next_at is not None:
            at = datetime.fromisoformat(found.next_at).astimezone()
            words = translate("Figures of health", "Next session to be erased")
            rows.append((words, day_text(at)))
    if found.on_hold:
        rows.append((translate("Figures of health", "Sessions on hold"), str(found.on_hold)))
    return rows
