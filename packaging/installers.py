"""Make installers of `dist/aurity-desktop`, which `make frozen` builds.

A Debian package, and an archive for other Linux systems.

    python packaging/installers.py [--dist FOLDER] deb tar

Standard library and dpkg-deb only. Both carry the program, its models and the licences; neither
writes outside its own folders, and removing the package leaves recordings where they are, in the
users' own folders.
"""

from __future__ import annotations

import argparse
import ast
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from steps import PACKAGING, ROOT, listed

NAME = "aurity-desktop"
BILL = "bom.cdx.json"
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


def debian_package(program: Path, target: Path) -> Path:
    """Make `target/aurity-desktop_VERSION_ARCH.deb` and return its path.

    The program below /opt, a command, a menu entry and an icon.
    """
    dpkg_deb = shutil.which("dpkg-deb")
    if dpkg_deb is None:
        raise SystemExit("dpkg-deb is missing: a .deb is built on a Debian system.")
    architecture = DEBIAN_ARCHITECTURES[platform.machine()]
    package = target / f"{NAME}_{version()}_{architecture}.deb"
    with tempfile.TemporaryDirectory(dir=target) as folder:
        root = Path(folder) / "root"
        home = root / "opt" / NAME
        # Hard links: the program is 1.6 GB and is only read.
        shutil.copytree(program, home, symlinks=True, copy_function=_link_or_copy)
        command = root / "usr" / "bin" / NAME
        command.parent.mkdir(parents=True)
        command.symlink_to(f"/opt/{NAME}/{NAME}")
        _put(PACKAGING / "linux" / f"{NAME}.desktop", root / "usr/share/applications")
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
            [dpkg_deb, "--root-owner-group", "-Zzstd", "-z6", "--build", str(root), str(package)],
            check=True,
            stdout=sys.stderr,
        )
    return package


def archive(program: Path, target: Path) -> Path:
    """Make `target/aurity-desktop-VERSION-linux-MACHINE.tar.gz`: unpack anywhere and start."""
    stem = f"{NAME}-{version()}-linux-{platform.machine()}"
    path = target / f"{stem}.tar.gz"
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
        with tarfile.open(aside, "w:gz", compresslevel=5) as tar:
            tar.add(program, stem, filter=_owned_by_root)
            tar.add(note, f"{stem}/README.txt", filter=_owned_by_root)
        aside.replace(path)
    return path


def _owned_by_root(member: tarfile.TarInfo) -> tarfile.TarInfo:
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
    parser.add_argument("kinds", nargs="+", choices=makers, help="what to make")
    options = parser.parse_args()
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
