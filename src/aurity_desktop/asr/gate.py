"""Hallucination filter: the signs by which an invented text is told from a heard one.

Whisper learnt from subtitles, so over silence and music it writes what subtitles say there:
credits, thanks, the same words again and again. The gate judges; it deletes nothing. Whoever asks
keeps the text under the reason given.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Sequence
from enum import StrEnum

from aurity_desktop.asr.recognizer import Hypothesis

# Thresholds of OpenAI's own transcribe(), in use everywhere since.
_MAX_COMPRESSION = 2.4
_MIN_LOG_PROBABILITY = -1.0
_MAX_NO_SPEECH = 0.6

_MAX_WORDS_PER_SECOND = 6.5  # of speech; fast talkers reach 5
_REPETITION = 4  # words
_SAID_AGAIN = 5  # words: fewer than these people do say twice in a row
_STRAY = 3  # words that may stand before those said again
_LITTLE_SPEECH = 0.5  # seconds
_LOOP_REPEATS = 4

# Whole utterances that the training data taught the model to write where nobody speaks.
_CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        r"subtitul\w* (realizad\w* |creado\w* |hecho\w* )?(por|de) (la comunidad de )?.*",
        r"(mas informacion )?(en )?www \w+ (com|org|es|net)",
        r".*\bamara org\b.*",
        (
            r"(muchas )?gracias por (ver|mirar|su atencion y por ver)"
            r"( (el|este|mi|nuestro) video)?( y.*)?"
        ),
        r"(no olvides |no olviden )?suscrib\w+( (al|a mi|a nuestro) canal)?( y.*)?",
        r"(hasta|nos vemos en) (el|la) (proxim\w+|siguiente) video",
        r"(traducido|traduccion|transcrito|transcripcion) por .*",
        r"copyright .*",
        r"subtitles? (made |created |provided )?by .*",
        r"(captions?|captioning|transcri\w+|translat\w+|edited) by .*",
        r"(thank you|thanks)( so much| very much)? for watching( .*)?",
        r"(please |don t forget to )?(like (and|comment and) )?subscribe( .*)?",
        r"see you (in the next video|next time)( .*)?",
        r"(musica|music|applause|aplausos|silencio|silence|blank audio)",
    )
)


class Reason(StrEnum):
    """Why a text is taken for a hallucination."""

    REPETITION = "repetition"
    CREDITS = "credits"
    NO_SPEECH = "no_speech"
    LOW_PROBABILITY = "low_probability"
    TOO_MANY_WORDS = "too_many_words"
    NO_SOUND = "no_sound"


def judge(hypothesis: Hypothesis, speech_seconds: float) -> Reason | None:
    """None: the text is believed.

    `speech_seconds` is how much of the sound the voice detector called speech.
    """
    text = plain(hypothesis.text)
    signs = (
        (Reason.REPETITION, repeats_itself(hypothesis.text)),
        (Reason.CREDITS, is_credit(hypothesis.text)),
        (
            Reason.NO_SPEECH,
            hypothesis.log_probability < _MIN_LOG_PROBABILITY
            and hypothesis.no_speech > _MAX_NO_SPEECH,
        ),
        (Reason.LOW_PROBABILITY, is_doubtful(hypothesis, speech_seconds)),
        (Reason.TOO_MANY_WORDS, says_too_much(len(text.split()), speech_seconds)),
    )
    return next((reason for reason, shows in signs if shows), None) if text else None


def is_doubtful(hypothesis: Hypothesis, speech_seconds: float) -> bool:
    """An unsure text over hardly any speech."""
    return hypothesis.log_probability < _MIN_LOG_PROBABILITY and speech_seconds < _LITTLE_SPEECH


def says_too_much(words: int, speech_seconds: float) -> bool:
    """More words than anybody says in that time."""
    return words > most_words(speech_seconds)


def most_words(speech_seconds: float) -> int:
    """As many as a fast talker says in that time, and two."""
    return int(2 + _MAX_WORDS_PER_SECOND * max(speech_seconds, 0.25))


def repetition_begins(words: Sequence[str]) -> int | None:
    """Where four words in a row (three of them different) come a second time; else None."""
    bare = [plain(word) for word in words]
    seen: set[tuple[str, ...]] = set()
    for start in range(len(bare) - _REPETITION + 1):
        group = tuple(bare[start : start + _REPETITION])
        if group in seen and len(set(group)) >= _REPETITION - 1:
            return start
        seen.add(group)
    return None


def said_again(said: Sequence[str], words: Sequence[str]) -> int:
    """How many of the first words only repeat all of the previous text; 0 where they do not."""
    before, after = ([plain(word) for word in each] for each in (said, words))
    if len(before) >= _SAID_AGAIN:
        for begin in range(_STRAY + 1):
            if after[begin : begin + len(before)] == before:
                return begin + len(before)
    return 0


def repeats_itself(text: str) -> bool:
    """Whether the decoder ran in a loop.

    The text compresses too well, or its last words came four times in a row.
    """
    return compression_ratio(text) > _MAX_COMPRESSION or loop_begins(text.split()) is not None


def compression_ratio(text: str) -> float:
    """Bytes over zlib-compressed bytes.

    1 or less for any short text, above 2.4 for a text that repeats itself.
    """
    encoded = text.encode("utf-8")
    return len(encoded) / len(zlib.compress(encoded)) if encoded else 0.0


def is_credit(text: str) -> bool:
    """Whether the whole text is something that subtitles say and people in a room do not."""
    bare = plain(text)
    return any(pattern.fullmatch(bare) for pattern in _CREDITS)


def plain(text: str) -> str:
    """The form in which texts are compared: lower case, no accents, no punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w]+", " ", letters).split())


def loop_begins(words: Sequence[str]) -> int | None:
    """Where a loop that lasts to the end begins, after its first round; else None."""
    bare = [plain(word) for word in words]
    for length in range(1, len(bare) // _LOOP_REPEATS + 1):
        unit = bare[-length:]
        start = len(bare) - length
        while start >= length and bare[start - length : start] == unit:
            start -= length
        # One short word four times over ("no, no, no, no") is how people talk; it takes more of it
        # to be a loop.
        repeats = _LOOP_REPEATS * 2 if length == 1 else _LOOP_REPEATS
        if len(bare) - start >= length * repeats:
            return start + length
    return None
