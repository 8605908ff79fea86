"""What a document says where time was not captured, in its language."""

from __future__ import annotations

from aurity_desktop.domain.audio import Span
from aurity_desktop.domain.spans import SpanCause, cause_of

_SPANISH = {
    SpanCause.PAUSE: "Pausa, {length}",
    SpanCause.OFF_THE_RECORD: "Fuera de grabación, {length}",
    SpanCause.MICROPHONE_LOST: "Micrófono perdido, {length}",
    SpanCause.MICROPHONE_CHANGED: "Cambio de micrófono, {length}",
    SpanCause.COMPUTER_SLEPT: "Equipo suspendido, {length}",
    SpanCause.PROGRAM_ENDED: "Programa cerrado, sin grabar durante {length}",
    SpanCause.POWER_CUT: "Corte de energía, {length} perdidos",
    SpanCause.FILE_GAP: "Hueco en el archivo importado, {length}",
    SpanCause.LATER_PART: "Continuada {length} después",
    SpanCause.SOUND_LOST: "Sonido perdido, {length}",
    SpanCause.UNKNOWN: "Sin grabar durante {length}",
}
_ENGLISH = {
    SpanCause.PAUSE: "Paused, {length}",
    SpanCause.OFF_THE_RECORD: "Off the record, {length}",
    SpanCause.MICROPHONE_LOST: "Microphone lost, {length}",
    SpanCause.MICROPHONE_CHANGED: "Microphone changed, {length}",
    SpanCause.COMPUTER_SLEPT: "Computer suspended, {length}",
    SpanCause.PROGRAM_ENDED: "Program closed, {length} not recorded",
    SpanCause.POWER_CUT: "Power cut, {length} lost",
    SpanCause.FILE_GAP: "Gap in the imported file, {length}",
    SpanCause.LATER_PART: "Continued {length} later",
    SpanCause.SOUND_LOST: "Sound lost, {length}",
    SpanCause.UNKNOWN: "Not recorded, {length}",
}
_LESS = {True: "less than 1 s", False: "menos de 1 s"}


def span_words(span: Span, language: str) -> str:
    """The line of a span, without brackets: in English where that is asked for, else Spanish."""
    english = language == "en"
    words = (_ENGLISH if english else _SPANISH)[cause_of(span)]
    return words.format(length=_length(span.seconds) or _LESS[english])


def _length(seconds: float) -> str:
    """`2 min 10 s`, exact to the second; "" below one."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    parts = ((hours, "h"), (minute, "min"), (second, "s"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count)
