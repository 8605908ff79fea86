"""Voice activity detection: Silero's network, which faster-whisper carries, run as a stream."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.asr.recognizer import Audio
from aurity_desktop.asr.without_torch import without_torch
from aurity_desktop.runtime.high_pass import CUTOFF_HERTZ, SECTIONS, HighPass

#: Samples that one probability stands for: 32 ms.
WINDOW = 512
_CONTEXT = 64  # samples before a window that the network sees too
_BATCH = 128  # windows a run, 4 s: short calls, so that a cancel is heard soon


@dataclass(frozen=True, slots=True)
class VoiceState:
    """What the network remembers between two windows, float32.

    `hidden` and `cell` have the shape (1, 1, 128); `before` are the samples that it sees again,
    `slow` is what its high-pass remembers, float64.
    """

    hidden: NDArray[np.float32]
    cell: NDArray[np.float32]
    before: NDArray[np.float32]
    slow: NDArray[np.float64]


class Silero:
    """Speech probability of every 32 ms, in order. One stream an instance; one thread at a time.

    It hears nothing slower than a voice: on an offset that moves, or a rumble, quiet speech is
    silence to the network.
    """

    def __init__(self) -> None:
        self._session: Any = None
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        self._hidden = np.zeros((1, 1, 128), dtype=np.float32)
        self._cell = np.zeros((1, 1, 128), dtype=np.float32)
        self._before = np.zeros(_CONTEXT, dtype=np.float32)
        self._rest: Audio = np.zeros(0, dtype=np.float32)
        self._high_pass = HighPass()

    def load(self) -> None:
        """Read the network; nothing when it is there."""
        if self._session is None:
            with without_torch():
                from faster_whisper.vad import get_vad_model
            self._session = get_vad_model().session

    @property
    def fingerprint(self) -> str:
        """Tells apart what other weights, or the same in other batches, would say."""
        with without_torch():
            from faster_whisper.utils import get_assets_path
        digest = hashlib.sha256(f"{WINDOW} {_CONTEXT} {_BATCH} {CUTOFF_HERTZ}".encode())
        for file in sorted(Path(get_assets_path()).glob("silero*")):
            digest.update(file.read_bytes())
        return digest.hexdigest()

    @property
    def state(self) -> VoiceState:
        """After a whole number of windows."""
        heard = self._high_pass.state
        slow = np.full(SECTIONS, np.nan) if heard is None else heard.copy()
        return VoiceState(self._hidden, self._cell, self._before, slow)

    def restore(self, state: VoiceState) -> None:
        """Continue from this state, with no samples waiting."""
        self._hidden, self._cell, self._before = state.hidden, state.cell, state.before
        self._rest = np.zeros(0, dtype=np.float32)
        self._high_pass = HighPass()
        if np.isfinite(state.slow).all():
            self._high_pass.state = state.slow.copy()

    def feed(self, audio: Audio) -> NDArray[np.float32]:
        """Speech probabilities of the whole windows that `audio` completes, shape (n,).

        Samples of a window that is not whole wait for the next call.
        """
        self.load()
        waiting = np.concatenate([self._rest, audio])
        whole = waiting.size // WINDOW
        self._rest = waiting[whole * WINDOW :]
        windows = self._high_pass.feed(waiting[: whole * WINDOW].reshape(whole, WINDOW))
        answers = [self._run(windows[first : first + _BATCH]) for first in range(0, whole, _BATCH)]
        return np.concatenate(answers) if answers else np.zeros(0, dtype=np.float32)

    def _run(self, windows: NDArray[np.float32]) -> NDArray[np.float32]:
        ends = windows[:, -_CONTEXT:]
        contexts = np.concatenate([self._before[np.newaxis], ends[:-1]])
        answer, self._hidden, self._cell = self._session.run(
            None,
            {
                "input": np.concatenate([contexts, windows], axis=1),
                "h": self._hidden,
                "c": self._cell,
            },
        )
        self._before = ends[-1]
        probabilities: NDArray[np.float32] = answer.reshape(-1)
        return probabilities
