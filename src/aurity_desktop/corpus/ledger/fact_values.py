"""Whether the facts of a session are values that this program could have recorded.

A session file is proven by its own chain, which whoever made the file may have made as well. So
before a session is put into the ledger each of its facts is decoded as the domain's values, by the
decoder that reading uses (`codec.py`), and compared with the session's sound.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from aurity_desktop.corpus.ledger import codec, fact_tables
from aurity_desktop.domain.audio import SAMPLE_RATE, SpanKind
from aurity_desktop.domain.clinical_note import EntryState
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.edits import EditKind
from aurity_desktop.domain.errors import DamagedRow
from aurity_desktop.domain.events import AuditRow
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.domain.transcript import ChunkStatus

#: A fact's table and its fields by column.
Decoded: TypeAlias = tuple[str, Mapping[str, Any]]

_Check: TypeAlias = Callable[[Any], object]

_MOST_NAME: Final = 40_000
_MOST_TEXT: Final = 10_000_000
_MOST_METADATA: Final = 65_536
#: A year of sound, slices of three seconds, words and people: more than anybody ever records.
_MOST_SAMPLES: Final = 366 * 24 * 3600 * SAMPLE_RATE
_MOST_SLICES: Final = 20_000_000
_MOST_WORDS: Final = 50_000_000
_MOST_PEOPLE: Final = 1_000_000
_MOST_SECONDS: Final = 1e10

#: The model looks at thirty seconds at once and may place a word behind the end of the sound; a
#: recording whose last slices were lost has words behind it, too.
_BEHIND_THE_END: Final = 60.0

_HEX = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"[A-Za-z0-9_-]{0,16}")
_NAME_OF_EVENT = re.compile(r"[A-Z0-9_]{1,64}")


def _text(most: int) -> _Check:
    def check(value: Any) -> None:
        if type(value) is not str or len(value) > most:
            raise DamagedRow("a text is none, or too long")

    return check


def _integer(least: int, most: int) -> _Check:
    def check(value: Any) -> None:
        if type(value) is not int or not least <= value <= most:
            raise DamagedRow("a number is out of range")

    return check


def _maybe(check: _Check) -> _Check:
    return lambda value: None if value is None else check(value)


def _number(value: Any) -> None:
    """SQLite gives floats back, so a whole number in its place would not be what was proven."""
    if type(value) is not float or not math.isfinite(value) or abs(value) > _MOST_SECONDS:
        raise DamagedRow("a number is out of range")


def _matching(pattern: re.Pattern[str]) -> _Check:
    def check(value: Any) -> None:
        if type(value) is not str or pattern.fullmatch(value) is None:
            raise DamagedRow("a hash, a language or an event is none")

    return check


_NAME = _text(_MOST_NAME)
_LONG = _text(_MOST_TEXT)
_COUNT = _maybe(_integer(1, _MOST_PEOPLE))
_FLAG = _integer(0, 1)
_LANGUAGE = _matching(_CODE)
_POSITION = _integer(0, _MOST_WORDS)
_SAMPLES = _integer(0, _MOST_SAMPLES)

_CHECKS: Final[dict[str, dict[str, _Check]]] = {
    fact_tables.SESSIONS.name: {
        "created_at": codec.time_from_text,
        "source": _NAME,
        "language": _LANGUAGE,
        "model": _NAME,
        "speakers_minimum": _COUNT,
        "speakers_maximum": _COUNT,
        "vocabulary": codec.strings_from_json,
        "title": _NAME,
    },
    fact_tables.STATES.name: {
        "state": lambda value: codec.one_of(SessionState, value),
        "reason": _NAME,
    },
    fact_tables.SLICES.name: {
        "number": _integer(0, _MOST_SLICES),
        "start_sample": _SAMPLES,
        "sample_count": _SAMPLES,
        "sha256": _matching(_HEX),
        "path": _NAME,
    },
    fact_tables.SPANS.name: {
        "kind": lambda value: codec.one_of(SpanKind, value),
        "at_sample": _SAMPLES,
        "seconds": _number,
        "reason": _NAME,
    },
    fact_tables.TRANSCRIPTIONS.name: {
        "chunk_number": _integer(0, _MOST_SLICES),
        "text": _LONG,
        "status": lambda value: codec.one_of(ChunkStatus, value),
        "language": _LANGUAGE,
        "confidence": _number,
        "model": _NAME,
        "latency_ms": _maybe(_number),
        "reason": _NAME,
        "suppressed": _LONG,
    },
    fact_tables.TRANSCRIPTS.name: {"run_id": _NAME, "language": _LANGUAGE, "model": _NAME},
    fact_tables.STRETCHES.name: {"run_id": _NAME, "language": _LANGUAGE, "model": _NAME},
    fact_tables.DIARIZATIONS.name: {
        "run_id": _NAME,
        "model": _NAME,
        "speakers": codec.strings_from_json,
    },
    fact_tables.ASSIGNMENTS.name: {
        "run_id": _NAME,
        "chunk_speakers": codec.chunk_speakers_from_json,
    },
    fact_tables.SELECTIONS.name: {"run_id": _NAME},
    fact_tables.EDITS.name: {
        "edit_id": _NAME,
        "kind": lambda value: codec.one_of(EditKind, value),
        "run_id": _NAME,
        "words_hash": _matching(_HEX),
        "first_word": _POSITION,
        "last_word": _POSITION,
        "text": _LONG,
        "speaker": _text(1_024),
        "merged": _text(1_024),
    },
    fact_tables.EDIT_MARKS.name: {"edit_id": _NAME, "active": _FLAG},
    fact_tables.CONSENTS.name: {
        "answer": lambda value: codec.one_of(ConsentAnswer, value),
        "version": _NAME,
        "language": _LANGUAGE,
        "text_hash": _matching(_HEX),
        "given_by": _NAME,
    },
    fact_tables.HOLDS.name: {"active": _FLAG, "reason": _NAME},
    fact_tables.SPEAKER_NAMES.name: {
        "label": _text(1_024),
        "name": _NAME,
        "role": lambda value: codec.one_of(SpeakerRole, value),
    },
    fact_tables.TITLES.name: {"title": _NAME},
    fact_tables.LIVE_CORRECTIONS.name: {
        "correction_id": _NAME,
        "start": _number,
        "end": _number,
        "heard": _LONG,
        "text": _LONG,
        "active": _FLAG,
    },
    fact_tables.REVIEW_MARKS.name: {"reviewed": _FLAG},
    fact_tables.NOTE_ENTRIES.name: {
        "entry_id": _text(128),
        "state": lambda value: codec.one_of(EntryState, value),
        "kind": _text(128),
        "section": _text(128),
        "text": _LONG,
        "found": _text(128),
        "start": _number,
        "end": _number,
    },
    fact_tables.NOTE_TEXTS.name: {"section": _text(128), "text": _LONG},
    fact_tables.SIGNED_NOTES.name: {
        "note_id": _text(128),
        "version": _integer(1, _MOST_PEOPLE),
        "content": codec.note_from_json,
        "text": _LONG,
    },
    fact_tables.PATIENTS.name: {
        "patient_id": _text(128),
        "name": _NAME,
        "record_number": _NAME,
        "birth_date": _text(128),
    },
    fact_tables.BOOKMARKS.name: {
        "bookmark_id": _NAME,
        "at_sample": _SAMPLES,
        "text": _NAME,
        "active": _FLAG,
    },
}

#: Fields that hold times on the session's clock, and what decodes them.
_TIMED: Final[dict[str, Callable[[str], Sequence[Any]]]] = {
    "words": codec.words_from_json,
    "segments": codec.segments_from_json,
    "turns": codec.turns_from_json,
}


def check_facts(facts: Sequence[Decoded]) -> None:
    """Raises DamagedRow at the first fact that is none of the domain's values.

    All of them belong to one session, in which there is one plan.
    """
    if sum(table == fact_tables.SESSIONS.name for table, _ in facts) != 1:
        raise DamagedRow("there is not one plan")
    ends = _end_of_sound(facts)
    latest = ends / SAMPLE_RATE + _BEHIND_THE_END
    for table, fields in facts:
        for column, check in _CHECKS[table].items():
            _named(check, fields[column], f"{table}.{column}")
        for column, decode in _TIMED.items():
            if column in fields:
                items = _named(decode, fields[column], f"{table}.{column}")
                if any(item.end > latest or item.start > latest for item in items):
                    raise DamagedRow(f"{table}.{column}: a time lies behind the sound")


def check_audit(rows: Iterable[AuditRow]) -> None:
    """Raises DamagedRow at the first row of a chain that nobody could read.

    An event of a newer version is none of these: its name is enough.
    """
    for row in rows:
        where = f"audit row {row.audit_id}"
        _named(codec.time_from_text, row.timestamp, where)
        _named(_matching(_NAME_OF_EVENT), str(row.operation), where)
        _named(_matching(_NAME_OF_EVENT), str(row.status), where)
        _named(_NAME, row.user_id, where)
        _named(_text(_MOST_METADATA), row.metadata, where)
        if type(_named(codec.json_value, row.metadata, where)) is not dict:
            raise DamagedRow(f"{where}: its metadata is no JSON object")


def _named(check: Callable[[Any], Any], value: Any, where: str) -> Any:
    try:
        return check(value)
    except DamagedRow as error:
        raise DamagedRow(f"{where}: {error.detail}") from error


def _end_of_sound(facts: Iterable[Decoded]) -> int:
    """In samples: where the last slice ends. Raises DamagedRow."""
    end = 0
    for table, fields in facts:
        if table == fact_tables.SLICES.name:
            _named(_SAMPLES, fields["start_sample"], "slices.start_sample")
            _named(_SAMPLES, fields["sample_count"], "slices.sample_count")
            end = max(end, fields["start_sample"] + fields["sample_count"])
    return end
