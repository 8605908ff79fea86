"""The numbered migrations are data beside the code: whoever builds the program must take them."""

import importlib.util
import shutil
import subprocess
import sys

import pytest


def _migrations(folder):
    return sorted(path.relative_to(folder) for path in folder.glob("**/migrations/*.sql"))


@pytest.fixture
def in_the_source(repository):
    found = _migrations(repository / "src")
    assert {path.parts[1] for path in found} >= {"corpus", "jobs", "vault"}
    return found


def test_an_installed_program_has_every_migration(repository, in_the_source, tmp_path):
    """By setuptools itself, on a copy with one module beside the SQL files of each package."""
    for path in in_the_source:
        package = tmp_path / "src" / path.parents[1]
        (tmp_path / "src" / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(repository / "src" / path, tmp_path / "src" / path)
        for folder in (package, *package.parents):
            if folder == tmp_path / "src":
                break
            (folder / "__init__.py").write_text('__version__ = "0"\n')
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(repository / name, tmp_path / name)
    program = "import setuptools; setuptools.setup()"
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, "-q", "build_py", "--build-lib", "built"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert _migrations(tmp_path / "built") == in_the_source


def test_the_frozen_program_has_every_migration_where_its_package_looks(
    repository, in_the_source, monkeypatch
):
    monkeypatch.syspath_prepend(str(repository / "packaging"))
    specification = importlib.util.spec_from_file_location(
        "bundle", repository / "packaging" / "bundle.py"
    )
    bundle = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(bundle)
    assert sorted(target for _, target in bundle.numbered_migrations()) == sorted(
        path.parent.as_posix() for path in in_the_source
    )
    assert "*numbered_migrations()," in (repository / "aurity.spec").read_text(encoding="utf-8")
