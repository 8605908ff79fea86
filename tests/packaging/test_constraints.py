import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@pytest.fixture
def pins(repository):
    lines = (repository / "packaging" / "constraints.txt").read_text().splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


@pytest.fixture
def project(repository):
    return tomllib.loads((repository / "pyproject.toml").read_text())["project"]


def test_every_dependency_is_pinned_to_a_version_that_the_project_allows(pins, project):
    requirements = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        requirements += extra
    for requirement in map(Requirement, requirements):
        pin = pins.get(canonicalize_name(requirement.name))
        assert pin is not None, f"`make lock`: {requirement.name} is not in constraints.txt"
        assert requirement.specifier.contains(pin), (requirement, pin)


def test_a_pin_is_a_plain_version_that_fits_every_build(pins):
    for name, version in pins.items():
        assert name == canonicalize_name(name)
        assert re.fullmatch(r"[0-9][0-9a-z.]*", version), (name, version)


def _locked(repository, name):
    """Name → (version, the hashes of its files) of one of the locks."""
    text = (repository / "packaging" / "lock" / f"{name}.txt").read_text()
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line[:1] not in ("", "#")]
    found = {}
    for line in lines:
        pin, *rest = line.split()
        package, _, version = pin.partition("==")
        found[package] = (version, re.findall(r"--hash=sha256:([0-9a-f]{64})(?:\s|$)", line))
        assert version
        assert found[package][1], package
        assert len(found[package][1]) == sum(word.startswith("--") for word in rest), package
    return found


@pytest.fixture
def locks(repository):
    return {name: _locked(repository, name) for name in ("run", "test", "torch", "cuda")}


def test_every_pin_is_locked_at_its_version_with_hashes(pins, locks):
    together = {**locks["run"], **locks["test"], **locks["torch"]}
    assert {name: together[name][0] for name in pins} == pins, "`make lock`"


def test_what_the_program_needs_is_locked_apart_from_what_its_tests_need(locks, project):
    needed = {canonicalize_name(Requirement(each).name) for each in project["dependencies"]}
    assert needed <= {*locks["run"], *locks["torch"]}
    assert not {"pytest", "ruff", "pyinstaller"} & {*locks["run"]}
    assert not {*locks["run"]} & {*locks["test"]}


def test_what_builds_the_program_is_locked_too(locks, repository):
    document = tomllib.loads((repository / "pyproject.toml").read_text())
    for requirement in map(Requirement, document["build-system"]["requires"]):
        version, _ = locks["run"][requirement.name]
        assert requirement.specifier.contains(version)


def test_the_program_needs_nothing_built_for_a_graphics_card(locks):
    card = ("nvidia-", "cuda", "triton")
    assert not [name for name in (*locks["run"], *locks["test"]) if name.startswith(card)]
    assert all(name.startswith(card) for name in locks["cuda"])


def test_no_lock_names_an_index_or_an_address(repository):
    for path in (repository / "packaging").rglob("*"):
        if path.is_file() and path.suffix in (".txt", ".py", ".md"):
            text = path.read_text(encoding="utf-8")
            assert "EXTRA_INDEX" not in text.upper().replace("-", "_"), path
            assert path.parent.name != "lock" or "://" not in text, path


def test_nothing_built_for_a_graphics_card_is_pinned(pins):
    assert not [name for name in pins if name.startswith(("nvidia-", "cuda", "triton"))]


@pytest.mark.parametrize("name", ["debian-run.txt", "debian-test.txt"])
def test_debian_packages_are_listed_once(name, repository):
    lines = (repository / "packaging" / name).read_text().splitlines()
    packages = [line for line in lines if line and not line.startswith("#")]
    assert packages
    assert len(packages) == len(set(packages))
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", package) for package in packages)
