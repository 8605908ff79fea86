"""Names that were misheard: found by their sound, weighed by the model, written where it is sure.

A list of thousands cannot be a prompt. So what was written is looked up by its sound among the
lexicon's terms (`sound_index.py`), and those that are near are weighed against it: the model is
made to write the one and the other in the same place, between the same words, over the same sound
(forced decoding), and tells how likely it finds each. It likes what it wrote better, since it has
rarely read such names: by how much less it may like a term is learned from data, with how near the
sounds are and how usual the term is (`sound_score.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from aurity_desktop.asr.medicine_talk import near_medicines
from aurity_desktop.asr.names_read_again import NamesReadAgain, ReadingModel, ReadName
from aurity_desktop.asr.recognizer import ForcedModel, to_audio
from aurity_desktop.asr.sound_index import SoundIndex, SoundsLike
from aurity_desktop.asr.sound_score import Clues, Weighed, apart
from aurity_desktop.asr.sound_terms import Use, bare, terms_of, with_asked
from aurity_desktop.domain.audio import SAMPLE_RATE, seconds
from aurity_desktop.domain.heard_write import Found
from aurity_desktop.domain.lexicon import LexiconEntry
from aurity_desktop.domain.number_words import spoken_words
from aurity_desktop.domain.ports import Progress, Samples, nobody_looks
from aurity_desktop.domain.transcript import Word, text_of

#: Languages that the lexicon has terms of.
_SPOKEN: Final = frozenset({"es", "en"})
#: Those in which it pays to read again while the talk goes on. In Spanish, in eight readings, one
#: more name came right and one was put where another word was said.
_READ_LIVE: Final = frozenset({"en"})
#: Words that the model is as sure of were heard as they were said.
_TRUSTED: Final = 0.9
#: A word that the model is less sure of may be the beginning of a name that was heard in pieces.
_UNSURE: Final = 0.5
#: Words of so many letters of which it is less sure are read again.
_DOUBTED: Final = 0.6
_LEAST_LETTERS: Final = 3
#: A name falls into pieces of fewer letters, where they are words: "mejor mina" for "metformina".
_LONG: Final = 6
#: Terms that are weighed for each word, the nearest.
_WEIGHED: Final = 5
#: Words before and behind that are written with a term, and seconds of sound beside them.
_BESIDE: Final = (2, 1)
_MARGIN: Final = (0.2, 0.4)
#: Seconds: of one window that is encoded, and of silence behind it.
_LONGEST: Final = 14.0
_TAIL: Final = 2.0
_STEP: Final = 1.0


class BySound:
    """Finds the misheard names of a transcript. One call at a time, from any thread."""

    def __init__(
        self,
        model: ForcedModel,
        lexicon: Callable[[], tuple[LexiconEntry, ...]],
        again: ReadingModel | None = None,
    ) -> None:
        """`lexicon` is read when it is first needed.

        With `again`, the same model, doubted words that sound like no name are read once more
        (`names_read_again.py`), which costs half a second of processor time for every few words.
        """
        self._model = model
        self._again = again
        self._lexicon = lexicon

    def found(
        self,
        samples: Samples,
        words: Sequence[Word],
        *,
        language: str,
        asked: Sequence[str] = (),
        kept: frozenset[int] = frozenset(),
        progress: Progress = nobody_looks,
    ) -> Iterator[Found]:
        """What to write for which words, in order, none over another.

        `samples` are the session's, on the clock of `words`; `asked` is what the user expects to be
        said. The words numbered `kept` stay. Nothing in languages without a lexicon. Raises
        TranscriptionFailed, and what `progress` raises, which is told window by window.
        """
        texts = [word.text for word in words]

        def first_half(fraction: float) -> None:
            progress(fraction / 2)

        def second_half(fraction: float) -> None:
            progress((1 + fraction) / 2)

        best = self._best(samples, words, language, asked, kept, first_half)
        if self._again is not None and language in _SPOKEN:
            read = self._read_again(
                self._again, samples, words, language, asked, best, kept, second_half
            )
            taken = _places(best) | kept
            best += _surest([each for step in read for each in step], taken, _plain(texts))
        for each in sorted(best, key=lambda each: each.first):
            yield Found(each.first, each.last, _written(each, texts))

    def by_sound(
        self,
        samples: Samples,
        words: Sequence[Word],
        *,
        language: str,
        asked: Sequence[str] = (),
        kept: frozenset[int] = frozenset(),
    ) -> Iterator[Found]:
        """As `found`, and no word is read again."""
        texts = [word.text for word in words]
        for each in self._best(samples, words, language, asked, kept):
            yield Found(each.first, each.last, _written(each, texts))

    def read_again(
        self,
        samples: Samples,
        words: Sequence[Word],
        *,
        language: str,
        asked: Sequence[str] = (),
        kept: frozenset[int] = frozenset(),
    ) -> Iterator[list[Found]]:
        """What to write for doubted words that sound like no name, a few words a step.

        For words that were looked at by their sound before, of which those with a name are `kept`;
        otherwise as `found`, but in English alone.
        """
        if self._again is None or language not in _READ_LIVE:
            return
        texts, taken = [word.text for word in words], set(kept)
        for step in self._read_again(self._again, samples, words, language, asked, (), kept):
            best = list(_surest(step, taken, _plain(texts)))
            taken |= _places(best)
            yield [Found(each.first, each.last, _written(each, texts)) for each in best]

    def weighed(
        self,
        samples: Samples,
        words: Sequence[Word],
        *,
        language: str,
        asked: Sequence[str] = (),
        kept: frozenset[int] = frozenset(),
        progress: Progress = nobody_looks,
    ) -> list[Weighed]:
        """Every term that is near, whether it is to be written or not; as `found` otherwise."""
        if language not in _SPOKEN or not words:
            return []
        plain = _plain([word.text for word in words])
        doubted = [word.probability < _TRUSTED for word in words]
        index = _index(self._lexicon(), language, tuple(asked))
        nearest = _nearest(
            [
                each
                for each in index.like_words(plain, doubted)
                if kept.isdisjoint(range(each.first, each.last + 1)) and _is_another(each, plain)
            ]
        )
        found: list[Weighed] = []
        for window in _windows(nearest, words):
            progress(window[0].first / len(words))
            found += self._weighed(samples, words, window, language)
        return found

    def _best(
        self,
        samples: Samples,
        words: Sequence[Word],
        language: str,
        asked: Sequence[str],
        kept: frozenset[int],
        progress: Progress = nobody_looks,
    ) -> list[SoundsLike]:
        """What is to be written for words that sound like it, in their order."""
        weighed = self.weighed(
            samples, words, language=language, asked=asked, kept=kept, progress=progress
        )
        return _best([each for each in weighed if self._may_be(each, words, asked)])

    def _read_again(
        self,
        model: ReadingModel,
        samples: Samples,
        words: Sequence[Word],
        language: str,
        asked: Sequence[str],
        best: Sequence[SoundsLike],
        kept: frozenset[int],
        progress: Progress = nobody_looks,
    ) -> Iterator[list[ReadName]]:
        """Names in the sound of doubted words, but for the `best` and what is `kept`."""
        plain = _plain([word.text for word in words])
        index = _index(self._lexicon(), language, tuple(asked))
        sold = _sold(self._lexicon(), language, tuple(asked))
        heard = {number for number, word in enumerate(plain) if sold.named(word)}
        names = _places(each for each in best if each.use not in (Use.TERM, Use.PART))
        near, taken = near_medicines(plain, names | heard, language), _places(best) | kept
        doubted = [
            number
            for number, word in enumerate(plain)
            if number in near - taken
            and words[number].probability < _DOUBTED
            and len(word) >= _LEAST_LETTERS
            and not any(each.isdigit() for each in word)
            and index.named(word) is None
        ]
        again = NamesReadAgain(model, sold)
        return again.read(samples, words, plain, doubted, language, progress)

    def _may_be(self, each: Weighed, words: Sequence[Word], asked: Sequence[str]) -> bool:
        """Whether a term is neither written over a word of every day nor the end of a longer one.

        In 33 readings no name that was written right is kept out. What the user expects stays.
        """
        own = each.candidate
        if own.use is Use.ASKED:
            return True
        heard = words[own.first : own.last + 1]
        if any(self._is_of_every_day(text) for text in _plain([word.text for word in heard])):
            return False
        index = _index(self._lexicon(), each.language, tuple(asked))
        may_begin_before = own.first > 0 and words[own.first - 1].probability < _UNSURE
        return not (may_begin_before and index.ends_another(own.term))

    def _is_of_every_day(self, text: str) -> bool:
        """Whether the model has a token for the word, which is too long to be a piece of a name."""
        return len(text) >= _LONG and len(self._model.tokens_of(f" {text.lower()}")) == 1

    def _weighed(
        self,
        samples: Samples,
        words: Sequence[Word],
        candidates: Sequence[SoundsLike],
        language: str,
    ) -> Iterator[Weighed]:
        """Candidates that lie within one window, against what was heard there."""
        before, behind = _BESIDE
        first = max(0, min(each.first for each in candidates) - before)
        last = min(len(words) - 1, max(each.last for each in candidates) + behind)
        begin = max(0, round((words[first].start - _MARGIN[0]) * SAMPLE_RATE))
        end = round((max(word.end for word in words[first : last + 1]) + _MARGIN[1]) * SAMPLE_RATE)
        audio = to_audio(samples[begin:end])
        if not audio.size:
            return
        steps = -(-(audio.size / SAMPLE_RATE + _TAIL) // _STEP)
        encoding = self._model.encode(self._model.features(audio, steps * _STEP))
        for (one, other), group in _by_words(candidates).items():
            lead, rest = words[max(0, one - before) : one], words[other + 1 : other + 1 + behind]
            heard = words[one : other + 1]
            written = [[*lead, *heard, *rest]]
            mark = heard[-1].text[len(heard[-1].text.rstrip(_MARKS)) :]
            for each in group:
                instead = replace(heard[0], text=f"{each.text}{mark}", end=heard[-1].end)
                written.append([*lead, instead, *rest])
            likely = self._model.forced(
                encoding,
                [self._model.tokens_of(f" {text_of(tuple(row))}") for row in written],
                language=language,
                start=max(0.0, written[0][0].start - seconds(begin) - _MARGIN[0]),
                end=written[0][-1].end - seconds(begin) + _MARGIN[1],
            )
            for each, found in zip(group, likely[1:], strict=True):
                tokens = len(self._model.tokens_of(f" {each.term}"))
                clues = Clues(
                    (sum(found) - sum(likely[0])) / max(tokens, 1),
                    each.distance,
                    each.spelled,
                    apart(each, candidates),
                    min(word.probability for word in heard),
                    len(heard),
                )
                yield Weighed(each, clues, language)


#: What forms of one word differ in; names of medicines have none.
_ENDING: Final = re.compile(r"(?:[aeiou]+[nrs]?|ed|ing|s)$")
_MARKS: Final = ".,;:?!…\"')»”"


@lru_cache(maxsize=4)
def _index(entries: tuple[LexiconEntry, ...], language: str, asked: tuple[str, ...]) -> SoundIndex:
    return SoundIndex(with_asked(terms_of(entries, language), asked), language)


@lru_cache(maxsize=4)
def _sold(entries: tuple[LexiconEntry, ...], language: str, asked: tuple[str, ...]) -> SoundIndex:
    """The names of one word that are usual, and those that the user expects."""
    terms = with_asked(terms_of(entries, language), asked)
    usual = (Use.ASKED, Use.USUAL)
    return SoundIndex(
        (term for term in terms if term.use in usual and " " not in term.text), language
    )


def _places(found: Iterable[SoundsLike]) -> set[int]:
    """The numbers of the words that they stand for."""
    return {number for each in found for number in range(each.first, each.last + 1)}


def _plain(texts: Sequence[str]) -> list[str]:
    """The words without the punctuation around them."""
    return [
        text[len(word.before) : len(text) - len(word.behind)]
        for text, word in zip(texts, spoken_words(texts), strict=True)
    ]


def _is_another(each: SoundsLike, plain: Sequence[str]) -> bool:
    """Whether the term is more than another form of what was heard, which may well be right.

    "Ejercicios" is no misheard "ejercicio", "ingrese" no "ingreso"; nor is a term heard where it
    stands with more words.
    """
    heard = bare(" ".join(plain[each.first : each.last + 1]))
    term = bare(each.term)
    if each.use in (Use.TERM, Use.PART) and _ENDING.sub("", heard) == _ENDING.sub("", term):
        return False
    return term not in heard and heard not in term


def _nearest(candidates: Sequence[SoundsLike]) -> list[SoundsLike]:
    """Those that are among the nearest of at least one of their words."""
    of_word: Counter[int] = Counter()
    kept = []
    for each in sorted(candidates, key=lambda each: (each.distance, each.first, each.term)):
        own = range(each.first, each.last + 1)
        if any(of_word[number] < _WEIGHED for number in own):
            kept.append(each)
            of_word.update(own)
    return kept


def _windows(candidates: Sequence[SoundsLike], words: Sequence[Word]) -> Iterator[list[SoundsLike]]:
    """Candidates in groups that lie near enough to each other to be encoded at once."""
    window: list[SoundsLike] = []
    for each in sorted(candidates, key=lambda each: (each.first, each.last)):
        if window and words[each.last].end - words[window[0].first].start > _LONGEST:
            yield window
            window = []
        window.append(each)
    if window:
        yield window


def _by_words(candidates: Sequence[SoundsLike]) -> dict[tuple[int, int], list[SoundsLike]]:
    groups: dict[tuple[int, int], list[SoundsLike]] = {}
    for each in candidates:
        groups.setdefault((each.first, each.last), []).append(each)
    return groups


def _best(weighed: Sequence[Weighed]) -> list[SoundsLike]:
    """Those to be written, in the order of the words; of those that overlap the surest."""
    taken: list[SoundsLike] = []
    for each in sorted(weighed, key=lambda each: -each.sure):
        own = each.candidate
        if each.is_to_be_written and all(
            own.last < one.first or own.first > one.last for one in taken
        ):
            taken.append(own)
    return sorted(taken, key=lambda each: each.first)


def _surest(
    read: Sequence[ReadName], taken: Collection[int], plain: Sequence[str]
) -> Iterator[SoundsLike]:
    """Names that are sure enough, of those that overlap the surest; none where one is `taken`."""
    taken = set(taken)
    for each in sorted(read, key=lambda each: -each.sure):
        own = range(each.first, each.last + 1)
        found = SoundsLike(each.name, each.first, each.last, each.distance)
        if each.sure > 0 and taken.isdisjoint(own) and _is_another(found, plain):
            taken.update(own)
            yield found


def _written(each: SoundsLike, texts: Sequence[str]) -> str:
    """The term with the punctuation around what was heard, large where a sentence begins."""
    first, last = spoken_words([texts[each.first], texts[each.last]])
    begins = each.first == 0 or texts[each.first - 1].endswith((".", "?", "!"))
    text = each.text
    if begins and texts[each.first][len(first.before) :][:1].isupper():
        text = text[:1].upper() + text[1:]
    return f"{first.before}{text}{last.behind}"
