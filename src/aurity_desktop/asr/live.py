"""Live text: sealed slices in, words out.

A slice ends on the sample clock, in the middle of a word as often as not. So what is decoded is not
the slice: it runs from a cut between two words, a pause where there is one, to the end of the
newest slice, and the decoder is conditioned on what was said in the seconds before that cut
(`conditioned_whisper.py`). The cut is the commit point: what lies before it is settled and never
decoded again, and it moves only over words that were written with a second of sound behind them, or
with four where the model doubts them. So no word is doubled and none is lost.

Decoding takes longer than anybody wants to wait, so most of it is done before the slice is whole:
`hear_open` writes a draft of all that lies behind the cut, and `check_draft` aligns it once with
nearly all of the slice's sound. When the slice comes, the words that the model still finds likely
are told as the text of their slices, the others wait for more sound and are shown as provisional.
Until the cut has passed them, which is with the next slice or the one after, a better draft may
correct told words; their slices are then answered anew. Between all that `hear_newest` reads what
was said last, several times a second, for the screen alone (`newest_words.py`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

import numpy as np

from aurity_desktop.asr.language import SPOKEN
from aurity_desktop.asr.live_decoding import Draft, LiveDecoding
from aurity_desktop.asr.newest_words import NewestWords
from aurity_desktop.asr.recognizer import ConditionedRecognizer, VoiceDetector, to_audio
from aurity_desktop.asr.unsettled_text import UnsettledText
from aurity_desktop.asr.window_decoder import Window
from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, AudioSlice, seconds
from aurity_desktop.domain.errors import TranscriptionFailed
from aurity_desktop.domain.ports import Samples
from aurity_desktop.domain.transcript import LiveUpdate, Word


class WhisperLive:
    """The `LiveTranscriber` of one session.

    One call at a time, from any thread; and one of `hear_newest` beside any other: neither waits
    for what the other decodes, but for a check or a slice, behind which `hear_newest` begins.

    `language` is an ISO 639-1 code, or "" to take the one that the first confident speech is in.
    Speech that is plainly in the other of the two languages spoken here is written in that one, see
    `language.py`. Language and vocabulary may be changed between two calls.
    """

    def __init__(
        self,
        recognizer: ConditionedRecognizer,
        voice: VoiceDetector,
        *,
        language: str = "",
        vocabulary: Sequence[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._recognizer = recognizer
        self._voice = voice
        self._clock = clock
        self._turn = threading.RLock()
        self._language_asked = language
        self._vocabulary = tuple(vocabulary)
        self._forget()

    def _forget(self) -> None:
        self._text = UnsettledText(self._voice, self._recognizer.context)
        self._decoding = LiveDecoding(
            self._recognizer, self._text, language=self._language_asked, vocabulary=self._vocabulary
        )
        self._newest = NewestWords()
        self._draft: Draft | None = None
        self._breaks: list[int] = []
        self._hears_open = False  # whether the newest slice was, and so the next one will be
        self._in_time = False  # whether the newest whole slice had a draft

    @property
    def language(self) -> str:
        """The language in force; "" while none is known."""
        return self._decoding.language

    def set_language(self, language: str) -> None:
        """Decode in this language from the next call on; "" detects it anew."""
        with self._turn:
            self._decoding.set_language(language)
            self._draft = None

    def break_at(self, sample: int) -> None:
        """Write nothing across this sample of the session: time was not captured there."""
        with self._turn:
            if sample not in self._breaks:
                self._breaks.append(sample)

    def warm(self) -> None:
        """Load the models and decode two seconds of silence. Raises ModelError."""
        self._recognizer.load()
        self._voice.load()
        silence = np.zeros(round((self._recognizer.context + 2) * SAMPLE_RATE), dtype=np.float32)
        language = self.language or SPOKEN[0]
        self._decoding.decode(
            Window(silence, language, said=None, expected=(), spoken=0.0, runs_on=False)
        )
        self._voice.feed(silence)
        self._voice.reset()

    def hear_open(self, start_sample: int, samples: Samples) -> LiveUpdate:
        """Write a draft of what there is so far of the open slice; its words are provisional."""
        text = self._text
        with self._turn:
            self._hears_open = True
            if self._is_broken(start_sample, samples):
                return self._shown()  # what lies before a break is settled with the whole slice
            text.sound.hear(start_sample, to_audio(samples))
            begun = self._decoding.begin_draft()
        follows = None if begun is None else self._decoding.write(begun)
        with self._turn:
            draft = None if begun is None else self._decoding.end_draft(begun, follows)
            self._draft = draft
            if draft is not None:
                words = text.sound.in_session(draft.words)
                told_to = seconds(text.told_to)
                text.provisional = tuple(w for w in words if (w.start + w.end) / 2 > told_to)
                text.known_to = draft.end
                self._follow(draft.end, is_draft=True)
            return self._shown()

    def check_draft(self, start_sample: int, samples: Samples) -> None:
        """Read the draft with nearly all of the open slice, so that `feed` finds it read."""
        with self._turn:
            if self._draft is None or self._is_broken(start_sample, samples):
                return
            self._text.sound.hear(start_sample, to_audio(samples))
            with suppress(TranscriptionFailed):  # `feed` reads it again, and tells
                self._draft = self._decoding.check(self._draft)

    def feed(self, slices: Sequence[tuple[AudioSlice, Samples]]) -> LiveUpdate:
        """Answer for these slices, in order.

        Words at the last one's end that may still change a lot stay provisional.
        """
        with self._turn:
            for audio_slice, samples in slices:
                self._text.begin_chunk(audio_slice)
                self._hear(audio_slice.start_sample, samples)
            draft, self._draft = self._draft, None
            is_short = len(slices) == 1 and slices[0][0].sample_count < SLICE_SAMPLES
            if not is_short:
                self._in_time = self._hears_open
            # At a short one the recording ends or stands still: what is told of it now, `finish`
            # has the time to write again.
            if not (is_short and self._in_time and self._tell_rest()):
                self._write(draft, several=len(slices) > 1)
            self._hears_open = False
            self._follow(self._text.known_to)
            return self._update()

    def hear_newest(self, start_sample: int, samples: Samples) -> LiveUpdate | None:
        """Read what was said last in the open slice, in one quick look, for the screen.

        None where nothing was said that has not been read.
        """
        with self._turn:
            if self._is_broken(start_sample, samples):
                return None
            self._text.sound.hear(start_sample, to_audio(samples))
            newest, decoding = self._newest, self._decoding
            begun = decoding.begin_glance(newest)
        if begun is None:
            return None
        words = decoding.look(begun)
        with self._turn:
            if words is not None:
                # By now the session may be over, or its sound broken off: others are shown then.
                newest.take(words, seconds(begun.end), runs_on=begun.runs_on)
            return self._shown()

    def finish(self) -> LiveUpdate:
        """Settle all that waits, as newer answers for the last chunks, and forget the session."""
        with self._turn:
            text = self._text
            draft = self._decoding.draft() if self._in_time else None
            words = text.sound.in_session(draft.words) if draft else ()
            # One that stopped early would take words away that were told.
            if words and self._decoding.is_heard_out(words):
                text.tell(words, (), self.language)
            self._settle_heard()
            self._newest = NewestWords()  # what was said is settled
            update = self._update()
            self._forget()
            return update

    def _is_broken(self, start_sample: int, samples: Samples) -> bool:
        """Whether time was not captured before the end of these samples."""
        return any(sample <= start_sample + len(samples) for sample in self._breaks)

    def _hear(self, start_sample: int, samples: Samples) -> None:
        """Take in sound; what was said before a break in it is settled by what lies before it."""
        sound, audio = self._text.sound, to_audio(samples)
        for sample in sorted(self._breaks):
            if sample > start_sample + audio.size:
                break
            self._breaks.remove(sample)
            if sample > start_sample:
                sound.hear(start_sample, audio[: sample - start_sample])
            self._settle_heard()
            self._text.begin_anew(sample)
            self._newest = NewestWords()
            self._draft = None
        sound.hear(start_sample, audio)

    def _settle_heard(self) -> None:
        """Nothing that comes says more of what was heard so far."""
        text = self._text
        if text.known_to < text.sound.end:
            text.settle_told()
            self._decoding.decode_open(is_last=True)
        text.settle_all(self.language)

    def _write(self, draft: Draft | None, *, several: bool) -> None:
        """Confirm the draft where there is one for just this slice, decode otherwise."""
        if draft is not None and draft.cut == self._text.sound.cut and not several:
            self._decoding.confirm(draft)
            return
        if several or not self._hears_open:
            self._text.settle_told()  # no time to write it again
        self._decoding.decode_open(is_last=False, draft_follows=self._hears_open)

    def _tell_rest(self) -> bool:
        """Tell what lies behind the words told up to the end, where it comes without a doubt."""
        text, end = self._text, self._text.sound.end
        window = self._decoding.window_behind_told(runs_on=text.sound.track.speaks_at(end))
        if window is None:
            return False
        try:
            follows = self._decoding.decode(window)
        except TranscriptionFailed:  # the way that every slice goes will tell
            return False
        if follows.hallucinated or not follows.words:
            return False
        text.mark_speech(end)
        words = (*text.told, *text.sound.in_session(follows.words, text.told_to))
        text.tell(words, (), self.language)
        text.known_to = end
        return True

    def _shown(self) -> LiveUpdate:
        return LiveUpdate((), self._provisional(), self.language)

    def _update(self) -> LiveUpdate:
        settled = self._text.answers(
            language=self.language, model=self._recognizer.name, now=self._clock()
        )
        return LiveUpdate(settled, self._provisional(), self.language)

    def _follow(self, known_to: int, *, is_draft: bool = False) -> None:
        """Show what was decoded now, and behind it what a glance saw."""
        text = self._text
        self._newest.follow(
            text.told,
            text.provisional,
            told_to=seconds(text.told_to),
            known_to=seconds(known_to),
            runs_on=text.sound.track.speaks_at(known_to),
            is_draft=is_draft,
        )

    def _provisional(self) -> tuple[Word, ...]:
        return tuple(word.as_word for word in self._newest.words)
