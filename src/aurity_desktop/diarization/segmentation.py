"""The segmentation network: who of up to three local speakers talks, every 17 ms of a 10 s window.

pyannote's `PyanNet` (Bredin and Laurent, arXiv 2104.04045; Plaquet and Bredin, arXiv 2310.13025),
loaded without running code from the checkpoint. This module imports torch and pyannote.audio; call
`torch_setup.prepare` first.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch
from pyannote.audio.core.task import Problem, Resolution, Specifications
from pyannote.audio.models.segmentation import PyanNet
from torch import Tensor
from torch.nn import functional
from torch.torch_version import TorchVersion

from aurity_desktop.domain.errors import ModelDamaged, ModelMissing

_MODEL = "segmentation-3.0"
#: The first layer: a filter every 10 samples, then the largest of each 3.
_STRIDE = 10
_POOL = 3


def load(file: Path) -> Any:
    """The `PyanNet` in the checkpoint, ready to infer.

    Raises ModelMissing, ModelDamaged.

    pyannote's own loader unpickles whatever the file holds; here nothing but tensors and the four
    classes that such a checkpoint needs is let through.
    """
    if not file.is_file():
        raise ModelMissing(_MODEL, file)
    try:
        with torch.serialization.safe_globals([Problem, Resolution, Specifications, TorchVersion]):
            checkpoint = torch.load(file, map_location="cpu", weights_only=True)
        network = PyanNet(**_architecture(checkpoint["hyper_parameters"]))
        network.specifications = checkpoint["pyannote.audio"]["specifications"]
        network.build()
        network.load_state_dict(checkpoint["state_dict"])
    except (UnpicklingError, RuntimeError, OSError, EOFError, KeyError, TypeError) as error:
        raise ModelDamaged(_MODEL, file) from error
    return network.eval().requires_grad_(False)


def recurrent_type_of(capabilities: Mapping[str, Any], level: str) -> torch.dtype:
    """The type in which the recurrent layers are computed on such a processor.

    bfloat16 only where the processor multiplies it natively and torch uses those instructions;
    elsewhere it is emulated: eight times slower, and one frame in fifty changes its class. The
    arguments are what `torch.cpu.get_capabilities` and `torch.backends.cpu.get_cpu_capability`
    answer; ATEN_CPU_CAPABILITY lowers the second.
    """
    native = bool(capabilities.get("avx512_bf16")) and level.startswith("AVX512")
    return torch.bfloat16 if native else torch.float32


def _fastest_type() -> torch.dtype:
    return recurrent_type_of(torch.cpu.get_capabilities(), torch.backends.cpu.get_cpu_capability())


def _architecture(hyper_parameters: dict[str, Any]) -> dict[str, Any]:
    wanted = ("sincnet", "lstm", "linear", "sample_rate", "num_channels")
    return {name: value for name, value in hyper_parameters.items() if name in wanted}


class SlidingSegmentation:
    """`PyanNet` over overlapping windows of one sound, with what the windows share computed once.

    Windows differ only in how they normalise the sound, a scale and an offset. The first layer is
    linear up to an absolute value and a maximum of three, and the absolute value of a scaled and
    shifted number is largest at the largest or the smallest of the three; so filters and both
    extremes are computed once for the sound, and each window scales and shifts those. Results are
    the network's own up to rounding, with one exception: where the processor multiplies bfloat16
    natively, the recurrent layers, most of the work, use it; it takes half their time and changes
    the best class of less than one frame in fifty (the benchmark talks: one in a thousand).
    """

    def __init__(self, network: Any, *, recurrent_type: torch.dtype | None = None) -> None:
        """`recurrent_type`: float32 or bfloat16; what suits the processor unless told."""
        self._network = network
        self._sinc = network.sincnet
        self._recurrent_type = recurrent_type or _fastest_type()
        self._recurrent = copy.deepcopy(network.lstm).to(self._recurrent_type)
        self._filters: Tensor = self._sinc.conv1d[0].filterbank.filters().detach()
        self._filter_sums = self._filters.sum(-1)  # (80, 1)

    def __call__(self, sound: Tensor, window: int, step: int) -> Tensor:
        """Sound (n,) → log-probabilities (windows, frames, 7).

        `step` is a multiple of 10. Under inference mode.
        """
        starts = [
            divmod(first // _STRIDE, _POOL) for first in range(0, len(sound) - window + 1, step)
        ]
        highest, lowest = self._extremes(sound, {phase for _, phase in starts})
        windows = sound.unfold(0, window, step)
        variance, mean = torch.var_mean(windows, dim=1, correction=0)
        norm = self._sinc.wav_norm1d
        scale = (norm.weight * torch.rsqrt(variance + norm.eps))[:, None, None]
        offset = (norm.bias - scale * mean[:, None, None]) * self._filter_sums
        frames = ((window - self._filters.shape[-1]) // _STRIDE + 1) // _POOL
        pooled = []
        for number, (start, phase) in enumerate(starts):
            place = slice(start, start + frames)
            high = torch.addcmul(offset[number], highest[phase][:, place], scale[number])
            low = torch.addcmul(offset[number], lowest[phase][:, place], scale[number])
            pooled.append(torch.maximum(high.abs_(), low.abs_()))
        return self._after_filters(torch.stack(pooled))

    def _extremes(
        self, sound: Tensor, phases: set[int]
    ) -> tuple[dict[int, Tensor], dict[int, Tensor]]:
        """Largest and smallest of each three filter outputs, (80, n / 30).

        Once for each phase at which the threes may begin that is needed.
        """
        filtered = functional.conv1d(sound[None, None], self._filters, stride=_STRIDE)[0]
        begun = {phase: filtered[:, phase:] for phase in phases}
        highest = {phase: functional.max_pool1d(one, _POOL) for phase, one in begun.items()}
        lowest = {phase: functional.max_pool1d(-one, _POOL).neg_() for phase, one in begun.items()}
        return highest, lowest

    def _after_filters(self, x: Tensor) -> Tensor:
        sinc, network = self._sinc, self._network
        x = functional.leaky_relu(sinc.norm1d[0](x))
        for layer in range(1, len(sinc.conv1d)):
            x = sinc.pool1d[layer](sinc.conv1d[layer](x))
            x = functional.leaky_relu(sinc.norm1d[layer](x))
        x, _ = self._recurrent(x.transpose(1, 2).to(self._recurrent_type))
        x = x.float()
        for linear in network.linear:
            x = functional.leaky_relu(linear(x))
        scores: Tensor = network.activation(network.classifier(x))
        return scores
