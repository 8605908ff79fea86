import io
import os
import shutil
import subprocess
import sys
import tarfile

import pytest


@pytest.fixture
def tree(tmp_path, repository):
    """The repository's packaging and resources beside a small program that plays the frozen one."""
    root = tmp_path / "tree"
    for part in ("packaging", "resources"):
        shutil.copytree(repository / part, root / part)
    (root / "resources" / "icons" / "app.svg").write_text("<svg/>")
    source = root / "src" / "aurity_desktop"
    source.mkdir(parents=True)
    (source / "__init__.py").write_text('"""The app."""\n\n__version__ = "1.2.3"\n')
    program = root / "dist" / "aurity-desktop"
    (program / "_internal" / "models").mkdir(parents=True)
    (program / "aurity-desktop").write_text("#!/bin/sh\necho hello\n")
    (program / "aurity-desktop").chmod(0o755)
    (program / "_internal" / "bom.cdx.json").write_text("{}")
    model = program / "_internal" / "models" / "model.bin"
    model.write_bytes(b"weights")
    model.chmod(0o600)
    return root


def make(tree, kind):
    return subprocess.run(
        [sys.executable, "packaging/installers.py", kind],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )


def members_of(package):
    data = subprocess.run(
        ["dpkg-deb", "--fsys-tarfile", package], capture_output=True, check=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        return {member.name: member for member in tar.getmembers()}


def test_the_debian_package_holds_the_program_a_command_and_a_menu_entry(tree):
    done = make(tree, "deb")
    assert done.returncode == 0, done.stderr
    (package,) = (tree / "dist").glob("aurity-desktop_1.2.3_*.deb")
    members = members_of(package)
    assert "./opt/aurity-desktop/_internal/models/model.bin" in members
    assert members["./usr/bin/aurity-desktop"].linkname == "/opt/aurity-desktop/aurity-desktop"
    assert "./usr/share/applications/aurity-desktop.desktop" in members
    assert "./usr/share/doc/aurity-desktop/copyright" in members
    assert "./usr/share/metainfo/com.aurity.desktop.metainfo.xml" in members
    assert "./opt/aurity-desktop/_internal/bom.cdx.json" in members


def test_every_user_of_the_machine_can_read_what_the_package_installs(tree):
    make(tree, "deb")
    (package,) = (tree / "dist").glob("*.deb")
    for name, member in members_of(package).items():
        assert (member.uid, member.gid) == (0, 0), name
        assert member.mode & 0o044 == 0o044, name
        if member.isdir():
            assert member.mode == 0o755, name


def test_the_debian_package_depends_on_what_the_program_needs_to_run(tree):
    make(tree, "deb")
    (package,) = (tree / "dist").glob("*.deb")
    depends = subprocess.run(
        ["dpkg-deb", "--field", package, "Depends"], capture_output=True, text=True, check=True
    ).stdout
    assert "libportaudio2" in depends
    assert "libxcb-cursor0" in depends
    assert "xvfb" not in depends


def test_the_files_the_package_was_made_of_stay_as_they_were(tree):
    make(tree, "deb")
    model = tree / "dist" / "aurity-desktop" / "_internal" / "models" / "model.bin"
    assert model.stat().st_mode & 0o777 == 0o600
    assert {path.name for path in (tree / "dist").iterdir() if path.is_dir()} == {"aurity-desktop"}


def test_the_archive_unpacks_into_one_folder_with_a_note(tree):
    done = make(tree, "tar")
    assert done.returncode == 0, done.stderr
    (path,) = (tree / "dist").glob("*.tar.xz")
    with tarfile.open(path) as tar:
        members = {member.name: member for member in tar.getmembers()}
    tops = {name.split("/")[0] for name in members}
    assert len(tops) == 1
    (top,) = tops
    assert members[f"{top}/aurity-desktop"].mode == 0o755
    assert members[f"{top}/_internal/models/model.bin"].mode == 0o644
    assert f"{top}/README.txt" in members
    assert f"{top}/_internal/bom.cdx.json" in members


@pytest.mark.parametrize("kind", ["deb", "tar"])
def test_no_package_is_made_without_a_bill_of_materials(tree, kind):
    (tree / "dist" / "aurity-desktop" / "_internal" / "bom.cdx.json").unlink()
    done = make(tree, kind)
    assert done.returncode == 1
    assert "bill of materials" in done.stderr
    assert not [path for path in (tree / "dist").iterdir() if path.is_file()]


def test_without_a_program_it_says_how_to_make_one(tree):
    shutil.rmtree(tree / "dist")
    done = make(tree, "deb")
    assert done.returncode == 1
    assert "make frozen" in done.stderr


@pytest.mark.parametrize(("kind", "ending"), [("deb", "*.deb"), ("tar", "*.tar.xz")])
def test_the_same_program_gives_the_same_bytes(tree, kind, ending):
    made = []
    for umask in ("022", "077"):
        for file in (tree / "dist").rglob("*"):
            os.utime(file)
        script = f"umask {umask}; exec {sys.executable} packaging/installers.py {kind}"
        subprocess.run(["sh", "-c", script], cwd=tree, check=True, capture_output=True)
        (package,) = (tree / "dist").glob(ending)
        made.append(package.read_bytes())
        package.unlink()
    assert made[0] == made[1]


def test_the_version_is_told_as_the_program_tells_it(tree):
    assert make(tree, "version").stdout == "1.2.3\n"
