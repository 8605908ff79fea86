"""Names that are read again: the model is told what may be said where it doubted what it wrote.

In noise it writes words that it knows better: "acidic lifting" for sitagliptin, which sounds like
none of the names that stand near. So the doubted words are decoded a second time, behind the words
before them, and the model is told some thirty names before, those that are least unlike what was
heard; of which it writes one or, mostly, none. What it writes so is weighed over the same sound
like any other name (`by_sound.py`), with and without what it was told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final, Protocol

from aurity_desktop.asr.gate import plain as as_plain
from aurity_desktop.asr.recognizer import Audio, Encoding, ForcedModel, PreviousText, to_audio
from aurity_desktop.asr.sound_index import SoundIndex
from aurity_desktop.asr.sound_key import sound_distance, sound_key, spelling_distance
from aurity_desktop.asr.sound_terms import bare
from aurity_desktop.asr.vocabulary import prompt_of
from aurity_desktop.domain.audio import SAMPLE_RATE, seconds
from aurity_desktop.domain.ports import Progress, Samples, nobody_looks
from aurity_desktop.domain.transcript import Word, text_of

#: Doubted words are read again together where they lie so near, in words and in seconds.
_NEAR: Final = 3
_LONGEST: Final = 4.0
#: Names that the model is told, and how many of them at most because they were heard elsewhere.
_TOLD: Final = 35
_KNOWN: Final = 10
#: A name may have been heard as so many words.
_MOST_WORDS: Final = 4
#: Words, and seconds of them, that are heard before the doubted ones and behind.
_BEFORE: Final = (8, 6.0)
_BEHIND: Final = (3, 4.0)
_MARGIN: Final = (0.2, 0.4)
#: Tokens that are written for each word, and besides.
_TOKENS: Final = (4, 12)
#: A name may have been written as so many words, so far from it; so many names for one place.
_MOST_READ: Final = 3
_NEAR_READ: Final = 0.35
_MOST_NAMES: Final = 3
#: Seconds of silence behind the sound, and by how many its encoded length grows.
_TAIL: Final = 2.0
_STEP: Final = 1.0
#: Places in which a name is tried, the nearest in sound; words beside it that are written with it.
_PLACES: Final = 4
_BESIDE: Final = 2
#: Words that the model is as sure of were heard as they were said.
_TRUSTED: Final = 0.9
#: What letters differ in counts less than what sounds do; how much both count beside likelihood.
_A_LETTER: Final = 0.7
_UNLIKE: Final = 40.0
_A_WORD: Final = 5.0
_MARKS: Final = ".,;:?!…"

#: By how much less than what was heard the model may like a name, by language, and how much that
#: shrinks where it wrote another word, which the name is near to. With -16 in Spanish as well, two
#: more names came right in 15 noisy readings, and one more was put where another word was said.
_LEAST_LIKED: Final = {"es": -12.0, "en": -16.0}
_READ_OTHERWISE: Final = 28.0


class ReadingModel(ForcedModel, Protocol):
    """One that reads a sound again as well, told what to expect; see `Whisper`."""

    @property
    def context(self) -> float:
        """Seconds of every window that lie before what is read; 0 where that is all the same."""
        ...

    def continued(
        self,
        encoding: Encoding,
        said: PreviousText | None,
        *,
        language: str,
        prompt: Sequence[int],
        max_new_tokens: int,
    ) -> str:
        """All that it writes where the beginning is what was `said`, with that beginning."""
        ...


@dataclass(frozen=True, slots=True)
class ReadName:
    """A name that the model wrote for words `first` to `last` where it was told of it.

    `liked`: by how much it finds the name likelier than what was heard, in natural logarithms,
    where it is told nothing. `distance` and `spelled` as in `SoundsLike`; `read`: the same of both,
    from the name to what the model wrote, 0 where that was the name.
    """

    name: str
    first: int
    last: int
    liked: float
    distance: float
    spelled: float
    read: float
    language: str

    @property
    def fits(self) -> float:
        """How well the place fits, beside other places. Without more words a text is likelier."""
        unlike = self.distance + _A_LETTER * self.spelled
        return self.liked - _UNLIKE * unlike - _A_WORD * (self.last - self.first)

    @property
    def sure(self) -> float:
        """By how much it is surer than what is written; none is written below 0."""
        return self.liked - _LEAST_LIKED[self.language] - _READ_OTHERWISE * self.read


class NamesReadAgain:
    """Reads doubted words again. One call at a time, from any thread."""

    def __init__(self, model: ReadingModel, index: SoundIndex) -> None:
        """`index` has the names that may be told, each one word."""
        self._model = model
        self._index = index

    def read(
        self,
        samples: Samples,
        words: Sequence[Word],
        plain: Sequence[str],
        doubted: Sequence[int],
        language: str,
        progress: Progress = nobody_looks,
    ) -> Iterator[list[ReadName]]:
        """The names that are read for the words numbered `doubted`, in order, a few words a step.

        `plain` are the words without the punctuation around them. Raises TranscriptionFailed, and
        what `progress` raises.
        """
        terms = [self._index.named(word) for word in plain]
        known = list(dict.fromkeys(term.text for term in terms if term))
        for window in _windows(doubted, words):
            progress(window[0] / len(words))
            told = self._told(plain, window, known, language)
            if told:
                yield list(self._read(samples, words, plain, window, told, language))

    def _told(
        self, plain: Sequence[str], window: Sequence[int], known: Sequence[str], language: str
    ) -> list[str]:
        """The names least unlike what was heard, for each doubted word in turn, and the `known`."""
        nearest: dict[str, tuple[float, int]] = {}
        for own in _spans(plain, window):
            heard = " ".join(plain[number] for number in own)
            place = next(number for number in window if number in own)
            for distance, term in self._index.least_unlike(sound_key(heard, language)):
                unlike = distance + _A_LETTER * spelling_distance(bare(heard), bare(term.text))
                if term.text not in nearest or unlike < nearest[term.text][0]:
                    nearest[term.text] = (unlike, place)
        ranked = sorted(nearest, key=lambda name: (nearest[name][0], name))
        taken = dict.fromkeys(window, 0)
        turns = []
        for name in ranked:
            _, place = nearest[name]
            turns.append((taken[place], nearest[name][0], name))
            taken[place] += 1
        own_names = [name for _, _, name in sorted(turns)]
        more = [name for name in known[:_KNOWN] if name not in own_names[:_TOLD]]
        return own_names[: _TOLD - len(more)] + more if own_names else []

    def _read(
        self,
        samples: Samples,
        words: Sequence[Word],
        plain: Sequence[str],
        window: Sequence[int],
        told: Sequence[str],
        language: str,
    ) -> Iterator[ReadName]:
        context, first = self._model.context, words[window[0]].start
        around = _around(words, window, context - _MARGIN[0] if context else _BEFORE[1])
        begin = round(
            (first - context if context else words[around[0]].start - _MARGIN[0]) * SAMPLE_RATE
        )
        begin = begin if context else max(0, begin)
        audio = _heard(samples, begin, round((words[around[-1]].end + _MARGIN[1]) * SAMPLE_RATE))
        if not audio.size:
            return
        steps = -(-(audio.size / SAMPLE_RATE + _TAIL) // _STEP)
        encoding = self._model.encode(self._model.features(audio, steps * _STEP))
        text = self._model.continued(
            encoding,
            self._said(words[around[0] : window[0]], seconds(begin)),
            language=language,
            prompt=(*prompt_of(told, self._model.tokens_of), *self._model.tokens_of(".")),
            max_new_tokens=_TOKENS[0] * (around[-1] + 1 - window[0]) + _TOKENS[1],
        )
        for block, written in _new(as_plain(text).split(), plain, around):
            for name, unlike in self._names_in(written, told, language):
                best = self._weighed(
                    encoding, words, plain, around, name, block, seconds(begin), language, unlike
                )
                if best is not None:
                    yield best

    def _said(self, before: Sequence[Word], begin: float) -> PreviousText | None:
        """The words before those that are read, on the clock of the window."""
        if not before:
            return None
        tokens = self._model.tokens_of(f" {text_of(tuple(before))}")
        return PreviousText(tokens, before[0].start - begin, before[-1].end - begin)

    def _names_in(
        self, written: Sequence[str], told: Sequence[str], language: str
    ) -> list[tuple[str, float]]:
        """Names that were told, or that are near to what was written, with how near they are."""
        names = {bare(name): name for name in told}
        found = {names[word]: 0.0 for word in written if word in names}
        for first in range(len(written)):
            for last in range(first, min(first + _MOST_READ, len(written))):
                own = written[first : last + 1]
                if any(word in names or not word.isalpha() for word in own):
                    break
                text = " ".join(own)
                for distance, term in self._index.like(sound_key(text, language)):
                    unlike = distance + _A_LETTER * spelling_distance(text, bare(term.text))
                    if unlike < min(_NEAR_READ, found.get(term.text, _NEAR_READ)):
                        found[term.text] = unlike
        return sorted(found.items(), key=lambda each: (each[1], each[0]))[:_MOST_NAMES]

    def _weighed(
        self,
        encoding: Encoding,
        words: Sequence[Word],
        plain: Sequence[str],
        around: range,
        name: str,
        block: range,
        begin: float,
        language: str,
        unlike: float,
    ) -> ReadName | None:
        """A name in the likeliest of its places within the words of a block."""
        places = sorted(
            _places(block, words), key=lambda place: sum(_unlike(plain, place, name, language))
        )[:_PLACES]
        if not places:
            return None
        first = max(around[0], block[0] - _BESIDE)
        last = min(around[-1], block[-1] + _BESIDE)
        rows = [words[first : last + 1]]
        rows += [_instead(words, place, name, first, last) for place in places]
        likely = self._model.forced(
            encoding,
            [self._model.tokens_of(f" {text_of(tuple(row))}") for row in rows],
            language=language,
            start=max(0.0, words[first].start - begin - _MARGIN[0]),
            end=words[last].end - begin + _MARGIN[1],
        )
        heard, *others = [sum(each) for each in likely]
        found = [
            ReadName(
                name,
                place[0],
                place[-1],
                other - heard,
                *_unlike(plain, place, name, language),
                unlike,
                language,
            )
            for place, other in zip(places, others, strict=True)
        ]
        return max(found, key=lambda each: each.fits)


def _windows(doubted: Sequence[int], words: Sequence[Word]) -> Iterator[list[int]]:
    window: list[int] = []
    for number in doubted:
        if window and (
            number - window[-1] > _NEAR or words[number].end - words[window[0]].start > _LONGEST
        ):
            yield window
            window = []
        window.append(number)
    if window:
        yield window


def _spans(plain: Sequence[str], window: Sequence[int]) -> Iterator[range]:
    """One to four words, among them a doubted one and none with digits."""
    for first in range(max(0, window[0] - _MOST_WORDS + 1), window[-1] + 1):
        for last in range(first, min(first + _MOST_WORDS, len(plain))):
            if any(each.isdigit() for each in plain[last]):
                break
            own = range(first, last + 1)
            if any(number in own for number in window):
                yield own


def _heard(samples: Samples, begin: int, end: int) -> Audio:
    """The sound from sample `begin` on, silent where that lies before the first one."""
    audio = to_audio(samples[max(0, begin) : end])
    if begin >= 0 or not audio.size:
        return audio
    import numpy as np  # loaded long since: the sound is its own

    return np.concatenate([np.zeros(-begin, dtype=np.float32), audio])


def _around(words: Sequence[Word], window: Sequence[int], most_before: float) -> range:
    """The words that are heard with the doubted ones, at most so many seconds before them."""
    first, last = max(0, window[0] - _BEFORE[0]), min(len(words) - 1, window[-1] + _BEHIND[0])
    while first < window[0] and words[window[0]].start - words[first].start > most_before:
        first += 1
    while last > window[-1] and words[last].end - words[window[-1]].end > _BEHIND[1]:
        last -= 1
    return range(first, last + 1)


def _new(
    read: Sequence[str], plain: Sequence[str], around: range
) -> Iterator[tuple[range, list[str]]]:
    """What was read otherwise than it was heard: the words heard, and those written instead."""
    own = [(word, number) for number in around for word in as_plain(plain[number]).split()]
    heard = [word for word, _ in own]
    compared = SequenceMatcher(None, heard, read, autojunk=False)
    for kind, first, last, begin, end in compared.get_opcodes():
        if kind != "equal" and first < len(own):
            block = range(own[first][1], own[max(first, last - 1)][1] + 1)
            yield block, [word for word in read[begin:end] if word not in heard[first:last]]


def _places(block: range, words: Sequence[Word]) -> list[range]:
    """Where in a block a name may stand: one to four words, not all of which are trusted."""
    return [
        range(first, last + 1)
        for first in block
        for last in range(first, min(first + _MOST_WORDS, block[-1] + 1))
        if any(word.probability < _TRUSTED for word in words[first : last + 1])
    ]


def _instead(words: Sequence[Word], place: range, name: str, first: int, last: int) -> list[Word]:
    heard = words[place[-1]].text
    mark = heard[len(heard.rstrip(_MARKS)) :]
    own = replace(words[place[0]], text=f"{name}{mark}", end=words[place[-1]].end)
    return [*words[first : place[0]], own, *words[place[-1] + 1 : last + 1]]


def _unlike(plain: Sequence[str], place: range, name: str, language: str) -> tuple[float, float]:
    """How far sounds and letters of a name are from the words heard."""
    heard = " ".join(plain[number] for number in place)
    return (
        sound_distance(sound_key(heard, language), sound_key(name, language)),
        spelling_distance(bare(heard), bare(name)),
    )
