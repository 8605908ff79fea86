"""CAM++, the network that turns the sound of one voice into one vector.

Written from Wang et al., "CAM++: A Fast and Efficient Network for Speaker Verification Using
Context-Aware Masking" (arXiv 2303.00332): a two-dimensional convolutional front end (FCM), a
densely connected time-delay network (D-TDNN) whose layers are masked by their context, statistics
pooling, and a linear layer to 192 dimensions. Module names are those of the published weights, so
that they load strictly.

This module imports torch; import it only where the network is needed.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from aurity_desktop.domain.errors import ModelDamaged, ModelMissing

FEATURES = 80
DIMENSION = 192

_MODEL = "campplus"
_FCM_CHANNELS = 32
_STEM_CHANNELS = 128
GROWTH = 32
_BOTTLENECK = 4 * GROWTH
CONTEXT_FRAMES = 100
#: Layers and dilation of the three dense blocks (table 1 of the paper).
BLOCKS = ((12, 1), (24, 2), (16, 2))


class _ResidualBlock(nn.Module):
    """Two 3 x 3 convolutions around a shortcut; `stride` thins out frequency, never time."""

    def __init__(self, channels: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, stride=(stride, 1), padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.shortcut = nn.Sequential()
        if stride != 1:
            self.shortcut = nn.Sequential(
                nn.Conv2d(channels, channels, 1, stride=(stride, 1), bias=False),
                nn.BatchNorm2d(channels),
            )

    def forward(self, x: Tensor) -> Tensor:
        y = functional.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        return functional.relu(y + self.shortcut(x))


class _FrontEnd(nn.Module):
    """FCM: (batch, 80, frames) → (batch, 320, frames); 80 bins become 10 in 32 channels."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, _FCM_CHANNELS, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(_FCM_CHANNELS)
        self.layer1 = nn.Sequential(
            _ResidualBlock(_FCM_CHANNELS, 2), _ResidualBlock(_FCM_CHANNELS, 1)
        )
        self.layer2 = nn.Sequential(
            _ResidualBlock(_FCM_CHANNELS, 2), _ResidualBlock(_FCM_CHANNELS, 1)
        )
        self.conv2 = nn.Conv2d(
            _FCM_CHANNELS, _FCM_CHANNELS, 3, stride=(2, 1), padding=1, bias=False
        )
        self.bn2 = nn.BatchNorm2d(_FCM_CHANNELS)
        self.out_channels = _FCM_CHANNELS * (FEATURES // 8)

    def forward(self, x: Tensor) -> Tensor:
        y = functional.relu(self.bn1(self.conv1(x.unsqueeze(1))))
        y = self.layer2(self.layer1(y))
        y = functional.relu(self.bn2(self.conv2(y)))
        return y.flatten(1, 2)


class _Norm(nn.Module):
    """Batch normalisation, with a rectifier unless it is the very last one."""

    def __init__(self, channels: int, *, affine: bool = True, rectify: bool = True) -> None:
        super().__init__()
        self.batchnorm = nn.BatchNorm1d(channels, affine=affine)
        self._rectify = rectify

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.batchnorm(x)
        return functional.relu(y) if self._rectify else y


class _Stem(nn.Module):
    """The first time-delay layer: halves the frame rate to 50 a second."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.linear = nn.Conv1d(channels, _STEM_CHANNELS, 5, stride=2, padding=2, bias=False)
        self.nonlinear = _Norm(_STEM_CHANNELS)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.nonlinear(self.linear(x))
        return y


class _ContextMask(nn.Module):
    """Context-aware masking.

    What a frame may say is scaled by the mean of everything and of its 100-frame segment.
    """

    def __init__(self, dilation: int) -> None:
        super().__init__()
        self.linear_local = nn.Conv1d(
            _BOTTLENECK, GROWTH, 3, padding=dilation, dilation=dilation, bias=False
        )
        self.linear1 = nn.Conv1d(_BOTTLENECK, _BOTTLENECK // 2, 1)
        self.linear2 = nn.Conv1d(_BOTTLENECK // 2, GROWTH, 1)

    def forward(self, x: Tensor) -> Tensor:
        frames = x.shape[-1]
        segments = functional.avg_pool1d(x, CONTEXT_FRAMES, CONTEXT_FRAMES, ceil_mode=True)
        context = x.mean(-1, keepdim=True) + segments
        mask = torch.sigmoid(self.linear2(functional.relu(self.linear1(context))))
        local: Tensor = self.linear_local(x)
        return local * mask.repeat_interleave(CONTEXT_FRAMES, -1)[..., :frames]


class _DenseLayer(nn.Module):
    """One layer of D-TDNN: bottleneck, then the masked time-delay convolution."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.nonlinear1 = _Norm(channels)
        self.linear1 = nn.Conv1d(channels, _BOTTLENECK, 1, bias=False)
        self.nonlinear2 = _Norm(_BOTTLENECK)
        self.cam_layer = _ContextMask(dilation)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.cam_layer(self.nonlinear2(self.linear1(self.nonlinear1(x))))
        return y


class _DenseBlock(nn.Module):
    """Layers that each see the outputs of all before them."""

    def __init__(self, layers: int, channels: int, dilation: int) -> None:
        super().__init__()
        for number in range(layers):
            layer = _DenseLayer(channels + number * GROWTH, dilation)
            self.add_module(f"tdnnd{number + 1}", layer)

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.children():
            x = torch.cat((x, layer(x)), dim=1)
        return x


class _Transition(nn.Module):
    """Halves the channels between two dense blocks."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.nonlinear = _Norm(channels)
        self.linear = nn.Conv1d(channels, channels // 2, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.linear(self.nonlinear(x))
        return y


class _Embedding(nn.Module):
    """Pooled statistics to the 192-dimensional vector."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.linear = nn.Conv1d(channels, DIMENSION, 1, bias=False)
        self.nonlinear = _Norm(DIMENSION, affine=False, rectify=False)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.nonlinear(self.linear(x.unsqueeze(-1)).squeeze(-1))
        return y


class CamPlusPlus(nn.Module):
    """Features (batch, frames, 80), mean-normalised over time, to embeddings (batch, 192).

    The two halves are public because the first costs all the time and the second none: `frames`
    gives the frame-level features, 50 a second, and `pool` makes an embedding of any selection of
    them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.head = _FrontEnd()
        stages: dict[str, nn.Module] = {"tdnn": _Stem(self.head.out_channels)}
        channels = _STEM_CHANNELS
        for number, (layers, dilation) in enumerate(BLOCKS, 1):
            stages[f"block{number}"] = _DenseBlock(layers, channels, dilation)
            channels += layers * GROWTH
            stages[f"transit{number}"] = _Transition(channels)
            channels //= 2
        stages["out_nonlinear"] = _Norm(channels)
        self.xvector = nn.Sequential()
        for name, stage in stages.items():
            self.xvector.add_module(name, stage)
        self.xvector.add_module("dense", _Embedding(2 * channels))
        self.frame_channels = channels

    def frames(self, features: Tensor) -> Tensor:
        """(batch, frames, 80) → (batch, 512, ceil(frames / 2))."""
        y: Tensor = self.head(features.transpose(1, 2))
        for name, stage in self.xvector.named_children():
            if name != "dense":
                y = stage(y)
        return y

    def pool(self, mean: Tensor, deviation: Tensor) -> Tensor:
        """Mean and standard deviation over time, each (batch, 512) → embeddings (batch, 192)."""
        y: Tensor = self.xvector.dense(torch.cat((mean, deviation), dim=1))
        return y

    def forward(self, features: Tensor) -> Tensor:
        """Features (batch, frames, 80) → embeddings (batch, 192)."""
        y = self.frames(features)
        return self.pool(y.mean(-1), y.std(-1))


def load(file: Path) -> CamPlusPlus:
    """The network with its published weights, ready to infer. Raises ModelMissing, ModelDamaged."""
    if not file.is_file():
        raise ModelMissing(_MODEL, file)
    network = CamPlusPlus()
    try:
        network.load_state_dict(torch.load(file, map_location="cpu", weights_only=True))
    except (RuntimeError, OSError, EOFError, ValueError, TypeError, KeyError) as error:
        raise ModelDamaged(_MODEL, file) from error
    network.eval()
    network.requires_grad_(requires_grad=False)
    return network
