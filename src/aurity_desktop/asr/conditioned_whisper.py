"""Whisper conditioned on previous text: it continues a transcript without saying it again.

The way to keep a transcript whole across windows is Whisper's own: hand it the text so far with its
times, `<|0.40|> … <|4.80|><|5.00|>`, and let it write what comes after 5 s. The window then brings
its context, no word is written twice and none is lost between two windows. But CTranslate2 takes
only task tokens in one pass; text that it is told to begin with is forced through the decoder token
by token, which costs as much as writing it.

It tells the two apart by number: from `<|startoftranscript|>` on, every token whose id lies between
that one's and `<|notimestamps|>`'s belongs to the task (`get_prompt_length` in its `whisper.cc`),
and it knows both ids by looking their names up in the model's vocabulary file. So the model is
loaded with a vocabulary in which two names are swapped: id 0, the exclamation mark, is called
`<|startoftranscript|>`, and the time stamp of the cut is called `<|notimestamps|>`. A prompt that
begins with id 0, as the last sign of something said long ago, and ends with the cut is task from
end to end and runs in one pass: on the machine it was measured on, a sentence behind 20 tokens of
context took half the time. The names serve nothing else here but the language detection, which
another engine does.

The price: the cut has to lie at the same second of every window, and the no-speech probability is
not to be had.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from aurity_desktop.asr.changed_model import Change, ModelFiles, changed_model
from aurity_desktop.asr.engine import Engine
from aurity_desktop.asr.fewer_tokens import narrowing, token_names
from aurity_desktop.asr.recognizer import (
    Audio,
    Encoding,
    Features,
    Hypothesis,
    PreviousText,
    TimedWord,
)
from aurity_desktop.runtime.collection import without_collection

#: Seconds of a window before the cut. Each costs the encoder 7 to 11 ms; 3 or 4 of them gave 1.5
#: points more word errors, 8 no fewer.
CONTEXT = 5.0

#: Of the live model's encoder, which takes 86 ms of 10 s of sound with two and 125 ms with one.
THREADS = 2
#: With two, a token of a beam of five takes 15 ms, with one 10; a greedy one 7 ms with either. With
#: fewer tokens to choose from (`fewer_tokens.py`), a sixth less.
_DECODER_THREADS = 1
_DECODINGS_AT_ONCE = 2  # a draft, and a glance beside it

_STAMPS_PER_SECOND = 50
_LONG_AGO = 0  # the id that is called <|startoftranscript|>: no other id is lower
_LATEST_START = 1.0  # seconds behind the cut at which the first word may begin
_START = "<|startoftranscript|>"
_PLAIN = "<|notimestamps|>"


class ConditionedWhisper:
    """The `ConditionedRecognizer` of one installed model.

    Loads at first use; two calls at a time, from any threads. The model is there twice, since an
    engine has as many threads for its decoder as for its encoder, and swapped names tell no
    languages: one decodes, the other encodes and tells languages.

    `any_language`: it is to write more than Spanish and English, so it keeps all of its tokens.
    """

    context = CONTEXT

    def __init__(self, folder: Path, *, threads: int = THREADS, any_language: bool = False) -> None:
        self._engine = Engine(
            folder,
            threads=_DECODER_THREADS,
            opened=renamed if any_language else renamed_and_narrowed,
            at_once=_DECODINGS_AT_ONCE,
        )
        self._encoder = Engine(folder, threads=threads, only_tells_languages=True)
        self._folder = folder
        self._ids: dict[str, int] | None = None  # by the tokens' names, in the installed model

    @property
    def name(self) -> str:
        """The model's name: that of its folder."""
        return self._engine.name

    def load(self) -> None:
        """Read the model into memory. Raises ModelMissing, ModelDamaged."""
        self._engine.load()

    def features(self, audio: Audio, seconds: float) -> Features:
        """Log-mel features of `audio`, padded with silence to `seconds`; at most 30."""
        return self._engine.features(audio, seconds)

    def encode(self, features: Features) -> Encoding:
        """Run the encoder. Raises TranscriptionFailed."""
        return self._encoder.encode(features)

    def languages(self, encoding: Encoding, start: float = 0.0) -> Mapping[str, float]:
        """Language probabilities behind second `start`, of the detector with unswapped names."""
        engine = self._encoder if self._engine.is_multilingual else self._engine
        return engine.languages(encoding, start)

    def generate(
        self,
        encoding: Encoding,
        *,
        language: str,
        said: PreviousText | None,
        earlier: Sequence[int],
        max_new_tokens: int,
        beam_size: int = 1,
    ) -> Hypothesis:
        """Decode what follows the cut, conditioned on `said`. Raises TranscriptionFailed."""
        tokenizer = self._engine.tokenizer(language)
        prompt = [tokenizer.sot_prev, _LONG_AGO, *earlier, *_so_far(tokenizer, said)]
        return self._engine.generate(
            encoding,
            prompt,
            language=language,
            max_new_tokens=max_new_tokens,
            beam_size=beam_size,
            latest_start=_LATEST_START,
            wants_no_speech=False,
        )

    def continued(
        self,
        encoding: Encoding,
        said: PreviousText | None,
        *,
        language: str,
        prompt: Sequence[int],
        max_new_tokens: int,
    ) -> str:
        """What was `said` and what follows the cut, where the model was told the `prompt`.

        Greedy. Raises TranscriptionFailed.
        """
        found = self.generate(
            encoding,
            language=language,
            said=said,
            earlier=prompt,
            max_new_tokens=max_new_tokens,
        )
        before = self._engine.tokenizer(language).decode(list(said.tokens)) if said else ""
        return f"{before} {found.text}".strip()

    def align(
        self,
        encoding: Encoding,
        *,
        language: str,
        tokens: Sequence[int],
        said: PreviousText | None = None,
    ) -> tuple[TimedWord, ...]:
        """Word times by cross-attention; none lies before the cut. Raises TranscriptionFailed."""
        start = _so_far(self._engine.tokenizer(language), said)
        words = self._engine.align(encoding, language=language, tokens=tokens, start=start)
        # The path of the alignment has to begin at the window's start, so the first word takes all
        # of the context in.
        return tuple(
            replace(word, start=max(word.start, CONTEXT), end=max(word.end, CONTEXT))
            for word in words
        )

    def forced(
        self,
        encoding: Encoding,
        texts: Sequence[Sequence[int]],
        *,
        language: str,
        start: float,
        end: float,
    ) -> list[tuple[float, ...]]:
        """As `Engine.forced` has it, of the engine whose names are not swapped.

        With them swapped, every text would be taken for what follows the cut. It has all tokens, so
        the same ones have other ids there.
        """
        task = self._installed_ids(self._engine.tokenizer(language).sot_sequence)
        texts = [self._installed_ids(text) for text in texts]
        return self._encoder.forced(
            encoding, texts, language=language, start=start, end=end, task=task
        )

    def _installed_ids(self, tokens: Sequence[int]) -> list[int]:
        if self._ids is None:
            self._ids = {name: place for place, name in enumerate(token_names(self._folder))}
        return [self._ids[name] for name in self._engine.names_of(tokens)]

    def tokens_of(self, text: str) -> tuple[int, ...]:
        """Token ids of a text, without special tokens."""
        return self._engine.tokens_of(text)


def _so_far(tokenizer: Any, said: PreviousText | None) -> list[int]:
    """The task tokens, and the previous text between its time stamps.

    CTranslate2 puts the cut's own stamp behind it where it aligns.
    """
    if said is None:
        return list(tokenizer.sot_sequence)
    begin, end = (tokenizer.timestamp_begin + _stamp(at) for at in (said.start, said.end))
    return [*tokenizer.sot_sequence, begin, *said.tokens, end]


def _stamp(seconds: float) -> int:
    """The number of a time stamp before the cut.

    Not the cut's own: CTranslate2 would take the text for one without stamps.
    """
    return round(min(max(0.0, seconds), CONTEXT - 1 / _STAMPS_PER_SECOND) * _STAMPS_PER_SECOND)


@contextmanager
def renamed(folder: Path) -> Iterator[ModelFiles]:
    """The same model with the two names swapped, as long as the block."""
    with changed_model(folder, _SWAPS) as files:
        yield files


@contextmanager
def renamed_and_narrowed(folder: Path) -> Iterator[ModelFiles]:
    """The same model with the two names swapped and the tokens of two languages."""
    with ExitStack() as opened:
        with without_collection():
            files = opened.enter_context(changed_model(folder, narrowing(folder), _SWAPS))
        yield files


def _swap_in_json(source: BinaryIO, target: BinaryIO) -> None:
    names = json.loads(source.read())
    target.write(json.dumps(_swapped(names), ensure_ascii=False).encode())


def _swap_in_lines(source: BinaryIO, target: BinaryIO) -> None:
    names = source.read().decode().split("\n")
    target.write("\n".join(_swapped(names)).encode())


_SWAPS: Mapping[str, Change] = {
    "vocabulary.json": _swap_in_json,
    "vocabulary.txt": _swap_in_lines,
}


def _swapped(names: list[str]) -> list[str]:
    """The vocabulary, in the order of its ids, with the names of four ids exchanged in pairs."""
    swapped = list(names)
    first_stamp = names.index(_PLAIN) + 1
    cut = first_stamp + round(CONTEXT * _STAMPS_PER_SECOND)
    for name, place in ((_START, _LONG_AGO), (_PLAIN, cut)):
        home = swapped.index(name)
        swapped[place], swapped[home] = swapped[home], swapped[place]
    return swapped
