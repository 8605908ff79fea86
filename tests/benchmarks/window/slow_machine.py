"""A machine whose processor is too slow for live text: every decoding takes longer than here.

What a slow processor does to live text is that each call comes back later by one factor, a long
window as well as a short one. So the real recognizer works, and the call then waits for the rest of
the time that it would have taken there. Recorder, ledger and window keep their own pace, as they
would: they hardly need a processor.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from aurity_desktop.domain.audio import SLICE_SAMPLES, AudioSlice, seconds
from aurity_desktop.domain.ports import LiveTranscriber, Samples
from aurity_desktop.domain.transcript import ChunkTranscription, LiveUpdate


class SlowTranscriber:
    """A `LiveTranscriber` that takes `factor` times as long as `inner` over everything but loading
    its model.
    """

    def __init__(
        self,
        inner: LiveTranscriber,
        factor: float,
        *,
        clock: Callable[[], float] = time.perf_counter,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._inner = inner
        self._factor = factor
        self._clock = clock
        self._sleep = sleep
        self._late: dict[int, float] = {}  # milliseconds, by chunk: those of its first answer

    def warm(self) -> None:
        self._inner.warm()

    def set_language(self, language: str) -> None:
        self._inner.set_language(language)

    def break_at(self, sample: int) -> None:
        self._inner.break_at(sample)

    def hear_open(self, start_sample: int, samples: Samples) -> LiveUpdate:
        return self._slowly(partial(self._inner.hear_open, start_sample, samples))

    def hear_newest(self, start_sample: int, samples: Samples) -> LiveUpdate | None:
        started = self._clock()
        update = self._inner.hear_newest(start_sample, samples)
        self._sleep((self._factor - 1) * (self._clock() - started))
        return update

    def check_draft(self, start_sample: int, samples: Samples) -> None:
        started = self._clock()
        self._inner.check_draft(start_sample, samples)
        self._sleep((self._factor - 1) * (self._clock() - started))

    def feed(self, slices: Sequence[tuple[AudioSlice, Samples]]) -> LiveUpdate:
        return self._slowly(partial(self._inner.feed, slices))

    def finish(self) -> LiveUpdate:
        return self._slowly(self._inner.finish)

    def _slowly(self, work: Callable[[], LiveUpdate]) -> LiveUpdate:
        started = self._clock()
        update = work()
        wait = (self._factor - 1) * (self._clock() - started)
        self._sleep(wait)
        return replace(
            update, settled=tuple(self._later(each, 1000 * wait) for each in update.settled)
        )

    def _later(self, chunk: ChunkTranscription, milliseconds: float) -> ChunkTranscription:
        if chunk.latency_ms is None:
            return chunk
        late = self._late.setdefault(chunk.chunk_number, milliseconds)
        return replace(chunk, latency_ms=chunk.latency_ms + late)


def factor_for(pace: float, costs: Sequence[float]) -> float:
    """How much slower a machine is that decodes slice by slice at `pace` times real time.

    `costs` are the seconds that a slice takes here, decoded alone, one for each slice of some
    speech. Never below 1.
    """
    there = seconds(SLICE_SAMPLES) / pace
    return max(1.0, there * len(costs) / sum(costs))


def slice_costs(
    transcriber: LiveTranscriber,
    slices: Sequence[tuple[AudioSlice, Samples]],
    clock: Callable[[], float] = time.perf_counter,
) -> list[float]:
    """Seconds that each slice takes, decoded alone and without a draft.

    The transcriber is warm and ends as if new.
    """
    costs = []
    for each in slices:
        started = clock()
        transcriber.feed([each])
        costs.append(clock() - started)
    transcriber.finish()
    return costs
