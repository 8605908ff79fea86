import pytest

from tests.models.worlds import FetchedFromMemory, Steps, make_world


@pytest.fixture
def world(tmp_path):
    folder = tmp_path / "world"
    folder.mkdir()
    return make_world(folder)


@pytest.fixture
def fetch(world):
    return FetchedFromMemory(world.wheels)


@pytest.fixture
def steps():
    return Steps()


@pytest.fixture
def models(tmp_path):
    return tmp_path / "models"
