"""Stands in for what pyannote.audio imports and nothing here calls.

pyannote.audio is a workbench for training as much as a diarizer: its first import loads plotting,
tables, training loops, hyperparameter search and an exporter of usage figures, two thirds of the
memory and time of the whole. The program calls none of it, so it is neither imported nor, in the
installers, shipped (`packaging/bundle.py` reads `NEVER_CALLED`). What is asked of a stand-in later
raises NeverCalled: a result is never made of one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import reload
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

#: Packages, or parts of packages that are needed otherwise.
NEVER_CALLED = (
    "lightning",
    "matplotlib",
    "networkx",
    "opentelemetry",
    "optuna",
    "pandas",
    "pyannote.metrics",
    "pyannoteai",
    "pytorch_metric_learning",
    "rich",
    # What is left of scipy groups voices: `scipy.cluster.hierarchy`, with the distances it needs.
    "scipy.cluster.vq",
    "scipy.constants",
    "scipy.fft",
    "scipy.integrate",
    "scipy.interpolate",
    "scipy.io",
    "scipy.linalg",
    "scipy.ndimage",
    "scipy.optimize",
    "scipy.signal",
    "scipy.sparse",
    "scipy.spatial._ckdtree",
    "scipy.spatial._geometric_slerp",
    "scipy.spatial._kdtree",
    "scipy.spatial._plotutils",
    "scipy.spatial._procrustes",
    "scipy.spatial._qhull",
    "scipy.spatial._spherical_voronoi",
    "scipy.spatial.transform",
    "scipy.special",
    "scipy.stats",
    "sklearn",
    "torch_audiomentations",
    "torchaudio",
    "torchcodec",
    "torchmetrics",
)


class NeverCalled(Exception):
    """Something was asked of a stand-in: `name` is what, with its module."""

    def __init__(self, name: str) -> None:
        """`name` as it would be imported."""
        super().__init__(f"{name} is not loaded: diarization/never_called.py leaves it out")
        self.name = name


@contextmanager
def stand_ins(**given: dict[str, object]) -> Iterator[None]:
    """While this lasts, importing anything of `NEVER_CALLED` gives a stand-in.

    A stand-in's attributes are classes, so that they can be inherited from and stand in
    annotations, and while this lasts be called as well. `given` are attributes that are real, by
    the name of the package. Packages that are loaded already stay what they are, and afterwards
    imports are as usual: a package that was loaded without some of its parts is loaded whole when
    one of them is asked for. The block applies to the whole process, so enter it only around
    imports.
    """
    finder = _Finder(given)
    before = set(sys.modules)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        finder.closed = True
        for name, module in list(sys.modules.items()):
            if isinstance(module, _StandIn):
                del sys.modules[name]
                parent, _, own = name.rpartition(".")
                if vars(sys.modules.get(parent, _NOWHERE)).get(own) is module:
                    delattr(sys.modules[parent], own)
                if parent not in before:
                    _complete_when_asked(sys.modules.get(parent))


def _complete_when_asked(package: ModuleType | None) -> None:
    """Load the package anew, with all of its parts, once it is asked for what it lacks."""
    if package is None or isinstance(package, _StandIn) or package.__file__ is None:
        return
    if "__getattr__" in vars(package):
        return
    parts = package

    def whole(name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        del vars(parts)["__getattr__"]
        try:
            reload(parts)
        except ImportError as error:  # an installer's, which brings no more
            raise AttributeError(name) from error
        return getattr(parts, name)

    vars(package)["__getattr__"] = whole


class _Finder(MetaPathFinder, Loader):
    def __init__(self, given: dict[str, dict[str, object]]) -> None:
        self.closed = False
        self._given = given
        self._wanted = [name for name in NEVER_CALLED if name not in sys.modules]

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        for name in self._wanted:
            if fullname == name or fullname.startswith(f"{name}."):
                return ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = _StandIn(spec.name, self)
        vars(module).update(self._given.get(spec.name, {}))
        return module

    def exec_module(self, module: ModuleType) -> None:
        pass


class _StandIn(ModuleType):
    def __init__(self, name: str, finder: _Finder) -> None:
        super().__init__(name)
        self.__finder = finder

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _kind(f"{self.__name__}.{name}", self.__finder)
        setattr(self, name, made)
        return made


class _Kind(type):
    """The class of what stands in: to be inherited from and, while the block lasts, called."""

    _origin: str
    _finder: _Finder

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if cls._finder.closed:
            raise NeverCalled(f"{cls._origin}.{name}")
        return _kind(f"{cls._origin}.{name}", cls._finder)

    def __call__(cls, *_: Any, **__: Any) -> Any:
        if cls._finder.closed:
            raise NeverCalled(cls._origin)
        return _kind(f"{cls._origin}()", cls._finder)


def _kind(origin: str, finder: _Finder) -> type:
    return _Kind(origin.rpartition(".")[2], (), {"_origin": origin, "_finder": finder})


_NOWHERE = ModuleType("nowhere")
