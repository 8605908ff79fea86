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


def test_nothing_built_for_a_graphics_card_is_pinned(pins):
    assert not [name for name in pins if name.startswith(("nvidia-", "cuda", "triton"))]


@pytest.mark.parametrize("name", ["debian-run.txt", "debian-test.txt"])
def test_debian_packages_are_listed_once(name, repository):
    lines = (repository / "packaging" / name).read_text().splitlines()
    packages = [line for line in lines if line and not line.startswith("#")]
    assert packages
    assert len(packages) == len(set(packages))
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", package) for package in packages)
