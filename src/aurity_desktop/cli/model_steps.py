"""`models install`, `verify` and `remove` for the window: one JSON object a line."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from aurity_desktop.application.program import Program
from aurity_desktop.domain.errors import ModelDamaged
from aurity_desktop.domain.model_install import (
    InstallReport,
    InstallStep,
    ModelInstalled,
    ModelRemoved,
    ModelVerified,
    report_line,
)
from aurity_desktop.models.install import Installer, sources_for
from aurity_desktop.runtime.standard_input import end_with_parent

#: Seconds between two lines about the same file.
_OFTEN = 0.2


def install_in_steps(arguments: argparse.Namespace, program: Program) -> int:
    """Install model after model, and end as soon as standard input ends. Returns 0."""
    end_with_parent()
    folder, manifest = program.models.folder, program.models.manifest
    report = _Lines()
    sources = sources_for(folder, arguments.source, report, network=not arguments.no_network)
    installer = Installer(folder, manifest, sources, report)
    for name in arguments.names or [model.name for model in manifest.defaults]:
        installer.install([name])
        _say(ModelInstalled(name))
    return 0


def verify_in_steps(names: list[str], program: Program) -> int:
    """Compare model after model, and end as soon as standard input ends. Returns 0.

    Whether one is damaged stands in its line.
    """
    end_with_parent()
    for place, name in enumerate(names):
        _say(InstallStep(name, place, len(names)))
        try:
            ok = program.models.verify(name).ok
        except ModelDamaged:
            ok = False
        _say(ModelVerified(name, ok))
    return 0


def tell_removed(name: str) -> int:
    """A model is gone. Returns 0."""
    _say(ModelRemoved(name))
    return 0


class _Lines:
    """The port `Report`: a line at the begin and end of each step, and now and then between."""

    def step(self, what: str, size: int) -> Callable[[int], None]:
        """The next thing begins."""
        arrived, told = 0, 0.0

        def more(count: int) -> None:
            nonlocal arrived, told
            arrived += count
            now = time.monotonic()
            if now - told >= _OFTEN or arrived >= size:
                told = now
                _say(InstallStep(what, arrived, size))

        _say(InstallStep(what, 0, size))
        return more


def _say(report: InstallReport) -> None:
    print(report_line(report), flush=True)
