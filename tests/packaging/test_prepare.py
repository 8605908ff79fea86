"""The set-up as a whole, run as `make` runs it, with stand-ins for pip, apt and the environment's
Python.
"""

import os
import sys
import time

import pytest


def pip_calls(lines):
    return [line for line in lines if "pip install" in line]


def test_a_first_set_up_installs_torch_then_the_program_then_the_models(checkout):
    done = checkout.prepare("run")
    assert done.returncode == 0, done.stderr
    torch, packages, program, models = checkout.asked()
    lock = checkout.root / "packaging" / "lock"
    assert torch.endswith(f"-r {lock / 'torch.txt'}")
    assert packages.endswith(f"-r {lock / 'run.txt'}")
    assert program.endswith(f"-e {checkout.root}")
    assert models.endswith("aurity_desktop models install --json")


def test_nothing_is_taken_from_the_index_but_by_its_hash(checkout):
    """Nor is anything fetched to build the program: it is built with what the lock has brought."""
    (checkout.root / "no-wheels").touch()
    checkout.prepare("test")
    by_hash, own = [], []
    for call in pip_calls(checkout.asked()):
        (own if call.endswith(f"-e {checkout.root}") else by_hash).append(call)
    assert len(by_hash) == 3
    for call in by_hash:
        assert "--no-deps --require-hashes --only-binary=:all: -r " in call
    (program,) = own
    assert "--no-index --no-deps --no-build-isolation" in program


def test_a_build_of_torch_on_this_disk_is_preferred_to_the_one_of_the_index(checkout):
    checkout.prepare("run")
    torch, *_ = pip_calls(checkout.asked())
    assert "--no-index" in torch


def test_without_one_torch_comes_from_the_index_and_brings_what_only_its_build_needs(checkout):
    (checkout.root / "no-wheels").touch()
    note = checkout.root / ".venv/lib/python3.11/site-packages/torch-2.dist-info/METADATA"
    note.parent.mkdir(parents=True)
    note.write_text("Requires-Dist: nvidia-cublas==13; platform_system == 'Linux'\n")
    done = checkout.prepare("run")
    local, torch, cuda, *_ = pip_calls(checkout.asked())
    assert "--no-index" in local
    assert "--no-index" not in torch
    assert cuda.endswith(f"-r {checkout.root}/packaging/lock/cuda.txt")
    assert "index" not in done.stderr


def test_a_second_set_up_does_nothing_says_nothing_and_is_quick(checkout):
    checkout.prepare("run")
    checkout.asked()
    before = time.monotonic()
    done = checkout.prepare("run")
    assert time.monotonic() - before < 2.0
    assert (done.returncode, done.stderr, checkout.asked()) == (0, "", [])


def test_tests_need_the_development_extra_and_what_they_have_is_enough_to_run(checkout):
    checkout.prepare("run")
    checkout.asked()
    checkout.prepare("test")
    packages, _program = pip_calls(checkout.asked())
    assert packages.endswith(f"-r {checkout.root}/packaging/lock/test.txt")
    checkout.prepare("run")
    assert checkout.asked() == []


def test_an_interrupted_set_up_goes_on_where_it_was(checkout):
    (checkout.root / "no-network").touch()
    failed = checkout.prepare("run")
    assert failed.returncode == 1
    assert "torch" in failed.stderr.splitlines()[-1]
    assert "goes on from here" in failed.stderr.splitlines()[-1]

    (checkout.root / "no-network").unlink()
    checkout.asked()
    assert checkout.prepare("run").returncode == 0
    assert len(pip_calls(checkout.asked())) == 3


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pyproject.toml", "dependencies = []", 'dependencies = ["numpy"]'),
        ("packaging/lock/run.txt", "tqdm==", "tqdm==9.9.9  #"),
    ],
)
def test_a_changed_dependency_is_installed(file, old, new, checkout):
    checkout.prepare("run")
    checkout.asked()
    path = checkout.root / file
    path.write_text(path.read_text().replace(old, new))
    checkout.prepare("run")
    assert len(pip_calls(checkout.asked())) == 2


def test_a_changed_lint_rule_installs_nothing(checkout):
    checkout.prepare("run")
    checkout.asked()
    path = checkout.root / "pyproject.toml"
    path.write_text(path.read_text().replace("line-length = 100", "line-length = 99"))
    checkout.prepare("run")
    assert checkout.asked() == []


def test_a_lost_model_is_installed_again(checkout):
    checkout.prepare("run")
    checkout.asked()
    (checkout.root / "models" / "tiny" / "model.bin").unlink()
    checkout.prepare("run")
    (call,) = checkout.asked()
    assert "models install" in call


def test_another_models_folder_is_looked_into(checkout):
    checkout.prepare("run")
    checkout.asked()
    checkout.prepare("run", AURITY_MODELS_DIR="/elsewhere")
    (call,) = checkout.asked()
    assert "models install" in call


def test_the_program_may_start_without_models_but_the_tests_may_not(checkout):
    (checkout.root / "no-models").touch()
    run = checkout.prepare("run")
    assert run.returncode == 0
    assert "without the models" in run.stderr
    test = checkout.prepare("test")
    assert test.returncode == 1
    assert "models could not be installed" in test.stderr


def test_missing_debian_packages_are_installed_where_that_is_allowed(checkout):
    checkout.tool("dpkg-query", "#!/bin/sh\nexit 1\n")
    checkout.tool("sudo", '#!/bin/sh\nshift\n[ "$1" = true ] || exec "$@"\n')
    checkout.prepare("test")
    update, install, *_ = [line for line in checkout.asked() if line.startswith("apt-get")]
    assert update.endswith("update")
    assert "--no-remove install" in install
    assert "libportaudio2" in install
    assert "xvfb" in install


def test_where_it_is_not_allowed_it_says_which_and_how_and_goes_on(checkout, monkeypatch, capsys):
    checkout.tool("dpkg-query", "#!/bin/sh\nexit 1\n")
    checkout.tool("sudo", "#!/bin/sh\nexit 1\n")
    monkeypatch.setenv("PATH", str(checkout.root / "bin"), prepend=os.pathsep)
    monkeypatch.syspath_prepend(str(checkout.root / "packaging"))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    try:
        import debian

        debian.install_missing("run")
    finally:
        for name in ("debian", "steps"):
            sys.modules.pop(name, None)
    said = capsys.readouterr().err
    assert "sudo apt-get install" in said
    assert "libportaudio2" in said
    assert not [line for line in checkout.asked() if line.startswith("apt-get")]


def test_one_package_that_cannot_be_had_does_not_keep_the_others_away(checkout):
    checkout.tool("dpkg-query", "#!/bin/sh\nexit 1\n")
    checkout.tool("sudo", '#!/bin/sh\nshift\n[ "$1" = true ] || exec "$@"\n')
    note = checkout.root / "asked"
    checkout.tool(
        "apt-get",
        f'#!/bin/sh\necho "apt-get $*" >> "{note}"\ncase "$*" in *libegl1*) exit 100 ;; esac\n',
    )
    done = checkout.prepare("run")
    single = [line for line in checkout.asked() if line.endswith("install libportaudio2")]
    assert single
    assert done.returncode == 0


def test_an_unknown_purpose_is_refused(checkout):
    assert checkout.prepare("fly").returncode == 2
