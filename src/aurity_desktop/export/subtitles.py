"""Subtitles: SubRip (SRT) and WebVTT (w3.org/TR/webvtt1)."""

from __future__ import annotations

from aurity_desktop.domain.document import Document
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.export.aside_words import span_words
from aurity_desktop.export.cues import Cue, cues


def subrip(document: Document) -> bytes:
    """UTF-8, each cue with its speaker in front."""
    blocks = [
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n"
        f"{_spoken_line(cue, document)}\n"
        for number, cue in enumerate(cues(document.words, document.spans), 1)
    ]
    return "\n".join(blocks).encode("utf-8")


def web_vtt(document: Document) -> bytes:
    """UTF-8, the speakers as voice spans."""
    blocks = ["WEBVTT\n"]
    blocks += [
        f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n{_voice_span(cue, document)}\n"
        for cue in cues(document.words, document.spans)
    ]
    return "\n".join(blocks).encode("utf-8")


def _spoken_line(cue: Cue, document: Document) -> str:
    if cue.span is not None:
        return f"[{span_words(cue.span, document.language)}]"
    return f"{_one_line(document.name(cue.speaker))}: {_one_line(cue.text)}"


def _voice_span(cue: Cue, document: Document) -> str:
    if cue.span is not None:
        return f"<i>[{_escaped(span_words(cue.span, document.language))}]</i>"
    return f"<v {_escaped(document.name(cue.speaker))}>{_escaped(cue.text)}</v>"


def _clock(seconds: float, point: str) -> str:
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    hours, minute = divmod(minutes, 60)
    second, milliseconds = divmod(milliseconds, 1000)
    return f"{hours:02}:{minute:02}:{second:02}{point}{milliseconds:03}"


def _one_line(text: str) -> str:
    """An arrow in a text would be taken for a cue's times."""
    return " ".join(one_line(text).split()).replace("-->", "→")


def _escaped(text: str) -> str:
    line = " ".join(one_line(text).split())
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
