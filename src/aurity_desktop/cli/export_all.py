"""`export --all`: every finished session as Parquet tables, a folder that is whole or not there."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import joined, result
from aurity_desktop.cli.views import manifest_view
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.integrity import CorpusExport
from aurity_desktop.storage.chosen_file import writable_folder

FORMAT: Final = "parquet"


def run(arguments: argparse.Namespace, program: Program) -> int:
    """0, or 1 where a session whose record is damaged had to be left out."""
    if arguments.format not in (None, FORMAT):
        raise UsageError(
            f"All sessions together are exported as {FORMAT}; {arguments.format} is for one."
        )
    if arguments.passphrase or arguments.passphrase_file is not None:
        raise UsageError(f"Only the session file is written under a passphrase; {FORMAT} is not.")
    if arguments.output is None:
        raise UsageError("Name the folder with --output.")
    paths = program.paths
    target = writable_folder(arguments.output, (paths.data, paths.models))
    if not target.parent.is_dir():
        raise UsageError(f"The folder {target.parent} does not exist. Make it first.")
    made = program.corpus().export_all(
        target,
        purpose=arguments.purpose,
        redaction=arguments.redact,
        replace=arguments.force,
    )
    view = _view(target, made)
    result(view, as_json=arguments.json, text=_text(view))
    return 1 if made.damaged else 0


def _view(target: Path, made: CorpusExport) -> dict[str, Any]:
    return {
        "output": str(target),
        **manifest_view(made.manifest),
        "sessions": made.sessions,
        "rows": dict(made.rows),
        "under_way": list(made.under_way),
        "damaged": list(made.damaged),
    }


def _text(view: dict[str, Any]) -> str:
    rows = ", ".join(f"{count} {name}" for name, count in view["rows"].items())
    lines = [f"Exported to {view['output']}: {rows}."]
    lines.append(
        "It may tell who the people are (includes_pii)."
        if view["includes_pii"]
        else "It holds neither names nor words (includes_pii is false)."
    )
    if view["left"]:
        lines.append(f"It still tells: {', '.join(view['left'])}.")
    if view["under_way"]:
        lines.append(f"Not finished yet, and left out: {', '.join(view['under_way'])}.")
    if view["damaged"]:
        lines.append(
            f"Damaged, and left out: {', '.join(view['damaged'])}. `aurity-desktop verify` says "
            "what is wrong."
        )
    return joined(lines)
