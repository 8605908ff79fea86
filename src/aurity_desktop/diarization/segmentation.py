"""The segmentation network: who of up to three local speakers talks, every 17 ms of a 10 s window.

pyannote's `PyanNet` (Bredin and Laurent, arXiv 2104.04045; Plaquet and Bredin, arXiv 2310.13025), loaded without
running code from the checkpoint. This module imports torch and pyannote.audio; call `torch_setup.prepare` first.
"""

from __future__ import annotations

from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch
from pyannote.audio.core.task import Problem, Resolution, Specifications
from pyannote.audio.models.segmentation import PyanNet
from torch.torch_version import TorchVersion

from aurity_desktop.domain.errors import ModelDamaged, ModelMissing

_MODEL = "segmentation-3.0"


def load(file: Path) -> Any:
    """The `PyanNet` in the checkpoint, ready to infer. Raises ModelMissing, ModelDamaged.

    pyannote's own loader unpickles whatever the file holds; here nothing but tensors and the four classes that
    such a checkpoint needs is let through.
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


def _architecture(hyper_parameters: dict[str, Any]) -> dict[str, Any]:
    wanted = ("sincnet", "lstm", "linear", "sample_rate", "num_channels")
    return {name: value for name, value in hyper_parameters.items() if name in wanted}
