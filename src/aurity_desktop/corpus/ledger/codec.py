"""The JSON forms of words, turns and segments inside the ledger's rows, and their one decoder.

Short lists, in the fields' order, canonical. A row may have come with somebody's file, or have been
planted, so whatever is decoded here is a value of the domain or is refused: `DamagedRow`. Importing
uses the same decoder as reading, so that nothing gets in that cannot be read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, NoReturn, TypeVar

from aurity_desktop.domain.clinical_note import BadNote, Note
from aurity_desktop.domain.clinical_note import note_from_json as note_of_json
from aurity_desktop.domain.errors import DamagedRow
from aurity_desktop.domain.events import canonical
from aurity_desktop.domain.speakers import Turn
from aurity_desktop.domain.transcript import Segment, Word

_Kind = TypeVar("_Kind", bound=StrEnum)

#: Characters of one JSON text: the words of a week of talk are less.
_MOST_JSON: Final = 1 << 27
#: A list of lists: nothing that is kept here goes deeper.
_DEEPEST: Final = 4
#: Seconds on a session's clock: no recording lasts a year. A word may begin a moment early. Which
#: of two times is the later one is not asked: diarization has given turns that end before they
#: begin, and what is recorded stays readable.
_EARLIEST: Final = -1.0
_LATEST: Final = 366 * 24 * 3600.0
#: Of a probability, and of what else is given as a share.
_LARGEST_SHARE: Final = 1_000.0
#: Characters of a label, of one word, and of what one person says in a row.
_MOST_LABEL: Final = 1_024
_MOST_WORD: Final = 100_000
_MOST_TEXT: Final = 10_000_000
#: Years in which something can have been recorded.
_YEARS: Final = range(1970, 2201)


def dumped(value: object) -> str:
    """The canonical JSON of a value, as text."""
    return canonical(value).decode("utf-8")


def words_to_json(words: Iterable[Word]) -> str:
    """`[[start, end, text, probability, speaker, speaker_confidence, overlapped], …]`"""
    return dumped(
        [
            [
                float(word.start),
                float(word.end),
                word.text,
                float(word.probability),
                word.speaker,
                float(word.speaker_confidence),
                bool(word.overlapped),
            ]
            for word in words
        ]
    )


def words_from_json(text: str) -> list[Word]:
    """What `words_to_json` wrote. Raises DamagedRow."""
    return [_word(fields) for fields in _list(text)]


def segments_to_json(segments: Iterable[Segment]) -> str:
    """`[[start, end, speaker, text, confidence, overlapped], …]`"""
    return dumped(
        [
            [
                float(segment.start),
                float(segment.end),
                segment.speaker,
                segment.text,
                float(segment.confidence),
                bool(segment.overlapped),
            ]
            for segment in segments
        ]
    )


def segments_from_json(text: str) -> list[Segment]:
    """What `segments_to_json` wrote. Raises DamagedRow."""
    return [_segment(fields) for fields in _list(text)]


def turns_to_json(turns: Iterable[Turn]) -> str:
    """`[[start, end, speaker], …]`"""
    return dumped([[float(turn.start), float(turn.end), turn.speaker] for turn in turns])


def turns_from_json(text: str) -> list[Turn]:
    """What `turns_to_json` wrote. Raises DamagedRow."""
    return [_turn(fields) for fields in _list(text)]


def chunk_speakers_to_json(chunk_speakers: Sequence[tuple[int, str]]) -> str:
    """`[[chunk_number, speaker], …]`"""
    return dumped([[int(number), speaker] for number, speaker in chunk_speakers])


def chunk_speakers_from_json(text: str) -> list[tuple[int, str]]:
    """What `chunk_speakers_to_json` wrote. Raises DamagedRow."""
    return [_chunk_speaker(fields) for fields in _list(text)]


def strings_from_json(text: str) -> tuple[str, ...]:
    """A list of texts. Raises DamagedRow."""
    if text == "[]":  # a list of ten thousand sessions asks this ten thousand times
        return ()
    found = tuple(_list(text))
    if not all(type(item) is str and len(item) <= _MOST_LABEL for item in found):
        raise DamagedRow("a list of texts holds something else")
    return found


def note_from_json(text: str) -> Note:
    """A signed note's parts. Raises DamagedRow."""
    if len(text) > _MOST_TEXT:
        raise DamagedRow("a note is too long")
    try:
        return note_of_json(text)
    except BadNote as error:
        raise DamagedRow(str(error)) from error


def time_to_text(moment: datetime) -> str:
    """ISO 8601, UTC, microseconds. A naive time is taken as local."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def time_from_text(text: str) -> datetime:
    """With its time zone, in the years 1970 to 2200. Raises DamagedRow."""
    try:
        moment = datetime.fromisoformat(text)
    except (ValueError, TypeError) as error:
        raise DamagedRow("a time is none") from error
    if moment.utcoffset() is None or moment.year not in _YEARS:
        raise DamagedRow("a time has no zone, or is not of the years 1970 to 2200")
    return moment


def one_of(kind: type[_Kind], value: Any) -> _Kind:
    """The member of an enum that is stored as `value`. Raises DamagedRow."""
    try:
        return kind(value)
    except ValueError as error:
        raise DamagedRow(f"something is no {kind.__name__}") from error


def json_value(text: str) -> Any:
    """What a JSON text says: no number that is none, not endless, not deep. Raises DamagedRow."""
    found = _decoded(text)
    if _is_deep(found, _DEEPEST):
        raise DamagedRow("a JSON text is nested too deeply")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


#: NaN and Infinity are no JSON, though Python writes and reads them.
_STRICT: Final = json.JSONDecoder(parse_constant=_refuse)


def _is_deep(value: Any, levels: int) -> bool:
    if type(value) is dict:
        value = value.values()
    elif type(value) is not list:
        return False
    if levels == 0:
        return True
    return any(_is_deep(item, levels - 1) for item in value if type(item) in (list, dict))


def _decoded(text: str) -> Any:
    if type(text) is not str or len(text) > _MOST_JSON:
        raise DamagedRow("a JSON text is too long, or is no text")
    try:
        return _STRICT.decode(text)
    except (ValueError, RecursionError) as error:
        raise DamagedRow("a JSON text is damaged") from error


def _list(text: str) -> list[Any]:
    """Its items are checked by whoever takes them, so their depth needs no look of its own."""
    found = _decoded(text)
    if type(found) is not list:
        raise DamagedRow("a list is none")
    return found


def _word(fields: Any) -> Word:
    try:
        word = Word(*fields)
        ok = (
            _EARLIEST <= word.start <= _LATEST
            and _EARLIEST <= word.end <= _LATEST
            and type(word.text) is str
            and len(word.text) <= _MOST_WORD
            and type(word.speaker) is str
            and len(word.speaker) <= _MOST_LABEL
            and -_LARGEST_SHARE <= word.probability <= _LARGEST_SHARE
            and -_LARGEST_SHARE <= word.speaker_confidence <= _LARGEST_SHARE
            and type(word.overlapped) is bool
        )
    except TypeError as error:
        raise DamagedRow("a word is none") from error
    if not ok:
        raise DamagedRow("a word has no possible times, text or speaker")
    return word


def _segment(fields: Any) -> Segment:
    try:
        segment = Segment(*fields)
        ok = (
            _EARLIEST <= segment.start <= _LATEST
            and _EARLIEST <= segment.end <= _LATEST
            and type(segment.speaker) is str
            and len(segment.speaker) <= _MOST_LABEL
            and type(segment.text) is str
            and len(segment.text) <= _MOST_TEXT
            and -_LARGEST_SHARE <= segment.confidence <= _LARGEST_SHARE
            and type(segment.overlapped) is bool
        )
    except TypeError as error:
        raise DamagedRow("a segment is none") from error
    if not ok:
        raise DamagedRow("a segment has no possible times, text or speaker")
    return segment


def _turn(fields: Any) -> Turn:
    try:
        turn = Turn(*fields)
        ok = (
            _EARLIEST <= turn.start <= _LATEST
            and _EARLIEST <= turn.end <= _LATEST
            and type(turn.speaker) is str
            and len(turn.speaker) <= _MOST_LABEL
        )
    except TypeError as error:
        raise DamagedRow("a turn is none") from error
    if not ok:
        raise DamagedRow("a turn has no possible times or speaker")
    return turn


def _chunk_speaker(fields: Any) -> tuple[int, str]:
    if type(fields) is not list or len(fields) != 2:
        raise DamagedRow("a chunk's speaker is none")
    number, speaker = fields
    if type(number) is not int or number < 0 or type(speaker) is not str:
        raise DamagedRow("a chunk's speaker is none")
    return number, speaker
