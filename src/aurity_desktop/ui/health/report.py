"""The report on the program's health for whoever helps: figures and versions, no patient's word."""

from __future__ import annotations

import json
import platform
from pathlib import Path

from PySide6.QtCore import qVersion

from aurity_desktop import __version__
from aurity_desktop.application.health.health import Health


def health_report(found: Health, longest_stall_ms: float) -> str:
    """English, for it is read by whoever wrote the program. Home folders are left out.

    Titles, names and words are in no check; session ids, which tell a time, may be.
    """
    view = json.dumps(found.view(), indent=1, ensure_ascii=False)
    report = "\n".join(
        (
            f"Aurity Desktop {__version__}, Qt {qVersion()}, Python {platform.python_version()}",
            f"{platform.system()} {platform.release()} {platform.machine()}",
            f"Longest stall of the window: {longest_stall_ms:.0f} ms",
            view,
        )
    )
    return report.replace(str(Path.home()), "~")
