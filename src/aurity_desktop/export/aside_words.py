"""What a document says between turns, in its language: time not captured, and people's notes."""

from __future__ import annotations

from aurity_desktop.domain.audio import Span
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.spans import Aside, SpanCause, cause_of
from aurity_desktop.export.heading import clock

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


_NOTE = {True: "Note: {text}", False: "Nota: {text}"}
_BOOKMARK = {True: "Mark", False: "Marca"}


def aside_words(aside: Aside, language: str) -> str:
    """The line of what stands between turns, without brackets."""
    if isinstance(aside, Span):
        return span_words(aside, language)
    return bookmark_words(aside, language)


def timed_aside_words(aside: Aside, language: str) -> str:
    """The same for a page that has no times beside such lines: a bookmark says its moment."""
    words = aside_words(aside, language)
    return words if isinstance(aside, Span) else f"{clock(aside.at)} · {words}"


def bookmark_words(bookmark: Bookmark, language: str) -> str:
    """The note, or that there is a mark; in English where that is asked for, else Spanish."""
    english, text = language == "en", one_line(bookmark.text)
    return _NOTE[english].format(text=text) if text else _BOOKMARK[english]


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
