"""Makes torch and pyannote.audio importable offline, silently and without what is never called.

pyannote.audio sends usage figures unless it is told not to before its first import, and looks for
models on the public hub. Much of what it imports stays out (`never_called.py`): the exporter of
usage figures, torchaudio, whose wheels are linked against CUDA, and decoders, because samples are
passed in memory.
"""

from __future__ import annotations

from importlib import import_module

from aurity_desktop.diarization.never_called import stand_ins
from aurity_desktop.runtime.offline import go_offline
from aurity_desktop.runtime.thread_pools import share_processors

#: What is needed of pyannote.audio and scipy, so that nothing is imported later without the
#: stand-ins.
_NEEDED = (
    "pyannote.audio.models.segmentation",
    "pyannote.audio.pipelines",
    "scipy.cluster.hierarchy",
)


def prepare(threads: int) -> None:
    """Import pyannote.audio with everything it needs; torch then uses `threads` threads.

    Idempotent. Takes seconds the first time. Must not be called in the window's process.
    """
    go_offline()
    share_processors()
    import torch

    from aurity_desktop.diarization.network_module import NetworkModule

    torch.set_num_threads(threads)
    with stand_ins(lightning={"LightningModule": NetworkModule}):
        for name in _NEEDED:
            import_module(name)
