"""Make installers of `dist/aurity-desktop`, which `make frozen` builds.

A Debian package, and an archive for other Linux systems.

    python packaging/installers.py [--dist FOLDER] deb tar
    python packaging/installers.py version

Standard library, dpkg-deb and xz only. Both carry the program, its models and the licences; neither
writes outside its own folders, and removing the package leaves recordings where they are, in the
users' own folders. The same program gives the same bytes: files are put in by name, and bear the
time of the commit, or SOURCE_DATE_EPOCH.
"""

from __future__ import annotations

import argparse
import ast
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from functools import cache
from pathlib import Path

from steps import PACKAGING, ROOT, listed

NAME = "aurity-desktop"
BILL = "bom.cdx.json"
METADATA = "com.aurity.desktop.metainfo.xml"
DEBIAN_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}

_CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: Aurity <support@aurity.invalid>
Installed-Size: {kilobytes}
Depends: {depends}
Section: sound
Priority: optional
Description: records a consultation, with words and speakers, offline
 Aurity Desktop records a talk, shows the words as they are spoken, and
 gives every word its speaker. Speech recognition and diarization run on
 this machine; nothing leaves it. The models are part of this package.
"""

_READ_ME = """\
Aurity Desktop {version} for Linux ({machine})

Start ./{name} for the window, or ./{name} --help for the command line.
The models are inside; no network is needed. Qt wants these Debian packages, or what they are
called elsewhere:
{libraries}
Licences of everything inside are in _internal/licences, what it is made of in
_internal/bom.cdx.json (CycloneDX).
"""


def version() -> str:
    """The program's version, read without importing it."""
    source = (ROOT / "src" / "aurity_desktop" / "__init__.py").read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__version__":
            return str(ast.literal_eval(node.value))
    raise SystemExit("aurity_desktop/__init__.py states no __version__")


def debian_path(target: Path) -> Path:
    """What the Debian package is called."""
    return target / f"{NAME}_{version()}_{DEBIAN_ARCHITECTURES[platform.machine()]}.deb"


def archive_path(target: Path) -> Path:
    """What the archive is called."""
    return target / f"{NAME}-{version()}-linux-{platform.machine()}.tar.xz"


@cache
def made_at() -> int:
    """The time that files in a package bear: SOURCE_DATE_EPOCH, else that of the commit, else 0."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if told.isdigit():
        return int(told)
    git = shutil.which("git")
    if git is None:
        return 0
    done = subprocess.run(
        [git, "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return int(done.stdout) if done.stdout.strip().isdigit() else 0


def debian_package(program: Path, target: Path) -> Path:
    """Make `target/aurity-desktop_VERSION_ARCH.deb` and return its path.

    The program below /opt, a command, a menu entry and an icon.
    """
    dpkg_deb = shutil.which("dpkg-deb")
    if dpkg_deb is None:
        raise SystemExit("dpkg-deb is missing: a .deb is built on a Debian system.")
    package = debian_path(target)
    architecture = DEBIAN_ARCHITECTURES[platform.machine()]
    with tempfile.TemporaryDirectory(dir=target) as folder:
        root = Path(folder) / "root"
        home = root / "opt" / NAME
        # Hard links: the program is over a GB and is only read.
        shutil.copytree(program, home, symlinks=True, copy_function=_link_or_copy)
        command = root / "usr" / "bin" / NAME
        command.parent.mkdir(parents=True)
        command.symlink_to(f"/opt/{NAME}/{NAME}")
        _put(PACKAGING / "linux" / f"{NAME}.desktop", root / "usr/share/applications")
        _put(PACKAGING / "linux" / METADATA, root / "usr/share/metainfo")
        _put(
            ROOT / "resources/icons/app.svg",
            root / "usr/share/icons/hicolor/scalable/apps",
            f"{NAME}.svg",
        )
        _put(PACKAGING / "licences/models.txt", root / f"usr/share/doc/{NAME}", "copyright")
        control = root / "DEBIAN" / "control"
        control.parent.mkdir()
        control.write_text(
            _CONTROL.format(
                name=NAME,
                version=version(),
                architecture=architecture,
                kilobytes=sum(_size(path) for path in home.rglob("*")) // 1024,
                depends=", ".join(listed(PACKAGING / "debian-run.txt")),
            ),
            encoding="utf-8",
        )
        for path in [root, *root.rglob("*")]:
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
        subprocess.run(
            [dpkg_deb, "--root-owner-group", "-Zxz", "-z6", "--build", str(root), str(package)],
            check=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(made_at())},
            stdout=sys.stderr,
        )
    return package


def archive(program: Path, target: Path) -> Path:
    """Make `target/aurity-desktop-VERSION-linux-MACHINE.tar.xz`: unpack anywhere and start."""
    path = archive_path(target)
    stem = path.name.removesuffix(".tar.xz")
    xz = shutil.which("xz")
    if xz is None:
        raise SystemExit("xz is missing: the Debian package xz-utils has it.")
    with tempfile.TemporaryDirectory(dir=target) as folder:
        note = Path(folder) / "README.txt"
        libraries = "  " + "\n  ".join(listed(PACKAGING / "debian-run.txt"))
        note.write_text(
            _READ_ME.format(
                version=version(), machine=platform.machine(), name=NAME, libraries=libraries
            ),
            encoding="utf-8",
        )
        aside = Path(folder) / path.name
        with (
            aside.open("wb") as packed,
            subprocess.Popen(
                # Blocks of one size, whatever the number of threads: the same bytes everywhere.
                [xz, "-6", "--threads=0", "--block-size=32MiB", "--stdout"],
                stdin=subprocess.PIPE,
                stdout=packed,
            ) as packer,
        ):
            assert packer.stdin is not None
            with tarfile.open(fileobj=packer.stdin, mode="w|") as tar:
                for file in [program, *sorted(program.rglob("*"))]:
                    name = f"{stem}/{file.relative_to(program)}" if file != program else stem
                    tar.add(file, name, recursive=False, filter=_the_same_everywhere)
                tar.add(note, f"{stem}/README.txt", filter=_the_same_everywhere)
        if packer.returncode != 0:
            raise SystemExit(f"xz ended with {packer.returncode}.")
        aside.replace(path)
    return path


def _the_same_everywhere(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Root's, of the commit's time, readable by everybody."""
    member.mtime = made_at()
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    if member.isdir():
        member.mode = 0o755
    elif member.isfile():
        member.mode = 0o755 if member.mode & 0o100 else 0o644
    return member


def _link_or_copy(source: str, target: str) -> str:
    """A hard link where the file may be read by everybody, else a copy that may."""
    path = Path(source)
    if path.stat().st_mode & 0o044 == 0o044:
        Path(target).hardlink_to(path)
    else:
        shutil.copy2(source, target)
        Path(target).chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
    return target


def _put(source: Path, folder: Path, name: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / (name or source.name)
    shutil.copyfile(source, target)
    target.chmod(0o644)


def _size(path: Path) -> int:
    return 0 if path.is_symlink() or path.is_dir() else path.stat().st_size


def main() -> int:
    """Make each kind that was asked for. Returns the exit code."""
    makers = {"deb": debian_package, "tar": archive}
    parser = argparse.ArgumentParser(description="Make installers of the frozen program.")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where the program is")
    parser.add_argument(
        "kinds", nargs="+", choices=[*makers, "version"], help="what to make, or to tell"
    )
    options = parser.parse_args()
    if "version" in options.kinds:
        sys.stdout.write(f"{version()}\n")
        return 0
    program = options.dist / NAME
    if not (program / NAME).is_file():
        raise SystemExit(f"There is no program in {program}. Run `make frozen` first.")
    if not any(program.rglob(BILL)):
        raise SystemExit(
            f"{program} has no bill of materials ({BILL}): build it with `make frozen`."
        )
    for kind in options.kinds:
        made = makers[kind](program, options.dist)
        sys.stdout.write(f"{made} ({made.stat().st_size / 1e6:.0f} MB)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
