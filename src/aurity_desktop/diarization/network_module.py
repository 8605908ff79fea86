"""The part of Lightning's module that pyannote's networks stand on: their arguments, and a device.

This module imports torch.
"""

from __future__ import annotations

import inspect
from types import SimpleNamespace

import torch


class NetworkModule(torch.nn.Module):
    """A `torch.nn.Module` that keeps chosen arguments of its constructors in `hparams`."""

    def __init__(self) -> None:
        """No arguments are kept yet."""
        super().__init__()
        self.hparams = SimpleNamespace()

    @property
    def device(self) -> torch.device:
        """Where its first weight is: the processor, where it has none."""
        weight = next(self.parameters(), None)
        return torch.device("cpu") if weight is None else weight.device

    def save_hyperparameters(self, *names: str) -> None:
        """Keep these local variables of the caller, a constructor, as `hparams.NAME`."""
        frame = inspect.currentframe()
        assert frame is not None
        assert frame.f_back is not None
        for name in names:
            setattr(self.hparams, name, frame.f_back.f_locals[name])
