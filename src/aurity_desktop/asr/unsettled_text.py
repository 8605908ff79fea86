"""The part of a session's text that may still change, and the sound behind it.

It is what live text knows between two calls.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aurity_desktop.asr.cut_point import commit_point, quietest
from aurity_desktop.asr.live_sound import LiveSound
from aurity_desktop.asr.recognizer import TimedWord, VoiceDetector
from aurity_desktop.asr.two_readings import steadied
from aurity_desktop.asr.unsettled_chunks import UnsettledChunk, UnsettledChunks
from aurity_desktop.domain.audio import SAMPLE_RATE, AudioSlice, seconds
from aurity_desktop.domain.transcript import ChunkTranscription

_LONG = 10 * SAMPLE_RATE  # behind the cut: a longer draft would not be done in time


class UnsettledText:
    """The words behind the commit point, in two kinds, and the chunks they belong to.

    Words before the cut are settled. Behind it are the `told` ones, which are their slices' text
    until a better draft corrects them, and then the `provisional` ones, which are only shown. Words
    are in seconds of the session, positions are its samples.
    """

    def __init__(self, voice: VoiceDetector, context: float) -> None:
        self.sound = LiveSound(voice, context)
        self.told: tuple[TimedWord, ...] = ()
        self.provisional: tuple[TimedWord, ...] = ()
        self.known_to = 0  # where the sound ends that all these words were heard in
        self._chunks = UnsettledChunks()

    @property
    def told_to(self) -> int:
        """Where the last word told ends; the cut, where none was."""
        return round(self.told[-1].end * SAMPLE_RATE) if self.told else self.sound.cut

    def begin_chunk(self, audio_slice: AudioSlice) -> None:
        """Its sound is heard next, or was heard already while the slice was open."""
        self._chunks.add(audio_slice)

    def tell(
        self, told: Sequence[TimedWord], provisional: Sequence[TimedWord], language: str
    ) -> None:
        """Replace the words behind the cut by these, but for told ones that are likelier."""
        self.told, self.provisional = steadied(self.told, told), tuple(provisional)
        self._chunks.tell(self.told, language)

    def settle(self, words: Sequence[TimedWord], cut: int, language: str) -> None:
        """Replace the words told by these, settle them, and move the cut behind them.

        Those told that are likelier stay.
        """
        words, self.told = steadied(self.told, words), ()
        self._chunks.tell((), language)
        self._chunks.settle(words, language)
        self.sound.settle(words, cut)

    def settle_told(self, cut: int | None = None) -> None:
        """Settle the words told. The cut moves to where they end, unless it is given."""
        cut = self.told_to if cut is None else cut
        told, self.told = self.told, ()
        self._chunks.let_stand()
        self.sound.settle(told, cut)

    def settle_to_commit_point(self, heard: int, language: str) -> None:
        """Settle those of the words told that were written with enough sound behind them.

        That sound ended at session sample `heard`.
        """
        told = self.told
        kept = commit_point(told, seconds(heard), self.provisional)
        if not kept and heard - self.sound.cut > _LONG:
            kept = len(told) // 2
        if kept:
            # Not before the word that waits: half a word is found anywhere behind itself.
            gap = told[kept].start if kept < len(told) else told[-1].end
            self.settle(told[:kept], self.quietest_near(gap), language)
            self.tell(told[kept:], self.provisional, language)

    def settle_all(self, language: str) -> None:
        """Settle all words: no more sound is to come."""
        self._chunks.let_stand()
        self._chunks.settle(self.provisional, language)
        self.told = self.provisional = ()

    def begin_anew(self, sample: int) -> None:
        """All that was said before this sample is settled; nothing runs across it."""
        self.sound.begin_anew(sample)
        self.known_to = sample

    def suppress(self, words: Sequence[TimedWord], reason: str) -> None:
        """Keep hallucinated words, under their reason, with their chunks."""
        self._chunks.suppress(words, reason)

    def mark_speech(self, end: int) -> None:
        """Note that somebody spoke between the cut and `end`, whatever the words."""
        for chunk in self._with_speech(end):
            chunk.had_speech = True

    def fail(self, end: int, reason: str) -> None:
        """Record that what lies between the words told and `end` has no text.

        The second pass transcribes it again.
        """
        self.settle_told()
        for chunk in self._with_speech(end):
            chunk.failed, chunk.reason = True, reason
        self.sound.settle((), end)
        self.known_to = end
        self.provisional = ()

    def quietest_near(self, second: float) -> int:
        """The session sample near there at which a cut hurts least."""
        at = round(second * SAMPLE_RATE)
        first = max(at - SAMPLE_RATE, self.sound.begin)
        return first + quietest(self.sound.between(first, at + SAMPLE_RATE), at - first)

    def answers(self, *, language: str, model: str, now: float) -> tuple[ChunkTranscription, ...]:
        """The chunks that have no answer yet, and those that say something else by now."""
        answers = self._chunks.answers(language=language, model=model, now=now)
        self._chunks.close(self.sound.cut)
        return answers

    def _with_speech(self, end: int) -> Iterator[UnsettledChunk]:
        for chunk in self._chunks:
            first = max(self.sound.cut, chunk.audio_slice.start_sample)
            last = min(end, chunk.audio_slice.end_sample)
            if first < last and self.sound.track.first_speech(first, last) is not None:
                yield chunk
